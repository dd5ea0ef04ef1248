import type { Method, SettingName, Workload, WorkloadSettings } from "./workload.js";

/** Settings changed from those of a job. */
export type SettingChanges = Partial<WorkloadSettings>;

/** The name a job was asked by, without method and settings. */
const baseName = ({ id }: Workload): string => (id.split(/[:,]/)[0] ?? id).trim();

/** A job with another method or other settings, named so that it can be asked for. */
export const changedWorkload = (workload: Workload, changes: SettingChanges, method: Method = workload.method): Workload => {
  const settings = { ...workload.settings, ...changes };
  const given = [...new Set([...workload.given, ...(Object.keys(changes) as SettingName[])])];
  const words = given.map((name) => `${name}=${settings[name]}`);
  return { model: workload.model, method, settings, given, id: [`${baseName(workload)}:${method}`, ...words].join(",") };
};
