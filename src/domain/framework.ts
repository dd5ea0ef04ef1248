import type { Gpu } from "./part.js";

export type SupportStatus = "supported" | "older_version" | "unsupported" | "unknown";

export const SYSTEMS = ["linux", "windows", "wsl2", "macos"] as const;
/** An operating system as support is told by it; `linux` and `windows` are those of x86 computers. */
export type SystemName = (typeof SYSTEMS)[number];

/** Months, `YYYY-MM`, between which something is expected to end: early and late edge. */
export interface SupportWindow {
  readonly from: string;
  readonly to: string;
}

/** What runs on a system other than those the answer is about: another build, or an older version. */
export interface ElsewhereSupport {
  readonly os: readonly SystemName[];
  readonly lastVersion: string;
  readonly build?: string;
  readonly install?: string;
  readonly python?: string;
}

/** What a framework's official builds do on some cards. */
export interface FrameworkSupport {
  /** Cards by compute capability, gfx target or maker; see `targetsOf`. */
  readonly targets: readonly string[];
  /** `supported`: the newest version runs on the systems of `os`. `older_version`: the last that does is `lastVersion`. */
  readonly status: SupportStatus;
  readonly lastVersion?: string;
  readonly build?: string;
  readonly os?: readonly SystemName[];
  /** How to install it: a pip command, or where to get it. */
  readonly install?: string;
  /** Versions of Python it can be installed with, where it is an old one. */
  readonly python?: string;
  readonly elsewhere?: readonly ElsewhereSupport[];
  /** By target: when official builds are expected to drop the card. Absent where no rule for it is known. */
  readonly expectedUntil?: Readonly<Record<string, SupportWindow>>;
  /** With a version asked for that came before the card: the first version that runs. */
  readonly firstVersion?: string;
  readonly source: string;
  readonly readOn?: string;
  readonly note?: string;
}

export interface Framework {
  readonly id: string;
  readonly name: string;
  readonly aliases?: readonly string[];
  /** The version the answers are about: the newest one, unless another was asked for. */
  readonly newestVersion: string;
  readonly newestSeenOn: string;
  readonly support: readonly FrameworkSupport[];
}

type CardKind = Pick<Gpu, "vendor" | "architecture" | "computeCapability" | "gfxTarget" | "hostProcessor">;

const intelTarget = (architecture: string): string => (/alchemist/i.test(architecture) ? "arc-a" : /battlemage/i.test(architecture) ? "arc-b" : "intel");

/**
 * What support tables call a card: its compute capability or gfx target, `arc-a`, `arc-b` or `apple`.
 * A card that is one unit with an Arm processor needs builds of its own: `12.1-arm`.
 */
export const targetOf = ({ vendor, architecture, computeCapability, gfxTarget, hostProcessor }: CardKind): string => {
  const known = computeCapability ?? gfxTarget ?? (vendor === "intel" ? intelTarget(architecture) : vendor);
  return vendor === "nvidia" && hostProcessor === "arm" ? `${known}-arm` : known;
};

/** What a framework's maker says of a card; undefined when the catalogue has nothing on it. */
export const supportFor = (gpu: CardKind, framework: Framework): FrameworkSupport | undefined => {
  const target = targetOf(gpu);
  return framework.support.find(({ targets }) => targets.includes(target));
};

/** When official builds are expected to drop a card; undefined where that is not known. */
export const windowFor = (gpu: CardKind, support: FrameworkSupport): SupportWindow | undefined => support.expectedUntil?.[targetOf(gpu)];
