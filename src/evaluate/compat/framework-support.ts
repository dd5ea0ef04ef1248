import type { Finding } from "../../domain/finding.js";
import { supportFor } from "../../domain/framework.js";
import type { Rule } from "./rule.js";
import { and, doesNotFit, NOTHING, unknown } from "./verdict.js";

/** The official build of every framework asked for runs on every card, in its newest version. */
export const frameworkSupport: Rule = {
  name: "framework-support",
  reads: ["gpu"],
  check: ({ gpu }, { frameworks }) => {
    let found: readonly Finding[] = NOTHING;
    for (const framework of frameworks) {
      for (const { part } of gpu) {
        const entry = supportFor(part, framework);
        if (entry?.status === "supported") continue;
        const target = part.computeCapability ?? part.gfxTarget ?? part.architecture;
        const ids = { rule: "framework-support", part: part.id, other: framework.id } as const;
        if (entry === undefined || entry.status === "unknown") {
          found = and(found, unknown({ ...ids, missing: `frameworks/${framework.id}: ${target}` }));
        } else {
          const facts = { framework: framework.name, target, ...(entry.lastVersion === undefined ? {} : { lastVersion: entry.lastVersion }) };
          found = and(found, doesNotFit({ ...ids, actual: entry.status, limit: framework.newestVersion, facts }));
        }
      }
    }
    return found;
  },
};
