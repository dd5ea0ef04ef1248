import type { SystemName } from "../../domain/framework.js";
import type { Build, ReleaseTable } from "../../domain/release.js";
import { compareVersions, isWithin, newestOf } from "../../domain/version.js";

/** Where and on what a framework is to run. */
export interface RunPlace {
  /** As `targetOf` names the card. */
  readonly target: string;
  readonly os: SystemName;
  /** Systems the card has drivers for; any where that is not known. */
  readonly systems?: readonly SystemName[];
}

/** What the builds of a framework say of one version on one card and system. */
export interface VersionSupport {
  readonly verdict: "works" | "needs_older" | "not_supported" | "unknown";
  /** The build that runs: of the version itself, else of the last one that does. */
  readonly build?: Build;
  /** The last version up to the one asked for that runs. */
  readonly lastVersion?: string;
  /** The first version that runs, where the one asked for came too early. */
  readonly firstVersion?: string;
}

const ARM = /-arm$/;
const CODE = /^(sm|compute)_(\d+)(\d)([af]?)$/;

const numbersOf = (capability: string): readonly [number, number] => {
  const [major = 0, minor = 0] = capability.split(".").map(Number);
  return [major, minor];
};

const atMost = ([major, minor]: readonly [number, number], [otherMajor, otherMinor]: readonly [number, number]): boolean =>
  major < otherMajor || (major === otherMajor && minor <= otherMinor);

/**
 * Whether one piece of code runs on a card of a compute capability: machine code within its generation on the same or a later
 * minor version (with an `a`, on that card alone), `compute_` code on any card as new or newer, since it is translated at start.
 */
const codeRuns = (code: string, capability: readonly [number, number]): boolean => {
  const [, kind, major, minor, exact] = CODE.exec(code) ?? [];
  if (kind === undefined) return false;
  const built: readonly [number, number] = [Number(major), Number(minor)];
  if (exact !== "") return built[0] === capability[0] && built[1] === capability[1];
  return atMost(built, capability) && (kind === "compute" || built[0] === capability[0]);
};

/** Whether a build holds code that is known to run on a target. */
const runsOn = ({ code = [], capabilities, fails = [] }: Build, target: string): boolean => {
  if (fails.includes(target)) return false;
  if (code.includes(target)) return true;
  if (!/^\d/.test(target)) return false;
  const capability = numbersOf(target);
  if (capabilities !== undefined && atMost(numbersOf(capabilities.from), capability) && atMost(capability, numbersOf(capabilities.to))) return true;
  return code.some((one) => codeRuns(one, capability));
};

/** Builds for Linux run in WSL2 too; a unit with an Arm processor needs builds for that. */
const isFor = ({ on }: Build, { target, os, systems }: RunPlace): boolean =>
  systems?.includes(os) === false
    ? false
    : ARM.test(target)
      ? os === "linux" && on.includes("linux-arm")
      : on.includes(os) || (os === "wsl2" && on.includes("linux"));

/** Builds of one kind (CUDA, ROCm …) tell of each other's gaps; other kinds do not. */
const lineOf = ({ build }: Build): string => build.split(" ")[0] ?? build;

interface Line {
  readonly versions: readonly string[];
  readonly running: readonly Build[];
}

const linesOf = (table: ReleaseTable, place: RunPlace): readonly Line[] => {
  const lines = new Map<string, { versions: Set<string>; running: Build[] }>();
  const target = place.target.replace(ARM, "");
  for (const build of table.builds) {
    if (!isFor(build, place)) continue;
    const line = lines.get(lineOf(build)) ?? { versions: new Set<string>(), running: [] };
    lines.set(lineOf(build), line);
    for (const version of build.versions) line.versions.add(version);
    if (runsOn(build, target)) line.running.push(build);
  }
  return [...lines.values()].map(({ versions, running }) => ({ versions: [...versions].sort(compareVersions), running }));
};

const buildOf = (builds: readonly Build[], version: string): Build | undefined => builds.findLast(({ versions }) => versions.includes(version));

/** `2.0` of `2.0.1`. */
const seriesOf = (version: string): string => version.split(".").slice(0, 2).join(".");

type Answer = { readonly runs: true; readonly build: Build } | { readonly runs: false | "unknown" };

/** What one line of builds says of a version that it may not list. */
const answerOf = ({ versions, running }: Line, version: string, between: ReleaseTable["between"]): Answer => {
  const of = (listed: string | undefined): Build | undefined => (listed === undefined ? undefined : buildOf(running, listed));
  if (versions.includes(version)) {
    const build = of(version);
    return build === undefined ? { runs: false } : { runs: true, build };
  }
  const next = versions.find((listed) => compareVersions(listed, version) > 0);
  const previous = versions.findLast((listed) => compareVersions(listed, version) < 0);
  if (next === undefined) return { runs: false };
  const [before, after] = [of(previous), of(next)];
  // A corrected release (2.0.1) has the builds of the release it corrects.
  if (previous !== undefined && between === "none" && seriesOf(previous) === seriesOf(version))
    return before === undefined ? { runs: false } : { runs: true, build: before };
  if (previous === undefined) return { runs: after?.earlierNotKnown === true ? "unknown" : false };
  if (between === "like_earlier" || (before !== undefined && after !== undefined))
    return before === undefined ? { runs: false } : { runs: true, build: before };
  return { runs: before === undefined && after === undefined ? false : "unknown" };
};

/** Whether one version of a framework has an official build that runs on a card under a system, else the last that does. */
export const supportAt = (table: ReleaseTable, place: RunPlace, version: string): VersionSupport => {
  const lines = linesOf(table, place);
  const answers = lines.map((line) => answerOf(line, version, table.between));
  const works = answers.find((answer) => answer.runs === true);
  if (works?.runs === true) return { verdict: "works", build: works.build, lastVersion: version };
  const running = lines.flatMap((line) => line.running);
  const all = [...new Set(running.flatMap(({ versions }) => versions))].sort(compareVersions);
  const last = all.findLast((listed) => compareVersions(listed, version) < 0);
  const first = all.find((listed) => compareVersions(listed, version) > 0);
  const build = last === undefined ? undefined : buildOf(running, last);
  const found = { ...(last === undefined ? {} : { lastVersion: last }), ...(build === undefined ? {} : { build }) };
  if (answers.some(({ runs }) => runs === "unknown")) return { verdict: "unknown", ...found };
  if (last !== undefined) return { verdict: "needs_older", ...found };
  return { verdict: "not_supported", ...(first === undefined ? {} : { firstVersion: first }) };
};

/** Versions by the names a person may give: `2.9` is the newest 2.9.x; undefined where there is no such version. */
export const versionOf = (table: ReleaseTable, text: string): string | undefined => {
  const versions = Object.keys(table.versions);
  if (versions.includes(text)) return text;
  const within = newestOf(versions.filter((version) => isWithin(version, text)));
  if (within !== undefined || table.between === "none") return within;
  const [oldest, newest] = [versions.toSorted(compareVersions)[0], newestOf(versions)];
  const isBetween = /^[a-z]?\d+(?:\.\d+)*$/.test(text) && oldest !== undefined && newest !== undefined;
  return isBetween && compareVersions(oldest, text) < 0 && compareVersions(text, newest) < 0 ? text : undefined;
};
