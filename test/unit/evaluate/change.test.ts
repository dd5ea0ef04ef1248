import { describe, expect, test } from "vitest";
import type { Baseline, BaselinePart, RigFigures } from "../../../src/domain/change.js";
import { changeOf } from "../../../src/evaluate/change.js";
import { type Money, money } from "../../../src/units/money.js";

const pounds = (minor: number): Money => money(minor, "GBP");
const card: BaselinePart = { kind: "gpu", id: "card", name: "Card", quantity: 2, condition: "used", price: pounds(100_000) };
const board: BaselinePart = { kind: "motherboard", id: "board", name: "Board", quantity: 1, condition: "new", price: pounds(15_000) };
const finding = { code: "RP2702", part: "card", verdict: "does_not_fit", message: "too close" };

const figures = (fields: Partial<RigFigures> = {}): RigFigures => ({
  parts: [card, board],
  findings: [finding],
  money: { purchase: pounds(115_000), bill_per_month: pounds(2000) },
  numbers: { wall_typical_w: 700.4 },
  ...fields,
});
const baseline = (fields: Partial<Baseline> = {}): Baseline => ({ label: "main.json", rigs: new Map(), ...fields });
const now = { region: "GB", currency: "GBP", years: 3 };
const change = (after: RigFigures, before = figures(), base = baseline()): ReturnType<typeof changeOf> => changeOf(base, before, "rig.yaml", after, now);

describe("what changed against a saved state", () => {
  test("nothing, when nothing did", () => expect(change(figures()).isChanged).toBe(false));

  test("a card less: one part, the money, the watts", () => {
    const found = change(
      figures({
        parts: [{ ...card, quantity: 1, price: pounds(50_000) }, board],
        money: { purchase: pounds(65_000), bill_per_month: pounds(1200) },
        numbers: { wall_typical_w: 400.1 },
      }),
    );
    expect(found.parts).toEqual([{ change: "quantity", kind: "gpu", id: "card", name: "Card", before: 2, after: 1 }]);
    expect(found.money.map(({ field, by }) => [field, by?.minor])).toEqual([
      ["purchase", -50_000],
      ["bill_per_month", -800],
    ]);
    expect(found.numbers).toEqual([{ field: "wall_typical_w", before: 700.4, after: 400.1, by: -300.3 }]);
  });

  test("a part for another is one gone and one new", () => {
    const found = change(figures({ parts: [card, { ...board, id: "other", name: "Other" }] }));
    expect(found.parts.map(({ change: what, id }) => [what, id])).toEqual([
      ["removed", "board"],
      ["added", "other"],
    ]);
  });

  test("the same list in another order, or one part in two lines, is no change", () => {
    const half = { ...card, quantity: 1 };
    expect(change(figures({ parts: [board, half, half] })).parts).toEqual([]);
  });

  test("a price that moved is told where the number and state of the part did not", () => {
    expect(change(figures({ parts: [{ ...card, price: pounds(110_000) }, board] })).parts).toEqual([
      { change: "price", kind: "gpu", id: "card", name: "Card", before: pounds(100_000), after: pounds(110_000) },
    ]);
  });

  test("findings that came and went, whatever their words", () => {
    const found = change(
      figures({ findings: [{ ...finding, code: "RP2401", message: "too weak" }] }),
      figures({ findings: [finding, { ...finding, code: "RP2401" }] }),
    );
    expect([found.newFindings, found.goneFindings.map(({ code }) => code)]).toEqual([[], ["RP2702"]]);
  });

  test("pounds against dollars has no difference without a rate", () => {
    const [purchase] = change(figures({ money: { purchase: money(115_000, "USD"), bill_per_month: pounds(2000) } })).money;
    expect(purchase).toMatchObject({ field: "purchase", before: pounds(115_000), after: money(115_000, "USD") });
    expect(purchase).not.toHaveProperty("by");
  });

  test("what is not known on one side is no zero", () => {
    const [bill] = change(figures({ money: { purchase: pounds(115_000) } })).money;
    expect(bill).toEqual({ field: "bill_per_month", before: pounds(2000) });
  });

  test("other hours or another region are said, since not all of the change is then the rig's", () => {
    expect(change(figures(), figures(), baseline({ scenario: { region: "DE", currency: "GBP" } })).scenario).toEqual([
      { field: "region", before: "DE", after: "GB" },
    ]);
  });
});
