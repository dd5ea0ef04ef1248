import { expect, test } from "vitest";
import { loadCatalog } from "../../src/catalog/load.js";

const catalog = await loadCatalog();
const statements = [...catalog.subjects.safety().values()];

test("every safety statement has a code as its name, a source, and is told apart by its code", () => {
  expect(statements.length).toBeGreaterThan(50);
  for (const { id, source, says } of statements) {
    expect(id).toMatch(/^rp4\d{3}$/);
    expect(source.length).toBeGreaterThan(5);
    expect(says).toMatch(/[.!]$/);
  }
});

test("a statement that nothing confirms, or that rests on practice alone, holds no figure", () => {
  const bare = statements.filter(({ confidence }) => confidence === "unconfirmed" || confidence === "advice");
  expect(bare.length).toBeGreaterThan(5);
  for (const { says, todo = "" } of bare) expect(`${says} ${todo}`).not.toMatch(/\d/);
});

test("a circuit is known for every country of the list that was collected", () => {
  const countries = "GB IE MY SG HK US CA MX JP DE AT NL FI SE NO ES PT GR TR RO HU KR ID FR BE PL CZ SK DK IT CL CH AU NZ AR CN IN ZA BR IL TH TW PH".split(
    " ",
  );
  expect(countries).toHaveLength(43);
  expect(countries.filter((code) => catalog.regions.get(code)?.circuits.some(({ isDefault }) => isDefault) !== true)).toEqual([]);
});

test("the speed at a limit never falls as the limit rises, and is whole at the top", () => {
  const model = catalog.assumptions.power;
  for (const points of Object.values(model.speedAtLimit)) {
    const speeds = points.map(({ speed }) => speed);
    expect([...speeds].sort((a, b) => a - b)).toEqual(speeds);
    expect(speeds.at(-1)).toBe(1);
    for (const { low, speed, high } of points) expect(low <= speed && speed <= high).toBe(true);
  }
});
