import { snaked } from "../domain/names.js";
import type { PartKind } from "../domain/part.js";
import { type ExtraLine, type Rig, type RigLine, rigLines } from "../domain/rig.js";
import type { Scenario } from "../domain/scenario.js";
import type { TariffUse } from "../domain/tariff.js";
import { type Money, majorUnits, minorDigits } from "../units/money.js";

const LISTED: ReadonlySet<PartKind> = new Set(["gpu", "memory", "storage", "network", "riser"]);
const ABOUT: ReadonlySet<string> = new Set(["kind", "id", "aliases", "offers"]);

/** An amount as files write it: exact decimal text. */
export const amountText = (amount: Money): string => majorUnits(amount).toFixed(minorDigits(amount.currency));

const isInline = (line: RigLine): boolean => line.part.id.startsWith("inline-");

const inlineFields = ({ part }: RigLine): Record<string, unknown> => {
  const fields = Object.fromEntries(Object.entries(part).filter(([key]) => !ABOUT.has(key)));
  const { purpose, ...rest } = snaked(fields) as Record<string, unknown>;
  return purpose === undefined ? rest : { ...rest, kind: purpose };
};

const lineContent = (line: RigLine): Record<string, unknown> => ({
  ...(isInline(line) ? inlineFields(line) : { id: line.part.id, ...(line.label === undefined ? {} : { label: line.label }) }),
  quantity: line.quantity,
  condition: line.condition,
  ...(line.owned ? { owned: true } : {}),
  ...(line.measuredW === undefined ? {} : { measured_w: line.measuredW }),
  ...priceContent(line.priceOverride),
});

const priceContent = (price: Money | undefined): Record<string, unknown> =>
  price === undefined ? {} : { price: { amount: amountText(price), currency: price.currency } };

const extraContent = ({ price, owned, pricedOn: _pricedOn, ...extra }: ExtraLine): Record<string, unknown> => ({
  ...extra,
  ...(owned ? { owned } : {}),
  ...priceContent(price),
});

/** Frameworks as a flag names them: `pytorch@2.9.1` where a version was asked for. */
const frameworkWords = ({ frameworks, frameworkVersions = {} }: Scenario): readonly string[] =>
  frameworks.map((id) => (frameworkVersions[id] === undefined ? id : `${id}@${frameworkVersions[id]}`));

/** A tariff of the catalogue by its id, and the hours; a file of the user's own is not named, since a rig file names no other file. */
const tariffContent = ({ given, id, schedule, withStanding }: TariffUse): Record<string, unknown> => ({
  ...(given === undefined ? {} : { tariff: id }),
  schedule: schedule.kind === "window" ? schedule.name : schedule.kind,
  ...(schedule.kind === "cheapest" ? { pieces: schedule.pieces } : {}),
  ...(withStanding ? { with_standing_charge: true } : {}),
});

/** A rig as its file spells it: what `--save` writes and what JSON output carries under `rig`. */
export const rigFileContent = (rig: Rig, scenario?: Scenario): Record<string, unknown> => {
  const parts: Record<string, unknown> = {};
  for (const { kind, line } of rigLines(rig)) {
    const content = lineContent(line);
    const before = parts[kind];
    if (before === undefined) parts[kind] = LISTED.has(kind) ? [content] : content;
    else if (Array.isArray(before)) before.push(content);
  }
  return {
    schema: 1,
    ...(rig.name === undefined ? {} : { name: rig.name }),
    parts,
    ...(rig.extras === undefined ? {} : { extras: rig.extras.map(extraContent) }),
    ...(rig.powerLimit === undefined ? {} : { gpu_power_limit_w: rig.powerLimit }),
    ...(rig.measuredW === undefined ? {} : { measured_w: rig.measuredW }),
    nodes: rig.nodes,
    ...(scenario === undefined
      ? {}
      : {
          scenario: {
            region: scenario.region.code,
            currency: scenario.currency,
            load_hours_per_day: scenario.loadHoursPerDay,
            idle_hours_per_day: scenario.idleHoursPerDay,
            years: scenario.years,
            as_of: scenario.asOf,
            frameworks: frameworkWords(scenario),
            ...(scenario.workloads === undefined ? {} : { workloads: scenario.workloads.map(({ id, written }) => written ?? id) }),
            ...(scenario.minSupportYears === undefined ? {} : { min_support_years: scenario.minSupportYears }),
            ...(scenario.circuit === undefined ? {} : { circuit: scenario.circuit.name }),
            ...(scenario.tariff === undefined ? {} : tariffContent(scenario.tariff)),
            ...(scenario.observedPrices === true ? { observed_prices: true } : {}),
          },
        }),
  };
};
