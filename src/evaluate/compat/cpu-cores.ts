import { constant } from "../../domain/assumptions.js";
import { gpuDeviceCount } from "../../domain/rig.js";
import type { Rule } from "./rule.js";
import { doesNotFit, NOTHING, warning } from "./verdict.js";

/** The CPU has cores enough to keep every GPU fed with data. */
export const cpuCores: Rule = {
  name: "cpu-cores",
  reads: ["gpu", "cpu"],
  check: (rig, { assumptions }) => {
    const { cpu } = rig;
    const gpus = gpuDeviceCount(rig);
    if (cpu === undefined || gpus === 0) return NOTHING;
    const cores = cpu.part.cores * cpu.quantity;
    const least = Math.max(constant(assumptions, "cores_minimum"), constant(assumptions, "cores_per_gpu_minimum") * gpus);
    const comfortable = constant(assumptions, "cores_per_gpu_comfortable") * gpus;
    const facts = { rule: "cpu-cores", part: cpu.part.id, actual: cores, unit: "cores", facts: { gpus } } as const;
    if (cores < least) return [doesNotFit({ ...facts, limit: least })];
    return cores < comfortable ? [warning({ ...facts, limit: comfortable })] : NOTHING;
  },
};
