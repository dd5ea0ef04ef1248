import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import { loadCatalog } from "../../src/catalog/load.js";
import type { Assessment } from "../../src/domain/assessment.js";
import { CONDITIONS } from "../../src/domain/offer.js";
import type { PartKind, PartOf } from "../../src/domain/part.js";
import { EXTRA_KINDS, type ExtraLine, type Rig, type RigLine } from "../../src/domain/rig.js";
import type { Scenario } from "../../src/domain/scenario.js";
import { evaluate } from "../../src/evaluate/evaluate.js";
import { csvText } from "../../src/render/csv.js";
import { assessmentDocument } from "../../src/render/documents.js";
import { markdownReport } from "../../src/render/markdown.js";
import { costText } from "../../src/render/rig-table.js";
import { type Page, styleFor } from "../../src/render/style.js";
import { minorDigits, money } from "../../src/units/money.js";
import { currencyMark } from "../../src/units/money-text.js";
import { hours, watts } from "../../src/units/quantity.js";

const catalog = await loadCatalog();
const REGIONS = { GB: "GBP", DE: "EUR", "US-CA": "USD", JP: "JPY", AU: "AUD" } as const;
const RIGS = 1000;

const lineOf = <K extends PartKind>(kind: K): fc.Arbitrary<RigLine<PartOf[K]>> =>
  fc
    .record({
      part: fc.constantFrom(...catalog.parts[kind].values()) as fc.Arbitrary<PartOf[K]>,
      quantity: fc.integer({ min: 1, max: 8 }),
      condition: fc.constantFrom(...CONDITIONS),
      owned: fc.boolean(),
      price: fc.option(fc.record({ minor: fc.integer({ min: 0, max: 5_000_000 }), currency: fc.constantFrom("GBP", "EUR", "USD", "JPY", "KWD") }), { freq: 2 }),
    })
    .map(({ price, owned, ...line }) => ({
      ...line,
      owned: owned && line.quantity > 5,
      ...(price === null ? {} : { priceOverride: money(price.minor, price.currency) }),
    }));

const extra: fc.Arbitrary<ExtraLine> = fc
  .record({
    kind: fc.constantFrom(...EXTRA_KINDS),
    quantity: fc.integer({ min: 1, max: 5 }),
    minor: fc.option(fc.integer({ min: 0, max: 100_000 }), { freq: 4 }),
  })
  .map(({ kind, quantity, minor }) => ({
    name: `a ${kind}`,
    kind,
    quantity,
    condition: "new" as const,
    owned: false,
    ...(minor === null ? {} : { price: money(minor, "USD") }),
  }));

const optional = <K extends PartKind>(kind: K): fc.Arbitrary<RigLine<PartOf[K]> | undefined> => fc.option(lineOf(kind), { nil: undefined });

const rigs: fc.Arbitrary<Rig> = fc.record({
  gpu: fc.array(lineOf("gpu"), { minLength: 1, maxLength: 2 }),
  cpu: optional("cpu"),
  motherboard: optional("motherboard"),
  memory: fc.array(lineOf("memory"), { maxLength: 2 }),
  psu: optional("psu"),
  case: optional("case"),
  cooler: optional("cooler"),
  storage: fc.array(lineOf("storage"), { maxLength: 2 }),
  network: fc.array(lineOf("network"), { maxLength: 1 }),
  riser: fc.array(lineOf("riser"), { maxLength: 1 }),
  extras: fc.array(extra, { maxLength: 2 }),
  powerLimit: fc.option(fc.integer({ min: 150, max: 400 }).map(watts), { nil: undefined }),
  nodes: fc.integer({ min: 1, max: 3 }),
});

const scenarios: fc.Arbitrary<Scenario> = fc
  .record({
    code: fc.constantFrom(...(Object.keys(REGIONS) as (keyof typeof REGIONS)[])),
    years: fc.integer({ min: 1, max: 6 }),
    load: fc.integer({ min: 0, max: 24 }),
  })
  .map(({ code, years, load }) => {
    const region = catalog.regions.get(code);
    if (region === undefined) throw new Error(`no region ${code}`);
    return {
      region,
      currency: REGIONS[code],
      exchange: catalog.exchange,
      asOf: catalog.asOf,
      loadHoursPerDay: hours(load),
      idleHoursPerDay: hours(0),
      years,
      frameworks: [],
    };
  });

/** The last amount of every row of the list of parts, and its total, in minor units; nothing for what is owned or has no price. */
const addedUp = (rows: readonly string[], currency: string): { readonly lines: number; readonly total: number } => {
  const mark = currencyMark(currency).replace(/[$]/g, "\\$&");
  const amounts = new RegExp(`${mark}([\\d,]+(?:\\.\\d+)?)`, "g");
  const minorOf = (row: string): number => {
    const last = [...row.matchAll(amounts)].at(-1)?.[1];
    return last === undefined || row.includes("owned") ? 0 : Math.round(Number(last.replaceAll(",", "")) * 10 ** minorDigits(currency));
  };
  const total = rows.find((row) => /^\W*Total\b/.test(row)) ?? "";
  return { lines: rows.filter((row) => row !== total).reduce((sum, row) => sum + minorOf(row), 0), total: minorOf(total) };
};

const between = (text: string, from: string, to: RegExp): readonly string[] => {
  const lines = text.slice(text.indexOf(from)).split("\n").slice(1);
  const end = lines.findIndex((line) => to.test(line));
  return lines.slice(0, end === -1 ? undefined : end + 1);
};

const TERMINAL: Page = { columns: 100, style: styleFor(false) };

const inTable = (assessment: Assessment, scenario: Scenario): ReturnType<typeof addedUp> =>
  addedUp(between(costText(assessment, scenario, TERMINAL), "PARTS\n", /^ {2}Total\b/), scenario.currency);

const inMarkdown = (assessment: Assessment, scenario: Scenario): ReturnType<typeof addedUp> => {
  const text = markdownReport(costText(assessment, scenario, { ...TERMINAL, medium: "markdown" }), "cost").replaceAll("\\", "");
  return addedUp(between(text, "#### Parts\n", /^\| Total\b/), scenario.currency);
};

interface CsvRow {
  readonly section: string;
  readonly item: string;
  readonly value: string;
}

const inCsv = (document: unknown, currency: string): ReturnType<typeof addedUp> => {
  const rows = parse(csvText(document), { columns: true }) as CsvRow[];
  const minor = ({ value }: CsvRow): number => Math.round(Number(value) * 10 ** minorDigits(currency));
  const purchase = rows.find(({ section, item }) => section === "cost" && item === "purchase");
  return {
    lines: rows.filter(({ section }) => section === "parts").reduce((sum, row) => sum + minor(row), 0),
    total: purchase === undefined ? -1 : minor(purchase),
  };
};

test("the lines of a thousand rigs add up to the total to the minor unit, in the table, JSON, CSV and Markdown", { timeout: 300_000 }, () => {
  fc.assert(
    fc.property(rigs, scenarios, (rig, scenario) => {
      const assessment = evaluate(rig, scenario, catalog);
      const { minor } = assessment.cost.purchase;
      const document = assessmentDocument("cost", assessment, scenario, catalog) as unknown;
      const { result } = JSON.parse(JSON.stringify(document)) as { result: { parts: { price?: { minor: number } }[]; cost: { purchase: { minor: number } } } };
      const expected = { lines: minor, total: minor };
      expect({ lines: result.parts.reduce((sum, { price }) => sum + (price?.minor ?? 0), 0), total: result.cost.purchase.minor }).toEqual(expected);
      expect(inCsv(document, scenario.currency)).toEqual(expected);
      expect(inTable(assessment, scenario)).toEqual(expected);
      expect(inMarkdown(assessment, scenario)).toEqual(expected);
    }),
    { numRuns: RIGS, seed: 20261127 },
  );
});

test("what owning costs is the sum of its parts to the minor unit, in every year", () => {
  fc.assert(
    fc.property(rigs, scenarios, (rig, scenario) => {
      const { cost } = evaluate(rig, scenario, catalog);
      let spent = cost.purchase.minor;
      for (const { electricity, reserve, running, resale, ownership, year } of cost.years) {
        expect(running.minor).toBe(electricity.minor + reserve.minor);
        spent += running.minor;
        if (year === scenario.years) expect(ownership.minor).toBe(spent - resale.minor + cost.ownedLoss.minor);
      }
      // At constant prices every year costs the same to run.
      expect(spent - cost.purchase.minor).toBe(cost.years.length * (cost.runningPerYear?.minor ?? 0));
    }),
    { numRuns: 200, seed: 5 },
  );
});
