import type { Architecture } from "./architecture.js";
import type { HostNeed } from "./host-need.js";
import type { DrawMeasurements, PowerModel, PowerSweeps } from "./power-model.js";
import type { ReleaseTable } from "./release.js";
import type { RentalProvider } from "./rental.js";
import type { SafetyStatement } from "./safety.js";
import type { Term } from "./term.js";
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
  readonly terms: Term;
  readonly rentals: RentalProvider;
  readonly winners: WinnersPlatform;
  readonly workloads: SourcedWorkloadModel;
  readonly powerModel: PowerModel;
  readonly powerSweeps: PowerSweeps;
  readonly powerReadings: DrawMeasurements;
  readonly safety: SafetyStatement;
}
export type SubjectName = keyof SubjectOf;

/** Every subject, read when it is first asked for; values by id. */
export type Subjects = { readonly [S in SubjectName]: () => ReadonlyMap<string, SubjectOf[S]> };
