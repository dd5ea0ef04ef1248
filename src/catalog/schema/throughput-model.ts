import { z } from "zod";
import type { ThroughputModel, WorkloadScaling } from "../../domain/throughput-model.js";
import { atLeastOne, cite, ID, name, rate, shortText } from "./fields.js";

const figure = z.number().min(-1e6).max(1e6);
const figures = z.array(figure).max(20);
const byName = z.record(shortText, figure);
const id = z.string().regex(ID, "is not an id");

const scaling = z.strictObject({ exchange: figure, growth: figure, spread: figure, host_bound: z.boolean().exactOptional() });

export const throughputModelSchema = z.strictObject({
  schema: z.literal(1),
  name,
  source: cite,
  reference: shortText,
  reach: figures,
  shares: z.strictObject({ all: figure, math: figure, task: figure, own: figure, own_workload: figure }),
  spread: byName,
  spread_unlike: figure,
  software: byName,
  tasks: z.record(
    shortText,
    z.strictObject({
      unit: shortText,
      time: figures,
      batch: rate(1e9),
      software: byName,
      batches: z.array(z.tuple([rate(4096), rate(1e9)])),
      cards: atLeastOne(10_000),
      measured: z.record(id, rate(1e12)),
    }),
  ),
  sites: z.array(z.strictObject({ gpu: id, architecture: shortText, math: shortText, at: figures, all: figure, tasks: byName })),
  own: z.record(id, z.strictObject({ all: figure, workloads: byName })),
  scaling: z.strictObject({ source: cite, any: scaling, workloads: z.record(id, scaling) }),
});

const encodeScaling = ({ host_bound: isHostBound, ...rest }: z.output<typeof scaling>): WorkloadScaling => ({
  ...rest,
  ...(isHostBound === undefined ? {} : { isHostBound }),
});

// Keys within are names of suites, tasks and cards: they stay as they are.
export const encodeThroughputModel = (_id: string, raw: z.output<typeof throughputModelSchema>): ThroughputModel => {
  const { source, reference, reach, spread, software, tasks, sites, own } = raw;
  const { own_workload: ownWorkload, ...shares } = raw.shares;
  return {
    source,
    reference,
    reach,
    spread,
    software,
    tasks,
    sites,
    own,
    spreadUnlike: raw.spread_unlike,
    shares: { ...shares, ownWorkload },
    scaling: {
      source: raw.scaling.source,
      any: encodeScaling(raw.scaling.any),
      workloads: Object.fromEntries(Object.entries(raw.scaling.workloads).map(([workload, value]) => [workload, encodeScaling(value)])),
    },
  };
};
