import { existsSync } from "node:fs";
import { homedir, userInfo } from "node:os";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { isErrno } from "../../catalog/files.js";
import { Failure } from "../../domain/failure.js";
import { nearest } from "../../domain/nearest.js";
import { safeText } from "../../render/safe-text.js";
import type { Io } from "../io.js";
import { usage } from "../parse.js";
import type { ConfigFile } from "./schema.js";

/** Values by the name of the flag they stand for, as a flag would spell them. */
export type FlagValues = Readonly<Record<string, string | readonly string[]>>;

/** One place a setting can come from, and what it says. */
export interface Layer {
  /** `RIGPLAN_CURRENCY`, or the path of a file. */
  readonly origin: string;
  readonly kind: "environment" | "project" | "user";
  readonly values: FlagValues;
}

const PROJECT_FILE = "rigplan.yaml";
const USER_FILE = "config.yaml";
const MOST_BYTES = 256 * 1024;

/** The flag each variable stands for; the last three are read where they are used. */
const VARIABLES: Readonly<Record<string, string | undefined>> = {
  RIGPLAN_REGION: "region",
  RIGPLAN_CURRENCY: "currency",
  RIGPLAN_CATALOG: "catalog",
  RIGPLAN_CONFIG: undefined,
  RIGPLAN_DEBUG: undefined,
  RIGPLAN_PAGER: undefined,
};

/** What a system says of a user it does not know is an exception. */
const askedOf = (ask: () => string): string => {
  try {
    return ask();
  } catch (error) {
    if (isErrno(error)) return "";
    throw error;
  }
};

/** The user's home; never a folder below the present one, which may be a stranger's: an empty or relative HOME is not believed. */
const homeFolder = (): string => [askedOf(homedir), askedOf(() => userInfo().homedir)].find((path) => isAbsolute(path)) ?? "/";

/** The user's folder for settings: `$XDG_CONFIG_HOME/rigplan`, where a relative path is ignored as that specification says. */
export const userFolder = ({ env }: Pick<Io, "env">): string => {
  const asked = env["XDG_CONFIG_HOME"] ?? "";
  return join(isAbsolute(asked) ? asked : join(homeFolder(), ".config"), "rigplan");
};

const nearestProjectFile = (from: string): string | undefined => {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    const path = join(folder, PROJECT_FILE);
    if (existsSync(path)) return path;
    if (dirname(folder) === folder) return undefined;
  }
};

const valuesOf = (config: ConfigFile, file: string, isProject: boolean): FlagValues => {
  const text = (value: number | string | undefined): string | undefined => (value === undefined ? undefined : String(value));
  const list = (value: readonly string[] | undefined): string | undefined => value?.join(",");
  const folder = dirname(resolve(file));
  const catalogs = config.catalog?.map((path) => {
    const whole = resolve(folder, path);
    // A folder that was downloaded must not make the program read what lies elsewhere.
    if (isProject && (relative(folder, whole).startsWith(`..${sep}`) || relative(folder, whole) === ".." || isAbsolute(path)))
      throw new Failure("bad-data", `a project's catalogue lies inside its folder: ${JSON.stringify(path)} does not`, {
        code: "RP1209",
        at: { file },
        fix: "name it with --catalog, or in your own settings",
      });
    return whole;
  });
  const all: Readonly<Record<string, string | readonly string[] | undefined>> = {
    region: config.region,
    currency: config.currency,
    hoursPerDay: text(config.hours_per_day),
    idleHours: text(config.idle_hours),
    years: text(config.years),
    framework: config.frameworks,
    workload: config.workloads,
    circuit: config.circuit,
    tariff: config.tariff,
    schedule: config.schedule,
    budget: config.budget,
    maxElectricity: config.max_electricity,
    condition: list(config.conditions),
    vendor: list(config.vendors),
    objective: config.objective,
    catalog: catalogs,
  };
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string | readonly string[]] => entry[1] !== undefined));
};

const readConfig = async (path: string, kind: Layer["kind"], io: Io): Promise<Layer> => {
  const [{ readYaml }, { check }, { failureOf }, { configSchema }] = await Promise.all([
    import("../../catalog/read.js"),
    import("../../catalog/validate.js"),
    import("../../catalog/problem.js"),
    import("./schema.js"),
  ]);
  const bytes = await io.readInput(path);
  if (bytes.byteLength > MOST_BYTES) throw new Failure("bad-data", `the file is larger than ${MOST_BYTES / 1024} KiB`, { code: "RP1201", at: { file: path } });
  const checked = check(configSchema, readYaml(bytes, path));
  if (!checked.ok) throw failureOf(checked.problems);
  return { origin: path, kind, values: valuesOf(checked.value, path, kind === "project") };
};

const environment = (io: Io): readonly Layer[] =>
  Object.entries(VARIABLES).flatMap(([name, flag]): Layer[] => {
    const value = io.env[name] ?? "";
    return flag === undefined || value === "" ? [] : [{ origin: name, kind: "environment", values: { [flag]: flag === "catalog" ? [value] : value } }];
  });

/** Names that look like ours and mean nothing: a slip that would otherwise pass in silence. */
const warnOfUnknown = (io: Io): void => {
  for (const name of Object.keys(io.env).sort()) {
    if (!name.startsWith("RIGPLAN_") || Object.hasOwn(VARIABLES, name)) continue;
    const [guess] = nearest(name, Object.keys(VARIABLES), 1);
    io.err(`warning: the variable ${safeText(name)} means nothing to rigplan${guess === undefined ? "" : `; did you mean ${guess}?`}\n`);
  }
};

export interface ConfigFlags {
  /** A path, or false for `--no-config`. */
  readonly config?: string | false;
}

/**
 * Every place that settings come from, the strongest first: the environment, the project's file, the user's file. Flags are stronger than all.
 * @throws Failure with every problem of a file
 */
export const settingLayers = async ({ config }: ConfigFlags, io: Io): Promise<readonly Layer[]> => {
  warnOfUnknown(io);
  if (config === false) return environment(io);
  const named = config ?? (io.env["RIGPLAN_CONFIG"] === "" ? undefined : io.env["RIGPLAN_CONFIG"]);
  if (named !== undefined && !existsSync(named))
    throw usage(`--config: there is no file ${JSON.stringify(named.slice(0, 80))}`, "give the path of a settings file");
  const project = named ?? nearestProjectFile(io.folder);
  const user = join(userFolder(io), USER_FILE);
  return [
    ...environment(io),
    ...(project === undefined ? [] : [await readConfig(project, named === undefined ? "project" : "user", io)]),
    ...(existsSync(user) && user !== project ? [await readConfig(user, "user", io)] : []),
  ];
};
