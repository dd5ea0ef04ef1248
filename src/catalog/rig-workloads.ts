import type { z } from "zod";
import { Failure } from "../domain/failure.js";
import { METHODS, type SettingName, type Workload, type WorkloadModel } from "../domain/workload.js";
import { workloadFrom } from "../domain/workload-name.js";
import { settingsOf, usualSettings } from "../domain/workload-settings.js";
import { typicalTransformer } from "../domain/workload-typical.js";
import { camel } from "./camel.js";
import { type Problem, quoted } from "./problem.js";
import type { YamlFile } from "./read.js";
import { inlineWorkloadSchema } from "./schema/workload.js";
import { check } from "./validate.js";

/** The job a file asks for, or what is wrong with it. */
export type ReadWorkload = { readonly job: Workload } | { readonly problems: readonly Problem[] };

const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, "-")
    .replace(/^-|-$/g, "");

const named = (text: string, models: ReadonlyMap<string, WorkloadModel>, at: Problem["at"]): ReadWorkload => {
  try {
    return { job: workloadFrom(text, models) };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const { fix } = error.details;
    return { problems: [{ kind: "unknown-value", message: error.message, at, ...(fix === undefined ? {} : { fix }) }] };
  }
};

type Inline = z.output<typeof inlineWorkloadSchema>;

/** A model written out in a rig file; a language model whose shape is not given has the usual one of its size. */
const inlineModel = ({ name, method, settings: _settings, ...fields }: Inline): WorkloadModel => {
  const { paramsM, ...rest } = camel(fields);
  const isBare = rest.family === "llm" && rest.transformer === undefined && paramsM !== undefined;
  return {
    sampleUnit: "sample",
    ...rest,
    id: slug(name),
    name,
    aliases: [],
    ...(paramsM === undefined ? {} : { paramsM }),
    ...(isBare ? { transformer: typicalTransformer(paramsM * 1e6) } : {}),
    methods: [{ method }],
  };
};

const inline = (file: YamlFile, path: readonly PropertyKey[]): ReadWorkload => {
  const checked = check(inlineWorkloadSchema, file, path);
  if (!checked.ok) return checked;
  const { name, method, settings = {} } = checked.value;
  const model = inlineModel(checked.value);
  const offered = settingsOf(model, method);
  const given = Object.keys(settings) as SettingName[];
  const problems = given
    .filter((setting) => !offered.includes(setting))
    .map(
      (setting): Problem => ({
        kind: "unknown-key",
        message: `${quoted(name)} has no setting ${quoted(setting)} when it is used for ${method}`,
        at: file.place([...path, "settings", setting], true),
        fix: `it takes ${offered.join(", ") || "none"}`,
      }),
    );
  if (problems.length > 0) return { problems };
  return { job: { id: `${model.id}:${method}`, model, method, settings: { ...usualSettings(model, method), ...settings }, given, written: checked.value } };
};

/** A job of a rig file: by name, or written out with the catalogue's own fields. */
export const readWorkload = (file: YamlFile, path: readonly PropertyKey[], value: unknown, models: ReadonlyMap<string, WorkloadModel>): ReadWorkload => {
  if (typeof value === "string") return named(value, models, file.place(path));
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return inline(file, path);
  return {
    problems: [
      {
        kind: "wrong-type",
        message: `${quoted(String(value))} is no job`,
        at: file.place(path),
        fix: `write its name (llama-3-8b:qlora), or a map with name, family, method (${METHODS.join(", ")}) and the figures of workloads`,
      },
    ],
  };
};
