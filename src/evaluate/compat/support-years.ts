import type { Finding } from "../../domain/finding.js";
import { supportFor, targetOf, windowFor } from "../../domain/framework.js";
import type { Rule } from "./rule.js";
import { and, doesNotFit, NOTHING, unknown } from "./verdict.js";

/**
 * Official builds of every framework asked for are expected to run on every card for as long as was asked.
 * The early edge of the window counts: a forecast rests on few events, and the late edge is no promise.
 */
export const supportYears: Rule = {
  name: "support-years",
  reads: ["gpu"],
  check: ({ gpu }, { frameworks, supportedUntil }) => {
    if (supportedUntil === undefined) return NOTHING;
    let found: readonly Finding[] = NOTHING;
    for (const framework of frameworks) {
      for (const { part } of gpu) {
        const entry = supportFor(part, framework);
        const expected = entry === undefined ? undefined : windowFor(part, entry);
        const ids = { rule: "support-years", part: part.id, other: framework.id } as const;
        if (expected === undefined) {
          found = and(found, unknown({ ...ids, missing: `frameworks/${framework.id}: expected_until of ${targetOf(part)}` }));
        } else if (expected.from < supportedUntil) {
          found = and(found, doesNotFit({ ...ids, actual: expected.from, limit: supportedUntil, facts: { framework: framework.name, late: expected.to } }));
        }
      }
    }
    return found;
  },
};
