import type { Architecture } from "../../domain/architecture.js";
import type { Catalog } from "../../domain/catalog.js";
import { type ElsewhereSupport, type Framework, type FrameworkSupport, SYSTEMS, type SystemName } from "../../domain/framework.js";
import type { ReleaseTable } from "../../domain/release.js";
import type { Scenario } from "../../domain/scenario.js";
import { compareVersions } from "../../domain/version.js";
import { supportAt, type VersionSupport } from "./releases.js";

const MONTHS_PER_YEAR = 12;

/** The month some years after a day, `YYYY-MM`; parts of a year are rounded up to whole months. */
export const monthAfter = (day: string, years: number): string => {
  const [year = 0, month = 1] = day.split("-").map(Number);
  const months = year * MONTHS_PER_YEAR + month - 1 + Math.ceil(years * MONTHS_PER_YEAR);
  return `${Math.floor(months / MONTHS_PER_YEAR)}-${String((months % MONTHS_PER_YEAR) + 1).padStart(2, "0")}`;
};

interface OnSystem extends VersionSupport {
  readonly os: SystemName;
}

/** The answer of the systems together: it works where one of them says so. */
const statusOf = (answers: readonly OnSystem[]): FrameworkSupport["status"] => {
  if (answers.some(({ verdict }) => verdict === "works")) return "supported";
  if (answers.some(({ verdict }) => verdict === "unknown")) return "unknown";
  return answers.some(({ verdict }) => verdict === "needs_older") ? "older_version" : "unsupported";
};

const byVersion = (a: string | undefined, b: string | undefined): number => compareVersions(a ?? "0", b ?? "0");

/** What a version's builds do on the cards of one target, in the form of the answers about the newest version. */
const rowFor = (table: ReleaseTable, { id: target, systems }: Architecture, version: string, source: string): FrameworkSupport => {
  const answers = SYSTEMS.map((os): OnSystem => ({ os, ...supportAt(table, { target, os, systems }, version) }));
  const best = answers.reduce((so, answer) => (byVersion(answer.lastVersion, so.lastVersion) > 0 ? answer : so));
  const { lastVersion, build } = best;
  const os = answers.filter((answer) => lastVersion !== undefined && answer.lastVersion === lastVersion).map((answer) => answer.os);
  const elsewhere = answers.flatMap(({ os: system, lastVersion: last, build: older }): readonly ElsewhereSupport[] =>
    last === undefined || last === lastVersion || older === undefined
      ? []
      : [
          {
            os: [system],
            lastVersion: last,
            build: older.build,
            ...(older.install === undefined ? {} : { install: older.install.replace("{version}", last) }),
          },
        ],
  );
  const firstVersion = answers
    .map((answer) => answer.firstVersion)
    .filter((found) => found !== undefined)
    .sort(compareVersions)[0];
  const python = lastVersion === undefined ? undefined : table.versions[lastVersion]?.python;
  const cites = build?.sources.map((at) => table.cites[at]).filter((cite) => cite !== undefined) ?? [];
  return {
    targets: [target],
    status: statusOf(answers),
    ...(lastVersion === undefined ? {} : { lastVersion, os }),
    ...(build === undefined ? {} : { build: build.build }),
    ...(build?.install === undefined || lastVersion === undefined ? {} : { install: build.install.replace("{version}", lastVersion) }),
    ...(python === undefined ? {} : { python }),
    ...(elsewhere.length === 0 ? {} : { elsewhere }),
    ...(lastVersion !== undefined || firstVersion === undefined ? {} : { firstVersion }),
    ...(build?.note === undefined ? {} : { note: build.note }),
    source: cites.length === 0 ? source : cites.join("; "),
  };
};

/** A framework as one of its versions has it, with the same answers for every known kind of card. */
const frameworkAt = (framework: Framework, version: string, catalog: Catalog): Framework => {
  const table = catalog.subjects.releases().get(framework.id);
  if (table === undefined) return { ...framework, newestVersion: version, support: [] };
  const source = table.cites.slice(0, 3).join("; ");
  return {
    ...framework,
    newestVersion: version,
    support: [...catalog.subjects.architectures().values()].map((architecture) => {
      const row = rowFor(table, architecture, version, source);
      // When builds are expected to end does not depend on the version asked for.
      const expected = framework.support.find(({ targets }) => targets.includes(architecture.id))?.expectedUntil;
      return expected === undefined ? row : { ...row, expectedUntil: expected };
    }),
  };
};

/** A framework as the scenario asks for it: its newest version, or the one that was named. */
export const askedFramework = (framework: Framework, scenario: Pick<Scenario, "frameworkVersions">, catalog: Catalog): Framework => {
  const version = scenario.frameworkVersions?.[framework.id];
  return version === undefined || version === framework.newestVersion ? framework : frameworkAt(framework, version, catalog);
};

/** The frameworks that must run. */
export const requiredFrameworks = (scenario: Scenario, catalog: Catalog): readonly Framework[] =>
  scenario.frameworks.flatMap((id) => {
    const framework = catalog.frameworks.get(id);
    return framework === undefined ? [] : [askedFramework(framework, scenario, catalog)];
  });
