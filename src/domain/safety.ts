export const SAFETY_TOPICS = [
  "automatic-stop",
  "connector",
  "power-supply",
  "extension-lead",
  "circuit",
  "fire",
  "alarm",
  "insurance",
  "temperature",
  "heat",
  "ups",
] as const;
export type SafetyTopic = (typeof SAFETY_TOPICS)[number];

/** When a statement belongs on a rig's list; `reference` ones are only told when asked for by their code. */
export const SAFETY_CASES = ["any", "reference", "hpwr_16pin", "pcie_8pin", "pcie_6pin", "nvidia"] as const;

/** `unconfirmed` statements hold no figure; `advice` is good practice that rests on none. */
export const CONFIDENCES = ["high", "medium", "unconfirmed", "advice"] as const;

/** One statement about fire, plugs, heat or wiring, with its source; its id is its code in small letters (`rp4101`). */
export interface SafetyStatement {
  readonly id: string;
  readonly name: string;
  readonly topic: SafetyTopic;
  readonly applies: {
    readonly when: (typeof SAFETY_CASES)[number];
    /** Countries it speaks of; absent for everywhere. */
    readonly regions?: readonly string[];
    readonly gpus?: readonly string[];
    /** Only where a plug carries more than this share of what it is made for. */
    readonly abovePlugShare?: number;
  };
  readonly says: string;
  readonly todo?: string;
  readonly confidence: (typeof CONFIDENCES)[number];
  readonly source: string;
  readonly seenOn?: string;
}
