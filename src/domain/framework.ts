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
