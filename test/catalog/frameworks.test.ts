import { describe, expect, test } from "vitest";
import { loadCatalog } from "../../src/catalog/load.js";
import { type Framework, type FrameworkSupport, SYSTEMS, type SystemName, supportFor, targetOf } from "../../src/domain/framework.js";
import { compareVersions } from "../../src/domain/version.js";
import { supportAt } from "../../src/evaluate/support/releases.js";

const catalog = await loadCatalog();
const gpus = [...catalog.parts.gpu.values()];
const architectures = catalog.subjects.architectures();
const releases = catalog.subjects.releases();

const frameworkOf = (id: string): Framework => {
  const framework = catalog.frameworks.get(id);
  if (framework === undefined) throw new Error(`no framework ${id}`);
  return framework;
};

/** The last version that runs, by system, as a framework's answer about a target tells it. */
const told = ({ status, os = [], lastVersion, elsewhere = [] }: FrameworkSupport): Readonly<Partial<Record<SystemName, string>>> => {
  if (status !== "supported" && status !== "older_version") return {};
  const main = lastVersion === undefined ? [] : os.map((one) => [one, lastVersion]);
  return Object.fromEntries([...main, ...elsewhere.flatMap((other) => other.os.map((one) => [one, other.lastVersion]))]) as Partial<Record<SystemName, string>>;
};

/** The same, worked out from the table of builds. */
const workedOut = (framework: Framework, target: string): Readonly<Partial<Record<SystemName, string>>> => {
  const table = releases.get(framework.id);
  const architecture = architectures.get(target);
  if (table === undefined || architecture === undefined) throw new Error(`nothing on ${framework.id} and ${target}`);
  return Object.fromEntries(
    SYSTEMS.flatMap((os) => {
      const { lastVersion } = supportAt(table, { target, os, systems: architecture.systems }, framework.newestVersion);
      return lastVersion === undefined ? [] : [[os, lastVersion]];
    }),
  );
};

test("every GPU has an architecture, and every framework an answer with a source for it", () => {
  const without = gpus.flatMap((gpu) => [
    ...(architectures.has(targetOf(gpu)) ? [] : [`${gpu.id}: no architecture ${targetOf(gpu)}`]),
    ...[...catalog.frameworks.values()].flatMap((framework) => {
      const entry = supportFor(gpu, framework);
      return entry === undefined || entry.status === "unknown" || entry.source.length < 10 ? [`${gpu.id}: ${framework.id}`] : [];
    }),
  ]);
  expect(gpus.length).toBeGreaterThanOrEqual(170);
  expect(without).toEqual([]);
});

describe("the answers about today are those of the tables of builds", () => {
  test.each([...catalog.frameworks.keys()])("%s", (id) => {
    const framework = frameworkOf(id);
    for (const target of architectures.keys()) {
      const row = framework.support.find(({ targets }) => targets.includes(target));
      if (row === undefined) throw new Error(`${id} has no answer for ${target}`);
      expect({ target, versions: told(row) }).toEqual({ target, versions: workedOut(framework, target) });
      const versions = Object.values(told(row));
      const runsToday = versions.some((version) => compareVersions(version, framework.newestVersion) === 0);
      expect({ target, runsToday }).toEqual({ target, runsToday: row.status === "supported" });
    }
  });
});

test("every build names its sources, and only versions that are listed", () => {
  for (const table of releases.values()) {
    const versions = new Set(Object.keys(table.versions));
    for (const build of table.builds) {
      expect(build.versions.filter((version) => !versions.has(version))).toEqual([]);
      expect(build.sources.filter((at) => table.cites[at] === undefined)).toEqual([]);
    }
  }
});

test("needs of the host name cards, architectures and frameworks that exist", () => {
  for (const { id, applies } of catalog.subjects.hostNeeds().values()) {
    expect({ id, gpus: (applies.gpus ?? []).filter((gpu) => !catalog.parts.gpu.has(gpu)) }).toEqual({ id, gpus: [] });
    expect({ id, targets: (applies.targets ?? []).filter((target) => !architectures.has(target)) }).toEqual({ id, targets: [] });
    expect({ id, frameworks: (applies.frameworks ?? []).filter((name) => !catalog.frameworks.has(name)) }).toEqual({ id, frameworks: [] });
  }
});
