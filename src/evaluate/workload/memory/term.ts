import type { MemoryConstantName, MemoryTermKind } from "../../../domain/memory.js";
import type { Sharding, Workload } from "../../../domain/workload.js";

/** How one job's terms are made: bytes on one card, what comes to them, and the constants. */
export interface TermContext {
  readonly workload: Workload;
  readonly devices: number;
  readonly shard: Exclude<Sharding, "auto">;
  readonly values: Readonly<Record<MemoryConstantName, number>>;
}

export interface SizedTerm {
  readonly kind: MemoryTermKind;
  readonly bytes: number;
  readonly formula: string;
  readonly source: string;
}
