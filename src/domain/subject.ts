import type { Architecture } from "./architecture.js";
import type { BenchmarkSuite } from "./benchmark.js";
import type { PublishedBuild } from "./build.js";
import type { HostNeed } from "./host-need.js";
import type { LlmBenchmarks, LlmInferenceRow, LlmSpeedModel, LlmTuningRow } from "./llm.js";
import type { MemoryBenchmarks, MemoryModel } from "./memory.js";
import type { Inflation, YearlyRates } from "./money-history.js";
import type { DrawMeasurements, PowerModel, PowerSweeps } from "./power-model.js";
import type { PriceSeries } from "./price-level.js";
import type { ReleaseTable } from "./release.js";
import type { RentalProvider } from "./rental.js";
import type { ReliabilityModel, ResaleModel } from "./resale.js";
import type { SafetyStatement } from "./safety.js";
import type { Tariff } from "./tariff.js";
import type { Term } from "./term.js";
import type { ThroughputModel } from "./throughput-model.js";
import type { TrainingIndexJobs, TrainingIndexModel } from "./training-index.js";
import type { UsedPrices } from "./used-price.js";
import type { WinnersPlatform } from "./winner.js";
import type { SourcedWorkloadModel } from "./workload.js";

/**
 * What the catalogue knows beside parts, regions and frameworks, by subject: a folder of files each (or one file, for a fitted model).
 * To add one: its type here, its schema and encoder in `catalog/schema/registry.ts`, its folder under `catalog/`.
 */
export interface SubjectOf {
  /** By target: what cards of one architecture have in common. */
  readonly architectures: Architecture;
  readonly hostNeeds: HostNeed;
  /** By framework. */
  readonly releases: ReleaseTable;
  readonly priceLevels: PriceSeries;
  readonly resale: ResaleModel;
  readonly reliability: ReliabilityModel;
  readonly usedPrices: UsedPrices;
  readonly builds: PublishedBuild;
  readonly inflation: Inflation;
  readonly yearlyRates: YearlyRates;
  readonly terms: Term;
  readonly rentals: RentalProvider;
  readonly tariffs: Tariff;
  readonly winners: WinnersPlatform;
  readonly workloads: SourcedWorkloadModel;
  readonly powerModel: PowerModel;
  readonly powerSweeps: PowerSweeps;
  readonly powerReadings: DrawMeasurements;
  readonly safety: SafetyStatement;
  /** Measured rates of language models answering, and being trained; and what was fitted to them. One file each. */
  readonly llmInference: LlmBenchmarks<LlmInferenceRow>;
  readonly llmTuning: LlmBenchmarks<LlmTuningRow>;
  readonly llmSpeed: LlmSpeedModel;
  readonly memoryModel: MemoryModel;
  readonly memoryBenchmarks: MemoryBenchmarks;
  readonly benchmarks: BenchmarkSuite;
  /** One, `throughput`. */
  readonly throughput: ThroughputModel;
  /** One each, `training-index` and `training-index-jobs`. */
  readonly trainingIndex: TrainingIndexModel;
  readonly trainingIndexJobs: TrainingIndexJobs;
}
export type SubjectName = keyof SubjectOf;

/** Every subject, read when it is first asked for; values by id. */
export type Subjects = { readonly [S in SubjectName]: () => ReadonlyMap<string, SubjectOf[S]> };
