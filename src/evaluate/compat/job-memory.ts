import type { Finding } from "../../domain/finding.js";
import type { JobFit } from "../../domain/memory.js";
import type { Gpu } from "../../domain/part.js";
import { gpuDeviceCount } from "../../domain/rig.js";
import type { Rule } from "./rule.js";
import { and, doesNotFit, NOTHING, unknown } from "./verdict.js";

const vramOf = ({ vramGib, deviceCount }: Gpu): number => vramGib / deviceCount;

const tooClose = ({ low = 0, high = 0, availableGib }: JobFit): string =>
  `between ${low.toFixed(1)} and ${high.toFixed(1)} GiB are needed on each GPU, and ${availableGib.toFixed(1)} can be used: too close to call`;

/** A job whose need is not known, or lies on both sides of what there is; the second has both figures. */
const openFit = (ids: Pick<Finding, "rule" | "part" | "other">, fit: JobFit): Finding =>
  fit.missing === undefined
    ? unknown({ ...ids, actual: fit.likely ?? 0, limit: fit.availableGib, unit: "GiB", missing: tooClose(fit) })
    : unknown({ ...ids, missing: fit.missing });

/** Every job that was asked for fits the memory of the cards, in the way several cards can share it. */
export const jobMemory: Rule = {
  name: "job-memory",
  reads: ["gpu"],
  check: (rig, { jobFits }) => {
    const [first] = rig.gpu;
    if (jobFits === undefined || first === undefined) return NOTHING;
    let found = NOTHING;
    const vramGib = Math.min(...rig.gpu.map(({ part }) => vramOf(part)));
    for (const fit of jobFits({ vramGib, devices: gpuDeviceCount(rig) })) {
      if (fit.verdict === "fits") continue;
      const ids = { rule: "job-memory", part: first.part.id, other: fit.workload } as const;
      if (fit.verdict === "unknown") found = and(found, openFit(ids, fit));
      else {
        const facts = { devices: fit.devices, likely: fit.likely ?? 0 };
        found = and(found, doesNotFit({ ...ids, actual: fit.low ?? 0, limit: fit.availableGib, unit: "GiB", facts }));
      }
    }
    return found;
  },
};
