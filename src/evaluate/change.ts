import type { Baseline, BaselineFinding, BaselinePart, Difference, PartChange, RigChange, RigFigures, ScenarioFigures } from "../domain/change.js";
import { type Money, subtractMoney } from "../units/money.js";

const keyOf = ({ kind, id }: BaselinePart): string => `${kind} ${id}`;

const isSameMoney = (a: Money | undefined, b: Money | undefined): boolean => a?.minor === b?.minor && a?.currency === b?.currency;

/** Lines of one part told together: a list may name it twice. */
const grouped = (parts: readonly BaselinePart[]): ReadonlyMap<string, BaselinePart> => {
  const found = new Map<string, BaselinePart>();
  for (const part of parts) {
    const before = found.get(keyOf(part));
    found.set(keyOf(part), before === undefined ? part : { ...before, quantity: before.quantity + part.quantity });
  }
  return found;
};

const changesOf = (before: BaselinePart, after: BaselinePart): readonly PartChange[] => {
  const about = { kind: after.kind, id: after.id, name: after.name };
  const changes: PartChange[] = [];
  if (before.quantity !== after.quantity) changes.push({ ...about, change: "quantity", before: before.quantity, after: after.quantity });
  if (before.condition !== after.condition) changes.push({ ...about, change: "condition", before: before.condition, after: after.condition });
  const isOnlyPrice = changes.length === 0 && !isSameMoney(before.price, after.price);
  if (isOnlyPrice) {
    changes.push({
      ...about,
      change: "price",
      ...(before.price === undefined ? {} : { before: before.price }),
      ...(after.price === undefined ? {} : { after: after.price }),
    });
  }
  return changes;
};

const partChanges = (before: readonly BaselinePart[], after: readonly BaselinePart[]): readonly PartChange[] => {
  const [old, now] = [grouped(before), grouped(after)];
  const about = ({ kind, id, name }: BaselinePart): Pick<PartChange, "kind" | "id" | "name"> => ({ kind, id, name });
  return [
    ...[...old].filter(([key]) => !now.has(key)).map(([, part]): PartChange => ({ ...about(part), change: "removed", before: part.quantity })),
    ...[...now].flatMap(([key, part]): readonly PartChange[] => {
      const known = old.get(key);
      return known === undefined ? [{ ...about(part), change: "added", after: part.quantity }] : changesOf(known, part);
    }),
  ];
};

const differences = <T>(
  before: Readonly<Record<string, T>>,
  after: Readonly<Record<string, T>>,
  isSame: (a: T | undefined, b: T | undefined) => boolean,
  by: (a: T, b: T) => T | undefined,
): readonly Difference<T>[] =>
  [...new Set([...Object.keys(after), ...Object.keys(before)])].flatMap((field): readonly Difference<T>[] => {
    const [old, now] = [before[field], after[field]];
    if (isSame(old, now)) return [];
    const step = old === undefined || now === undefined ? undefined : by(old, now);
    return [
      { field, ...(old === undefined ? {} : { before: old }), ...(now === undefined ? {} : { after: now }), ...(step === undefined ? {} : { by: step }) },
    ];
  });

const findingKey = ({ code, part, other = "", verdict }: BaselineFinding): string => `${code} ${part} ${other} ${verdict}`;

const without = (findings: readonly BaselineFinding[], others: readonly BaselineFinding[]): readonly BaselineFinding[] => {
  const keys = new Set(others.map(findingKey));
  return findings.filter((finding) => !keys.has(findingKey(finding)));
};

const CENTS = 100;
const inHundredths = (value: number): number => Math.round(value * CENTS) / CENTS;

const scenarioDifferences = (before: ScenarioFigures | undefined, after: ScenarioFigures): RigChange["scenario"] =>
  before === undefined
    ? []
    : differences<string | number>(
        before,
        after,
        (a, b) => a === b || a === undefined || b === undefined,
        () => undefined,
      );

/** What is different between a saved state of a rig and the rig as it is now: parts, money, watts, findings, and the scenario it is seen in. */
export const changeOf = (baseline: Baseline, before: RigFigures, label: string, after: RigFigures, scenario: ScenarioFigures): RigChange => {
  const parts = partChanges(before.parts, after.parts);
  const money = differences(before.money, after.money, isSameMoney, (a, b) => (a.currency === b.currency ? subtractMoney(b, a) : undefined));
  const numbers = differences(
    before.numbers,
    after.numbers,
    (a, b) => a === b,
    (a, b) => inHundredths(b - a),
  );
  const newFindings = without(after.findings, before.findings);
  const goneFindings = without(before.findings, after.findings);
  const seenIn = scenarioDifferences(baseline.scenario, scenario);
  return {
    baseline: baseline.label,
    label,
    isChanged: [parts, money, numbers, newFindings, goneFindings, seenIn].some((list) => list.length > 0),
    isSeenHere: baseline.scenario === undefined,
    parts,
    money,
    numbers,
    newFindings,
    goneFindings,
    scenario: seenIn,
  };
};
