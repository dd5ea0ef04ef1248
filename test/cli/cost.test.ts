import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { rigplan, withFolder } from "../support/run-cli.js";

interface Money {
  readonly minor: number;
}
interface Cost {
  readonly result: {
    readonly parts: readonly {
      readonly id: string;
      readonly price_basis?: string;
      readonly price_modelled?: object;
      readonly price_is_old?: boolean;
      readonly price_age_days?: number;
    }[];
    readonly cost: {
      readonly money: string;
      readonly running_per_year: Money;
      readonly electricity_per_year: Money;
      readonly years: readonly { readonly electricity: Money; readonly running: Money; readonly ownership: Money }[];
    };
  };
  readonly scenario: { readonly exchange: { readonly as_of: string; readonly rates: Readonly<Record<string, number>> } };
}

const cost = async (...flags: readonly string[]): Promise<Cost> =>
  JSON.parse((await rigplan(["cost", "1x:rtx-3090", "--region", "GB", "--json", ...flags])).stdout) as Cost;

describe("$ rigplan cost", () => {
  test("tells observed prices from modelled ones, and takes all as they were seen when asked to", async () => {
    const modelled = (await cost()).result.parts.filter(({ price_basis: basis }) => basis === "modelled");
    expect(modelled.length).toBeGreaterThan(0);
    expect(modelled.every(({ price_modelled: how }) => how !== undefined)).toBe(true);
    const observed = (await cost("--observed-prices")).result.parts;
    expect(observed.map(({ price_basis: basis }) => basis)).not.toContain("modelled");
  });

  test("of three years at constant prices runs to three times one year", async () => {
    const { result } = await cost("--years", "3");
    const running = result.cost.years.reduce((total, year) => total + year.running.minor, 0);
    expect(running).toBe(3 * result.cost.running_per_year.minor);
  });

  test("follows a price of electricity that falls by a tenth a year", async () => {
    const { electricity_per_year: first, years } = (await cost("--electricity-change=-10")).result.cost;
    expect(years.map(({ electricity }) => electricity.minor)).toEqual([first.minor, Math.round(first.minor * 0.9), Math.round(first.minor * 0.81)]);
  });

  test("in today's money is less than in the money of each year", async () => {
    const [nominal, real] = await Promise.all([cost(), cost("--real")]);
    expect(real.result.cost.money).toBe("real");
    expect(real.result.cost.years[2]?.electricity.minor).toBeLessThan(nominal.result.cost.years[2]?.electricity.minor ?? 0);
  });

  test.each([
    [["--real", "--region", "AU"], "no consumer prices for Australia"],
    [["--electricity-change", "three"], "not a change in percent"],
    [["--years", "2.5"], "not a whole number"],
    [["--years", "31"], "not a number from 1 to 30"],
    [["--currency", "XAU"], "no exchange rate"],
  ])("%j is refused", async (flags, words) => {
    const run = await rigplan(["cost", "1x:rtx-3090", ...flags]);
    expect(run.exitCode).toBe(2);
    expect(run.stdout).toBe("");
    expect(run.stderr).toContain(words);
  });

  test("carries the rates it knows, with their day", async () => {
    const { exchange } = (await cost()).scenario;
    expect(exchange.as_of).toBe("2026-09-29");
    expect(exchange.rates["EUR"]).toBe(1);
    expect(Object.keys(exchange.rates).length).toBeGreaterThan(60);
  });

  test("of a rig with delivery counts it, and no longer says that it is left out", async () => {
    const rig =
      'schema: 1\nparts:\n  gpu: { id: rtx-3090, condition: used, price: { amount: "500.00", currency: GBP } }\nextras:\n  - { name: Courier, kind: delivery, price: { amount: "12.50", currency: GBP } }\n';
    const { stdout } = await rigplan(["cost", "-", "--region", "GB", "--json"], { input: rig });
    const { result } = JSON.parse(stdout) as { result: { cost: { purchase: Money; leaves_out: { what: string }[] } } };
    expect(result.cost.purchase.minor).toBe(51_250);
    expect(result.cost.leaves_out.map(({ what }) => what)).not.toContain("delivery");
  });
});

describe("old prices", () => {
  const prices =
    'schema: 1\ngpus:\n  rtx-3090:\n    prices:\n      - { amount: "520.00", currency: GBP, condition: used, market: GB, tax: none, seen_on: "2026-05-01" }\n';

  test("of one's own are used, flagged, and never moved by the index", async () => {
    await withFolder(async (folder) => {
      mkdirSync(join(folder, "rigplan"));
      writeFileSync(join(folder, "rigplan", "prices.yaml"), prices);
      const { stdout } = await rigplan(["cost", "1x:rtx-3090:used", "--region", "GB", "--json"], { env: { XDG_CONFIG_HOME: folder } });
      const gpu = (JSON.parse(stdout) as Cost).result.parts.find(({ id }) => id === "rtx-3090");
      expect(gpu).toMatchObject({ price_basis: "own", price_is_old: true, price_age_days: 206, unit_price: { minor: 52_000 } });
    });
  });

  test("of a catalogue are listed with their lines when it is validated", async () => {
    await withFolder(async (folder) => {
      writeFileSync(join(folder, "old.yaml"), prices);
      const run = await rigplan(["catalog", "validate", join(folder, "old.yaml")]);
      expect(run.exitCode).toBe(0);
      expect(run.stderr).toMatch(/old\.yaml:5:\d+: the price of rtx-3090 was seen on 2026-05-01, 206 days before 2026-11-23/);
      expect(run.stdout).toContain("1 old price");
    });
  });
});
