import type { Finding } from "../../domain/finding.js";
import { type Framework, supportFor, targetOf } from "../../domain/framework.js";
import type { Gpu } from "../../domain/part.js";
import type { Rule } from "./rule.js";
import { and, doesNotFit, NOTHING, unknown } from "./verdict.js";

/** What hinders a framework on a card; nothing where the version asked for runs. */
const hindrance = (part: Gpu, framework: Framework): Finding | undefined => {
  const entry = supportFor(part, framework);
  if (entry?.status === "supported") return undefined;
  const ids = { rule: "framework-support", part: part.id, other: framework.id } as const;
  if (entry === undefined || entry.status === "unknown") return unknown({ ...ids, missing: `frameworks/${framework.id}: ${targetOf(part)}` });
  const { lastVersion, firstVersion, install } = entry;
  const facts = {
    framework: framework.name,
    target: targetOf(part),
    ...(lastVersion === undefined ? {} : { lastVersion }),
    ...(firstVersion === undefined ? {} : { firstVersion }),
    ...(install === undefined ? {} : { install }),
  };
  return doesNotFit({ ...ids, actual: entry.status, limit: framework.newestVersion, facts });
};

/** The official build of every framework asked for runs on every card: its newest version, or the one that was named. */
export const frameworkSupport: Rule = {
  name: "framework-support",
  reads: ["gpu"],
  check: ({ gpu }, { frameworks }) => {
    let found: readonly Finding[] = NOTHING;
    for (const framework of frameworks) {
      for (const { part } of gpu) {
        const finding = hindrance(part, framework);
        if (finding !== undefined) found = and(found, finding);
      }
    }
    return found;
  },
};
