import type { Architecture } from "../../domain/architecture.js";
import type { Finding } from "../../domain/finding.js";
import { targetOf } from "../../domain/framework.js";
import type { Gpu } from "../../domain/part.js";
import type { Rule } from "./rule.js";
import { doesNotFit, NOTHING, unknown, warning } from "./verdict.js";

const NEWEST = Number.POSITIVE_INFINITY;

/** What two NVIDIA cards have to say of one driver for both. */
const sharedDriver = (a: Gpu, b: Gpu, ofA: Architecture, ofB: Architecture): readonly Finding[] => {
  const first = Math.max(ofA.driver?.first ?? 0, ofB.driver?.first ?? 0);
  const last = Math.min(ofA.driver?.last ?? NEWEST, ofB.driver?.last ?? NEWEST);
  const ids = { rule: "driver-mix", part: a.id, other: b.id } as const;
  if (first > last) return [doesNotFit({ ...ids, actual: first, limit: last, facts: { kind: "branch" } })];
  const [moduleA, moduleB] = [ofA.driver?.kernelModule, ofB.driver?.kernelModule];
  if (moduleA !== undefined && moduleB !== undefined && moduleA !== moduleB) return [doesNotFit({ ...ids, facts: { kind: "module" } })];
  if (last === NEWEST || ofA.driver?.last === ofB.driver?.last) return NOTHING;
  const old = ofA.driver?.last === last ? ofA : ofB;
  const ends = old.driver?.endsOn ?? old.driver?.endedOn;
  return [warning({ ...ids, limit: last, facts: { kind: "old-branch", ...(ends === undefined ? {} : { ends }) } })];
};

/** What keeps two different cards of one machine apart. */
const between = (a: Gpu, b: Gpu, architectures: ReadonlyMap<string, Architecture>): readonly Finding[] => {
  const ids = { rule: "driver-mix", part: a.id, other: b.id } as const;
  if (a.vendor !== b.vendor) return [warning({ ...ids, actual: a.vendor, limit: b.vendor, facts: { kind: "vendor" } })];
  if (a.vendor !== "nvidia") return NOTHING;
  const [ofA, ofB] = [architectures.get(targetOf(a)), architectures.get(targetOf(b))];
  if (ofA !== undefined && ofB !== undefined) return sharedDriver(a, b, ofA, ofB);
  return [unknown({ ...ids, missing: `architectures: ${ofA === undefined ? targetOf(a) : targetOf(b)}` })];
};

/** Cards of different models in one machine share a driver, and a framework sees them all. */
export const driverMix: Rule = {
  name: "driver-mix",
  reads: ["gpu"],
  check: ({ gpu }, { architectures }) => {
    if (gpu.length < 2 || architectures === undefined) return NOTHING;
    const byTarget = new Map(gpu.map(({ part }) => [targetOf(part), part]));
    const parts = [...byTarget.values()];
    if (parts.length < 2) return NOTHING;
    const known = architectures();
    return parts.flatMap((a, at) => parts.slice(at + 1).flatMap((b) => between(a, b, known)));
  },
};
