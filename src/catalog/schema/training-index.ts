import { z } from "zod";
import type { TrainingIndexJobs, TrainingIndexModel } from "../../domain/training-index.js";
import { cite, ID, name, shortText } from "./fields.js";

const id = z.string().regex(ID, "is not an id");
const figure = z.number().min(0).max(1e6);

export const trainingIndexSchema = z.strictObject({
  schema: z.literal(1),
  name,
  source: cite,
  cards: z.record(id, z.tuple([figure, z.number().min(0).max(1)])),
  roofline: z.strictObject({ compute: figure, bandwidth: figure, fp32: figure }),
  spread: z.strictObject({ measured: figure, modelled: figure }),
  exchange: figure,
  growth: figure,
});

export const encodeTrainingIndex = (_id: string, { schema: _schema, name: _name, ...model }: z.output<typeof trainingIndexSchema>): TrainingIndexModel => model;

export const trainingIndexJobsSchema = z.strictObject({ schema: z.literal(1), name, jobs: z.record(shortText, z.record(id, figure)) });

export const encodeTrainingIndexJobs = (_id: string, { jobs }: z.output<typeof trainingIndexJobsSchema>): TrainingIndexJobs => ({ jobs });
