import type { Finding } from "../../domain/finding.js";

/** The facts of a finding, without how bad and how sure it is. */
type Facts = Omit<Finding, "severity" | "verdict">;

/** What a rule answers when it has nothing to say; one array for all, since rules are asked thousands of times. */
export const NOTHING: readonly Finding[] = Object.freeze([]);

export const doesNotFit = (facts: Facts): Finding => ({ ...facts, severity: "error", verdict: "does_not_fit" });

/** Neither yes nor no; `missing` names what would settle it. */
export const unknown = (facts: Facts & { readonly missing: string }): Finding => ({ ...facts, severity: "warning", verdict: "unknown" });

/** It works, and worse than the buyer expects. */
export const warning = (facts: Facts): Finding => ({ ...facts, severity: "warning", verdict: "fits" });

/** It works, with something to do or to know. */
export const advice = (facts: Facts): Finding => ({ ...facts, severity: "advice", verdict: "fits" });

/** One more finding after those so far. */
export const and = (so: readonly Finding[], finding: Finding): readonly Finding[] => (so.length === 0 ? [finding] : [...so, finding]);
