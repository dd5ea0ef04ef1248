import { z } from "zod";
import type { SubjectName, SubjectOf } from "../../domain/subject.js";
import { camel } from "../camel.js";
import { tariffFaults } from "../tariff-faults.js";
import { benchmarkSchema, encodeBenchmarks } from "./benchmark.js";
import { buildSchema, encodeBuild } from "./builds.js";
import { cite, ID, name, shortText, text } from "./fields.js";
import { encodeLlmInference, encodeLlmSpeed, encodeLlmTuning, llmInferenceSchema, llmSpeedSchema, llmTuningSchema } from "./llm.js";
import { encodeMemoryBenchmarks, encodeMemoryModel, memoryBenchmarksSchema, memoryModelSchema } from "./memory-model.js";
import { encodeInflation, encodeYearlyRates, inflationSchema, yearlyRatesSchema } from "./money-history.js";
import { encodeReliability, encodeResale, encodeUsedPrices, reliabilitySchema, resaleSchema, usedPricesSchema } from "./ownership.js";
import { drawMeasurementsSchema, encodeDrawMeasurements, encodePowerModel, encodePowerSweeps, powerModelSchema, powerSweepsSchema } from "./power.js";
import { encodePriceSeries, priceLevelsSchema } from "./price-levels.js";
import { encodeRental, encodeWinners, rentalSchema, winnersSchema } from "./rentals.js";
import { encodeSafety, safetySchema } from "./safety.js";
import { architectureSchema, hostNeedSchema, releaseSchema } from "./software.js";
import { encodeTariff, tariffSchema } from "./tariffs.js";
import { encodeThroughputModel, throughputModelSchema } from "./throughput-model.js";
import { encodeTrainingIndex, encodeTrainingIndexJobs, trainingIndexJobsSchema, trainingIndexSchema } from "./training-index.js";
import { encodeWorkload, workloadSchema } from "./workload.js";

/** A fault of an entry, at a path within it. */
export interface EntryFault {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly fix: string;
}

/** One subject: where its files lie, what they must hold, and how a checked file becomes a value of the catalogue. */
export interface SubjectKind<T> {
  /** Folder under `catalog/`. */
  readonly folder: string;
  /** Set where the subject is one file of that folder (a fitted model), by its id. */
  readonly only?: string;
  /** Loaded with the snapshot by every command; the others are read from a file of their own when first asked for. */
  readonly isHot?: boolean;
  readonly schema: z.ZodObject;
  /** @param raw - what the schema let through */
  readonly encode: (id: string, raw: never) => T;
  /** What is wrong with an entry that the schema let through. */
  readonly faults?: (raw: never) => readonly EntryFault[];
}

const id = z.string().regex(ID, "is not an id");

const termSchema = z.strictObject({
  schema: z.literal(1),
  name,
  aliases: z.array(shortText).max(50).exactOptional(),
  says: text,
  matters: text.exactOptional(),
  formula: text.exactOptional(),
  code: z
    .string()
    .regex(/^RP\d{4}$/, "is not a code such as RP2301")
    .exactOptional(),
  figures: z
    .array(z.strictObject({ path: shortText, words: shortText }))
    .max(10)
    .exactOptional(),
  source: cite,
  see: z.array(id).max(20).exactOptional(),
});

/** Every subject of the catalogue. */
export const SUBJECTS: { readonly [S in SubjectName]: SubjectKind<SubjectOf[S]> } = {
  architectures: {
    folder: "architectures",
    schema: architectureSchema,
    encode: (id, { schema: _schema, ...raw }: z.output<typeof architectureSchema>) => ({ id, ...camel(raw) }),
  },
  hostNeeds: {
    folder: "host-needs",
    schema: hostNeedSchema,
    encode: (id, { schema: _schema, ...raw }: z.output<typeof hostNeedSchema>) => ({ id, ...camel(raw) }),
  },
  releases: {
    folder: "releases",
    schema: releaseSchema,
    encode: (id, { schema: _schema, ...raw }: z.output<typeof releaseSchema>) => ({ id, ...camel(raw) }),
  },
  priceLevels: { folder: "price-levels", isHot: true, schema: priceLevelsSchema, encode: encodePriceSeries },
  resale: { folder: "models", only: "resale", isHot: true, schema: resaleSchema, encode: encodeResale },
  reliability: { folder: "models", only: "reliability", isHot: true, schema: reliabilitySchema, encode: encodeReliability },
  usedPrices: { folder: "used-prices", schema: usedPricesSchema, encode: encodeUsedPrices },
  builds: { folder: "builds", schema: buildSchema, encode: encodeBuild },
  inflation: { folder: "inflation", schema: inflationSchema, encode: encodeInflation },
  yearlyRates: { folder: "exchange-history", schema: yearlyRatesSchema, encode: encodeYearlyRates },
  llmInference: { folder: "benchmarks", only: "llm-inference", schema: llmInferenceSchema, encode: encodeLlmInference },
  llmTuning: { folder: "benchmarks", only: "llm-tuning", schema: llmTuningSchema, encode: encodeLlmTuning },
  llmSpeed: { folder: "models", only: "llm", schema: llmSpeedSchema, encode: encodeLlmSpeed },
  terms: {
    folder: "terms",
    schema: termSchema,
    encode: (id, { schema: _schema, ...raw }: z.output<typeof termSchema>) => ({ id, ...camel(raw) }),
  },
  rentals: { folder: "rentals", schema: rentalSchema, encode: encodeRental },
  tariffs: { folder: "tariffs", schema: tariffSchema, encode: encodeTariff, faults: tariffFaults },
  winners: { folder: "winners", schema: winnersSchema, encode: encodeWinners },
  workloads: { folder: "workloads", schema: workloadSchema, encode: encodeWorkload },
  powerModel: { folder: "models", only: "power", isHot: true, schema: powerModelSchema, encode: encodePowerModel },
  powerSweeps: { folder: "benchmarks", only: "power-limits", schema: powerSweepsSchema, encode: encodePowerSweeps },
  safety: { folder: "safety", schema: safetySchema, encode: encodeSafety },
  powerReadings: { folder: "benchmarks", only: "power-draw", schema: drawMeasurementsSchema, encode: encodeDrawMeasurements },
  memoryModel: { folder: "models", only: "memory", schema: memoryModelSchema, encode: encodeMemoryModel },
  memoryBenchmarks: { folder: "benchmarks", only: "memory", schema: memoryBenchmarksSchema, encode: encodeMemoryBenchmarks },
  benchmarks: { folder: "benchmarks", schema: benchmarkSchema, encode: encodeBenchmarks },
  trainingIndex: { folder: "models", only: "training-index", isHot: true, schema: trainingIndexSchema, encode: encodeTrainingIndex },
  trainingIndexJobs: { folder: "models", only: "training-index-jobs", schema: trainingIndexJobsSchema, encode: encodeTrainingIndexJobs },
  throughput: { folder: "models", only: "throughput", schema: throughputModelSchema, encode: encodeThroughputModel },
};

export const SUBJECT_NAMES = Object.keys(SUBJECTS) as readonly SubjectName[];
export const SUBJECT_FOLDERS: readonly string[] = [...new Set(SUBJECT_NAMES.map((subject) => SUBJECTS[subject].folder))];

/** The subject that a file of a folder belongs to, one that is that very file first; undefined for a folder or a file that is none. */
export const subjectAt = (folder: string, id: string): SubjectName | undefined => {
  const here = SUBJECT_NAMES.filter((subject) => SUBJECTS[subject].folder === folder);
  return here.find((subject) => SUBJECTS[subject].only === id) ?? here.find((subject) => SUBJECTS[subject].only === undefined);
};
