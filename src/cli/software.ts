import { findFramework } from "../catalog/lookup.js";
import type { Catalog } from "../domain/catalog.js";
import type { Framework } from "../domain/framework.js";
import { nearest } from "../domain/nearest.js";
import type { Scenario } from "../domain/scenario.js";
import { newestOf } from "../domain/version.js";
import { versionOf } from "../evaluate/support/releases.js";
import { numberWithin, usage } from "./parse.js";

const USUAL_FRAMEWORK = "pytorch";
const NO_FRAMEWORK = "none";
const MOST_YEARS = 30;

interface Asked {
  readonly framework: Framework;
  readonly version?: string;
}

const frameworkOf = (catalog: Catalog, text: string): Framework => {
  const found = findFramework(catalog, text);
  if (found !== undefined) return found;
  const known = [...catalog.frameworks.keys(), NO_FRAMEWORK];
  const [guess] = nearest(text, known, 1);
  throw usage(`there is no framework ${JSON.stringify(text.slice(0, 80))}`, guess === undefined ? `one of ${known.join(", ")}` : `did you mean ${guess}?`);
};

const askedOf = (catalog: Catalog, text: string): Asked => {
  const [name = "", version, ...rest] = text.split("@");
  const framework = frameworkOf(catalog, name.trim());
  if (version === undefined) return { framework };
  const table = catalog.subjects.releases().get(framework.id);
  const found = table === undefined || rest.length > 0 ? undefined : versionOf(table, version.trim());
  if (found !== undefined) return { framework, version: found };
  const versions = Object.keys(table?.versions ?? {});
  const guess = nearest(version.trim(), versions, 1)[0] ?? newestOf(versions);
  throw usage(
    `there is no version ${JSON.stringify(version.slice(0, 80))} of ${framework.name} in the catalogue`,
    guess === undefined ? `write ${framework.id} without a version` : `did you mean ${framework.id}@${guess}?`,
  );
};

/**
 * The software that must run, from words such as `pytorch@2.9,tensorflow`, or `none`.
 * @throws Failure for a framework or a version that is not known
 */
export const softwareFrom = (
  catalog: Catalog,
  words: readonly string[] = [USUAL_FRAMEWORK],
  yearsFlag?: string,
  yearsOfFile?: number,
): Pick<Scenario, "frameworks" | "frameworkVersions" | "minSupportYears"> => {
  const names = words.flatMap((word) => word.split(","));
  const asked = names.some((name) => name.trim().toLowerCase() === NO_FRAMEWORK) ? [] : names.map((name) => askedOf(catalog, name));
  const versions = new Map<string, string>();
  for (const { framework, version } of asked) {
    if (version === undefined) continue;
    const before = versions.get(framework.id);
    if (before !== undefined && before !== version)
      throw usage(`two versions of ${framework.name} are asked for: ${before} and ${version}`, "one machine can hold both, but ask for one at a time");
    versions.set(framework.id, version);
  }
  const years = yearsFlag === undefined ? yearsOfFile : numberWithin("--min-support-years", yearsFlag, 0, MOST_YEARS, "years");
  if (years !== undefined && asked.length === 0)
    throw usage("--min-support-years asks how long a framework is supported, and none is asked for", "name one: --framework pytorch");
  return {
    frameworks: [...new Set(asked.map(({ framework }) => framework.id))],
    ...(versions.size === 0 ? {} : { frameworkVersions: Object.fromEntries(versions) }),
    ...(years === undefined ? {} : { minSupportYears: years }),
  };
};
