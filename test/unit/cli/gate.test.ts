import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { GATE_NAMES, gateFrom } from "../../../src/cli/gate/gate.js";
import { parseGate } from "../../../src/cli/gate/grammar.js";
import { Failure } from "../../../src/domain/failure.js";
import { decimal } from "../../../src/units/decimal.js";
import type { ExchangeRates } from "../../../src/units/money.js";

const gbp = (minor: number): object => ({ amount: minor / 100, minor, currency: "GBP" });
const documentOf = (assessment: object): object => ({ command: "cost", result: { parts: [], findings: [], ...assessment } });
const rates: ExchangeRates = {
  base: "EUR",
  asOf: "2026-09-29",
  source: "test",
  perBase: new Map([
    ["EUR", decimal("1")],
    ["GBP", decimal("0.8")],
    ["USD", decimal("1.6")],
  ]),
};

const said = (expression: string, assessment: object, exchange: ExchangeRates | undefined = rates): string | undefined => {
  try {
    gateFrom(expression).hold(documentOf(assessment), exchange);
    return undefined;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return `${error.kind}: ${error.message}`;
  }
};

describe("a limit on money", () => {
  const rig = { cost: { purchase: gbp(235_000) } };
  test("2,350.00 is over 2,349.99 by a penny, and not over itself", () => {
    expect(said("purchase > 2349.99 GBP", rig)).toBe("gate: a limit is broken: purchase > 2349.99 GBP: it is £2,350.00, over by £0.01");
    expect(said("purchase > 2350.00 GBP", rig)).toBeUndefined();
    expect(said("total > 2350", rig)).toBeUndefined();
  });

  test("a limit in dollars is brought to pounds at the rate there is: 4,700 USD are 2,350 GBP", () => {
    expect(said("purchase > 4700 USD", rig)).toBeUndefined();
    expect(said("purchase >= 4700 USD", rig)).toMatch(/^gate/);
  });

  test("without a rate, pounds are not compared with dollars", () => {
    expect(said("purchase > 4700 CHF", rig)).toBe("usage: --fail-if: there is no rate from CHF to GBP");
    expect(said("purchase > 4700 USD", rig, { ...rates, perBase: new Map() })).toMatch(/^usage/);
  });
});

test("what is not known is not a pass", () => {
  expect(said("bill_per_month > 20", {})).toBe(
    "gate: a limit is broken: bill_per_month > 20: bill_per_month is not known for this rig, so the limit cannot be held",
  );
});

test("findings are counted by verdict; and binds tighter than or", () => {
  const findings = [{ verdict: "does_not_fit" }, { verdict: "unknown" }, { verdict: "fits", severity: "warning" }];
  expect(said("errors > 1 and warnings > 0 or unknown > 0", { findings })).toBe("gate: a limit is broken: unknown > 0: it is 1, over by 1");
  expect(said("errors > 1 and (warnings > 0 or unknown > 0)", { findings })).toBeUndefined();
});

test.each([
  ["totl > 5", "did you mean total?"],
  ["total > 1,205", "spaces|names"],
  ["total > 1e309", "write a space|names"],
  ["total >", "digits"],
  ["total", "one of <"],
  ["total > 5 total > 6", "join"],
  ["constructor.constructor > 1", "one of|names"],
  ["__proto__ > 1", "one of"],
  ["toString > 1", "names"],
  [`${"(".repeat(20_000)}total > 1`, ""],
  [`${"(".repeat(21)}total > 1${")".repeat(21)}`, "flatter"],
  ["", "one of"],
])("%s is refused with what to write instead", (text, fix) => {
  expect(() => parseGate(text, GATE_NAMES)).toThrow(Failure);
  try {
    parseGate(text, GATE_NAMES);
  } catch (error) {
    expect(error instanceof Failure ? (error.details.fix ?? "") : "").toMatch(new RegExp(fix));
  }
});

const spaced = (parts: readonly string[]): string => parts.join(" ");
const comparison = fc
  .tuple(fc.constantFrom(...GATE_NAMES), fc.constantFrom("<", "<=", ">", ">=", "==", "!="), fc.integer({ min: -999, max: 99_999 }), fc.constantFrom("", "GBP"))
  .map(([name, sign, number, currency]) => spaced([name, sign, String(number), ...(currency === "" ? [] : [currency])]));
const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    comparison,
    fc.tuple(tie("expression"), fc.constantFrom("and", "or"), tie("expression")).map(spaced),
    tie("expression").map((inner) => `(${inner})`),
  ),
}));

test("every expression that the grammar makes is read", () => {
  const short = expression.filter((text) => text.length <= 1000);
  fc.assert(
    fc.property(short, (text) => {
      expect(["compare", "and", "or"]).toContain(parseGate(text, GATE_NAMES).kind);
    }),
  );
});

test("10,000 strings that the grammar did not make are all refused", () => {
  const pieces = fc.constantFrom(
    "total",
    "errors",
    ">",
    "<",
    "==",
    "and",
    "or",
    "(",
    ")",
    "5",
    "GBP",
    ",",
    ".",
    "eval",
    "=",
    "&&",
    "'",
    "1e9",
    "NaN",
    "-",
    "+",
    "\n",
    "$",
  );
  const strings = fc.oneof(
    fc.string(),
    fc.string({ unit: "binary" }),
    fc.array(pieces, { maxLength: 6 }).map((list) => list.join("")),
  );
  // What is a whole comparison by chance is made by the grammar.
  const isMade = (text: string): boolean => /^[( ]*[a-z_]+ *(?:<=|>=|==|!=|<|>) *-?\d+(?:\.\d+)? *(?:[A-Z]{3})?[) ]*$/.test(text);
  fc.assert(
    fc.property(
      strings.filter((text) => !isMade(text)),
      (text) => {
        expect(() => parseGate(text, GATE_NAMES)).toThrow(Failure);
      },
    ),
    { numRuns: 10_000 },
  );
});
