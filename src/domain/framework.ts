import type { Gpu } from "./part.js";

export type SupportStatus = "supported" | "older_version" | "unsupported" | "unknown";

export interface FrameworkSupport {
  readonly computeCapability?: string;
  readonly gfxTarget?: string;
  readonly vendor?: string;
  readonly status: SupportStatus;
  readonly lastVersion?: string;
  readonly build?: string;
  readonly os?: readonly string[];
  readonly install?: string;
  readonly featuresMissing?: readonly string[];
  /** Years between which official builds are expected to drop the architecture. */
  readonly expectedUntil?: { readonly from: number; readonly to: number };
  readonly source: string;
  readonly readOn?: string;
  readonly note?: string;
}

export interface Framework {
  readonly id: string;
  readonly name: string;
  readonly newestVersion: string;
  readonly newestSeenOn: string;
  readonly support: readonly FrameworkSupport[];
}

/**
 * What a framework's maker says of a card: the row for its compute capability or gfx target, else the row for its vendor;
 * undefined when the catalogue has nothing on it.
 */
export const supportFor = (gpu: Pick<Gpu, "vendor" | "computeCapability" | "gfxTarget">, framework: Framework): FrameworkSupport | undefined => {
  let ofVendor: FrameworkSupport | undefined;
  for (const entry of framework.support) {
    if (entry.computeCapability !== undefined) {
      if (entry.computeCapability === gpu.computeCapability) return entry;
    } else if (entry.gfxTarget !== undefined) {
      if (entry.gfxTarget === gpu.gfxTarget) return entry;
    } else if (entry.vendor === gpu.vendor) ofVendor ??= entry;
  }
  return ofVendor;
};
