import type { FrameworkLine } from "../domain/assessment.js";
import type { SupportWindow } from "../domain/framework.js";

const yearOf = (month: string): number => Number(month.slice(0, 4));

const windowJson = ({ from, to }: SupportWindow): object => ({ from: yearOf(from), to: yearOf(to), from_month: from, to_month: to });

/** What official builds of a framework do on a card. */
export const frameworkJson = (line: FrameworkLine): object => {
  const optional = <K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } => (value === undefined ? {} : ({ [key]: value } as { [P in K]: V }));
  return {
    framework: line.framework,
    name: line.name,
    requested: line.requested,
    version: line.version,
    status: line.status,
    ...optional("last_version", line.lastVersion),
    ...optional("first_version", line.firstVersion),
    ...optional("build", line.build),
    ...optional("os", line.os),
    ...optional("install", line.install),
    ...optional("python", line.python),
    ...optional(
      "elsewhere",
      line.elsewhere?.map(({ os, lastVersion, build, install, python }) => ({
        os,
        last_version: lastVersion,
        ...optional("build", build),
        ...optional("install", install),
        ...optional("python", python),
      })),
    ),
    ...optional("features_missing", line.featuresMissing),
    ...optional("expected_until", line.expectedUntil === undefined ? undefined : windowJson(line.expectedUntil)),
    ...optional("note", line.note),
    source: line.source,
  };
};
