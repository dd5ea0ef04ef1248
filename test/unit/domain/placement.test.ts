import { describe, expect, test } from "vitest";
import type { Motherboard } from "../../../src/domain/part.js";
import { linkGbPerS, placeCards, placesTaken } from "../../../src/domain/placement.js";
import { watts } from "../../../src/units/quantity.js";

const slot = (position: number, lanes = 16, generation = 4) => ({ position, length: 16, lanes, generation });
const board = (fields: Partial<Motherboard>): Motherboard => ({
  id: "board",
  name: "board",
  aliases: [],
  offers: () => [],
  kind: "motherboard",
  socket: "S",
  cpuCount: 1,
  chipset: "C",
  formFactor: "ATX",
  memory: { type: "DDR4", forms: ["UDIMM"] },
  ...fields,
});
const cpu = { pcie: { generation: 4, lanes: 20 } };
const card = (slotWidth: number) => ({ id: "card", slotWidth, pcie: { generation: 4, lanes: 16 }, powerW: watts(1) });
const tower = (expansionSlots: number) => ({ id: "tower", expansionSlots });

describe("seating cards", () => {
  test("thickness is rounded up, but a two-slot card with a lip stays two", () => {
    expect([1, 2, 2.05, 2.1, 2.2, 2.75, 3, 3.2, 3.5].map(placesTaken)).toEqual([1, 2, 2, 2, 3, 3, 3, 4, 4]);
  });

  test("two three-slot cards fit slots 2 and 5 of a seven-slot case and touch", () => {
    const placed = placeCards(
      board({
        slots: [slot(2), slot(5, 8)],
        laneModes: {
          slots: [2, 5],
          modes: [
            [16, 0],
            [8, 8],
          ],
        },
      }),
      cpu,
      card(3),
      2,
      tower(7),
    );
    expect(placed).toMatchObject({
      status: "placed",
      smallestGap: 0,
      cards: [
        { position: 2, lanes: 8 },
        { position: 5, lanes: 8 },
      ],
    });
  });

  test("a processor with eight lanes for the card narrows its slot, not the chipset's", () => {
    const narrow = { pcie: { generation: 4, lanes: 8 } };
    expect(placeCards(board({ slots: [slot(2)] }), narrow, card(2), 1, tower(7))).toMatchObject({ cards: [{ lanes: 8 }] });
    expect(placeCards(board({ slots: [slot(2)], chipsetSlots: [2] }), narrow, card(2), 1, tower(7))).toMatchObject({ cards: [{ lanes: 16 }] });
  });

  test("they do not fit slots two apart", () => {
    expect(placeCards(board({ slots: [slot(1), slot(3)] }), cpu, card(3), 2, tower(7)).status).toBe("impossible");
  });

  test("a three-slot card in the last slot needs a case two slots deeper", () => {
    const low = board({ slots: [slot(1), slot(6)] });
    expect(placeCards(low, cpu, card(3), 2, tower(7)).status).toBe("impossible");
    expect(placeCards(low, cpu, card(3), 2, tower(8)).status).toBe("placed");
  });

  test("one card gets the full width where two share it", () => {
    const shared = board({
      slots: [slot(2), slot(5, 8)],
      laneModes: {
        slots: [2, 5],
        modes: [
          [16, 0],
          [8, 8],
        ],
      },
    });
    expect(placeCards(shared, cpu, card(2), 1, tower(7))).toMatchObject({
      status: "placed",
      cards: [{ position: 2, lanes: 16 }],
      slowestLink: linkGbPerS(4, 16),
    });
  });

  test("a mode that needs more CPU lanes than there are is not open", () => {
    const wide = board({
      slots: [slot(1), slot(4)],
      laneModes: {
        slots: [1, 4],
        modes: [
          [16, 16],
          [16, 8],
        ],
        cpuLanes: [40, 28],
      },
    });
    expect(placeCards(wide, { pcie: { generation: 3, lanes: 28 } }, card(2), 2, tower(7))).toMatchObject({ cards: [{ lanes: 16 }, { lanes: 8 }] });
  });

  test("the slowest of slot, card and CPU sets the link", () => {
    const placed = placeCards(board({ slots: [slot(1, 16, 5)] }), { pcie: { generation: 3, lanes: 16 } }, card(2), 1, tower(7));
    expect(placed).toMatchObject({ cards: [{ generation: 3 }], slowestLink: 0.985 * 16 });
  });

  test("a frame seats its cards on risers, whatever the board's spacing", () => {
    const frame = { id: "frame", expansionSlots: 6, cardsOnRisers: true };
    const tight = board({ slots: [slot(1), slot(2), slot(3), slot(4)] });
    expect(placeCards(tight, cpu, card(2), 4, frame)).toMatchObject({ status: "placed", risers: 4 });
    expect(placeCards(tight, cpu, card(3), 4, frame).status).toBe("impossible");
  });

  test("what is not known stays unknown and names the missing fact", () => {
    expect(placeCards(board({}), cpu, card(2), 1, tower(7))).toEqual({ status: "unknown", missing: "motherboards/board: slots" });
    expect(placeCards(board({ slots: [slot(1)] }), cpu, { id: "card", pcie: { generation: 4, lanes: 16 } }, 1, tower(7))).toEqual({
      status: "unknown",
      missing: "gpus/card: slot_width",
    });
  });
});
