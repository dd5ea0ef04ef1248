import type { Assessment } from "../../src/domain/assessment.js";
import type { Catalog } from "../../src/domain/catalog.js";
import type { Finding } from "../../src/domain/finding.js";
import type { Condition } from "../../src/domain/offer.js";
import type { Gpu, Part } from "../../src/domain/part.js";
import type { Objective, PlanRequest } from "../../src/domain/request.js";
import { type Rig, type RigLine, rigLines } from "../../src/domain/rig.js";
import type { Scenario } from "../../src/domain/scenario.js";
import { checkRig } from "../../src/evaluate/compat/index.js";
import { priceContext, ruleContext } from "../../src/evaluate/context.js";
import { marketPrice } from "../../src/evaluate/cost/price.js";
import { evaluate } from "../../src/evaluate/evaluate.js";
import { performance } from "../../src/evaluate/workload/performance.js";
import { watts } from "../../src/units/quantity.js";

/** What a plan must not have: anything that does not fit or is not known, under the comfortable memory and cores, most channels empty, too few fans. */
const isRefused = ({ rule, verdict, severity }: Finding): boolean =>
  verdict !== "fits" || (severity === "warning" && ["memory-amount", "cpu-cores", "memory-channels", "case-fans", "open-frame"].includes(rule));

const lines = <P extends Part>(parts: ReadonlyMap<string, P>, conditions: readonly Condition[], quantities: readonly number[]): readonly RigLine<P>[] =>
  [...parts.values()].flatMap((part) =>
    conditions
      .filter((condition) => part.offers().some((offer) => offer.condition === condition))
      .flatMap((condition) => quantities.map((quantity) => ({ part, quantity, condition, owned: false }))),
  );

/** The power limits a plan may choose from: the board's own, then a quarter and a half less. */
const limitsFor = (gpu: Gpu): readonly number[] => [1, 0.75, 0.5].map((share) => Math.round(gpu.boardPowerW * share));

const score = (objective: Objective, { performance, memory, cost, power }: Assessment): number => {
  const index = performance[0]?.throughput.value ?? 0;
  const ownership = cost.ownership?.minor ?? 0;
  switch (objective) {
    case "throughput":
      return index;
    case "vram":
      return memory.totalGib + index * 1e-6;
    case "value":
      return (index / (Math.max(0, ownership) + 1)) * 100_000;
    case "efficiency":
      return index / Math.max(1, power.wallTypical.value);
    case "cost":
      return -ownership;
  }
};

export interface Outcome {
  readonly value: number;
  readonly ownership: number;
}

/** The best rig found by trying every rig there is. */
export const planByExhaustion = (request: PlanRequest, scenario: Scenario, catalog: Catalog): Outcome | undefined => {
  const { parts } = catalog;
  const { conditions } = request;
  const context = ruleContext(scenario, catalog);
  const prices = priceContext(scenario, catalog);
  const known = new Map<RigLine, number>();
  const priceOf = (line: RigLine): number => {
    const found = known.get(line) ?? (marketPrice(line.part, line.condition, prices)?.price.minor ?? 0) * line.quantity;
    known.set(line, found);
    return found;
  };
  /** Told from prices and speed alone, which are quick to find: too dear, or slower than what there is. */
  const isBeaten = (rig: Rig): boolean => {
    if (request.budget !== undefined && rigLines(rig).reduce((sum, { line }) => sum + priceOf(line), 0) > request.budget.minor) return true;
    if (best === undefined || request.objective !== "throughput") return false;
    return (performance(rig, scenario, catalog)[0]?.throughput.value ?? 0) < best.value;
  };
  let best: Outcome | undefined;
  /** A limit that the plan sets is forgotten at a restart, and the supply must carry the cards then too. */
  const needsItsLimit = ({ powerLimit, ...unlimited }: Rig): boolean =>
    powerLimit !== undefined &&
    request.gpuPowerLimitW === undefined &&
    checkRig(unlimited, context).some(({ rule, verdict }) => ["psu-power", "psu-transient", "psu-gpu-plugs"].includes(rule) && verdict !== "fits");
  const consider = (rig: Rig): void => {
    if (isBeaten(rig) || checkRig(rig, context).some(isRefused) || needsItsLimit(rig)) return;
    const assessment = evaluate(rig, scenario, catalog);
    if (assessment.findings.some(isRefused)) return;
    if (request.budget !== undefined && assessment.cost.purchase.minor > request.budget.minor) return;
    if (request.maxElectricityPerMonth !== undefined && (assessment.energy.billPerMonth?.minor ?? 0) > request.maxElectricityPerMonth.minor) return;
    if (request.maxWatts !== undefined && assessment.power.wallPeak.value > request.maxWatts) return;
    if (request.totalVramGib !== undefined && assessment.memory.totalGib < request.totalVramGib) return;
    const value = score(request.objective, assessment);
    const ownership = assessment.cost.ownership?.minor ?? 0;
    if (best === undefined || value > best.value || (value === best.value && ownership < best.ownership)) best = { value, ownership };
  };
  const coolers = lines(parts.cooler, conditions, [1]);
  for (const gpu of lines(parts.gpu, conditions, [1, 2])) {
    for (const motherboard of lines(parts.motherboard, conditions, [1])) {
      for (const cpu of lines(parts.cpu, conditions, [1])) {
        if (cpu.part.socket !== motherboard.part.socket) continue;
        for (const memory of lines(parts.memory, conditions, [1, 2, 3, 4])) {
          if (memory.quantity * memory.part.modules > 4) continue;
          for (const housing of lines(parts.case, conditions, [1])) {
            for (const psu of lines(parts.psu, conditions, [1])) {
              for (const cooler of [...coolers, ...(cpu.part.coolerIncluded === true ? [undefined] : [])]) {
                for (const storage of lines(parts.storage, conditions, [1])) {
                  for (const limit of limitsFor(gpu.part)) {
                    const powerLimit = limit < gpu.part.boardPowerW ? watts(limit) : undefined;
                    consider({
                      gpu: [gpu],
                      motherboard,
                      cpu,
                      memory: [memory],
                      case: housing,
                      psu,
                      cooler,
                      storage: [storage],
                      network: [],
                      riser: [],
                      powerLimit,
                      nodes: 1,
                    });
                  }
                }
              }
            }
          }
        }
      }
    }
  }
  return best;
};
