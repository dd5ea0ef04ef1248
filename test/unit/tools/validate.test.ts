import { describe, expect, test } from "vitest";
import { loadCatalog } from "../../../src/catalog/load.js";
import { Failure } from "../../../src/domain/failure.js";
import { parseTable } from "../../../src/tools/validate/csv.js";
import { findGpu, parseOptions } from "../../../src/tools/validate/input.js";
import { validationReport } from "../../../src/tools/validate/report.js";
import { scorePass } from "../../../src/tools/validate/score.js";
import type { Pass } from "../../../src/tools/validate/validation.js";

const scored = (row: number, actual: number, predicted: number, gpu: string): Pass["scored"][number] => ({
  row,
  actual,
  predicted,
  low: predicted * 0.9,
  high: predicted * 1.1,
  slices: { gpu },
});

describe("a table to score against", () => {
  test("quoted cells keep their commas, quotes and line breaks; rows are counted below the header", () => {
    const table = parseTable('gpu_id,note,throughput\r\na,"one, ""two""\nthree",12.5\nb,,\n', "t.csv", ["gpu_id", "throughput"]);
    expect(table.rows.map((row) => [row.row, row.line, row.text("note"), row.number("throughput")])).toEqual([
      [1, 2, 'one, "two"\nthree', 12.5],
      [2, 4, "", undefined],
    ]);
  });

  test("a missing column is named", () => {
    expect(() => parseTable("gpu_id\n", "t.csv", ["gpu_id", "unit"])).toThrow('no column "unit"');
  });

  test("a cell that is no number is not read as one", () => {
    const [row] = parseTable("x,y\n12 W,1e3\n", "t.csv", []).rows;
    expect([row?.number("x"), row?.number("y")]).toEqual([undefined, 1000]);
  });
});

describe("scores", () => {
  const pass: Pass = {
    way: "leave one GPU out",
    rows: 4,
    scored: [scored(1, 100, 110, "a"), scored(2, 100, 80, "a"), scored(3, 200, 200, "b")],
    notScored: [{ row: 4, why: "no such GPU" }],
  };

  test("errors of 10, 20 and 0 % have a median of 10 and a ninth decile of 18; two of three lie inside 10 %", () => {
    const { medianApe, p90Ape, coverage, slices } = scorePass(pass);
    expect(medianApe).toBeCloseTo(10);
    expect(p90Ape).toBeCloseTo(18);
    expect(coverage).toBeCloseTo(200 / 3);
    expect(slices.map(({ by, value, scored: n }) => [by, value, n])).toEqual([
      ["gpu", "a", 2],
      ["gpu", "b", 1],
    ]);
  });

  test("the report names every row that was not scored, and says null where there is nothing to say", () => {
    const empty: Pass = { way: "as it is", rows: 0, scored: [], notScored: [] };
    const { json } = validationReport("Speed", [pass, empty]);
    expect(json).toMatchObject({ rows: 4, scored: 3, median_ape: 10, not_scored: [{ row: 4, why: "no such GPU" }], also: [{ median_ape: null }] });
  });
});

describe("words on the command line", () => {
  test("a table and JSON are asked for in either order", () => {
    expect(parseOptions(["--json", "--table", "x.csv"])).toEqual({ json: true, table: "x.csv" });
    expect(parseOptions(["--table=x.csv"])).toEqual({ json: false, table: "x.csv" });
  });
  test.each([[["--tabel", "x"]], [["--table"]], [["--table=a", "--table=b"]]])("%j is refused", (words) => {
    expect(() => parseOptions(words)).toThrow(Failure);
  });
});

test("a GPU is found under the names people give it", async () => {
  const catalog = await loadCatalog();
  const found = (text: string): unknown => {
    const named = findGpu(catalog, text);
    return named === undefined ? undefined : [named.gpu.id, named.isHalf];
  };
  expect(found("NVIDIA GeForce RTX 3090")).toEqual(["rtx-3090", false]);
  expect(found("rtx3090")).toEqual(["rtx-3090", false]);
  expect(found("RTX3080Ti")).toEqual(["rtx-3080-ti", false]);
  expect(found("gtx1080ti")).toEqual(["gtx-1080-ti", false]);
  expect(found("NVIDIA A100-SXM4-80GB")).toEqual(["a100-sxm4-80gb", false]);
  expect(found("Tesla V100-SXM2-16GB")).toEqual(["tesla-v100-sxm2-16gb", false]);
  expect(found("k80-die")).toEqual(["tesla-k80", true]);
  expect(found("mi250-gcd")).toEqual(["instinct-mi250", true]);
  expect(found("rtx-3090-die")).toBeUndefined();
  expect(found("rtx-9999")).toBeUndefined();
});
