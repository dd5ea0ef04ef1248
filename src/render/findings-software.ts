import type { RuleName } from "../domain/finding.js";
import { actual, fact, kindOf, limit, other, type RuleText } from "./finding-text.js";

type SoftwareRule = Extract<RuleName, "framework-support" | "support-years" | "driver-mix">;

/** The words of what rules find about software and drivers. */
export const SOFTWARE_TEXTS: { readonly [R in SoftwareRule]: RuleText } = {
  "framework-support": {
    title: "software does not run on the card",
    source: "the frameworks' official builds",
    says: (f) =>
      `the official ${fact(f, "framework")} ${limit(f)} does not run on ${f.part} (${fact(f, "target")})${
        f.facts?.["lastVersion"] !== undefined
          ? `; the last that does is ${fact(f, "lastVersion")}`
          : f.facts?.["firstVersion"] === undefined
            ? ""
            : `, which came later; the first that does is ${fact(f, "firstVersion")}`
      }`,
    fix: (f) =>
      f.facts?.["install"] === undefined
        ? "choose a newer card or another version (--framework NAME@VERSION), or allow it with --framework none"
        : `choose a newer card, or stay on the old version: ${fact(f, "install")} (--framework ${f.other}@${fact(f, "lastVersion")})`,
  },
  "support-years": {
    title: "how long software supports the card",
    source: "lives of earlier cards in the official builds; few events, so take the window seriously",
    says: (f) =>
      `${fact(f, "framework")} may drop ${f.part} as early as ${actual(f)} (as late as ${fact(f, "late")}), and support was asked for until ${limit(f)}`,
    fix: () => "choose a newer card, or ask for fewer years; an old version keeps running after the end",
  },
  "driver-mix": {
    title: "cards that cannot share a machine",
    source: "NVIDIA's table of driver branches and its notes on kernel modules",
    says: (f) =>
      kindOf(f) === "branch"
        ? `no NVIDIA driver serves both ${f.part} and ${other(f)}: one needs branch ${actual(f)} or newer, the other ${limit(f)} or older`
        : kindOf(f) === "module"
          ? `on Linux no kernel module serves both ${f.part} and ${other(f)}: one needs NVIDIA's open module, the other the proprietary one`
          : kindOf(f) === "vendor"
            ? `${f.part} and ${other(f)} are of different makers: they run side by side, but one PyTorch sees only one of them`
            : `${f.part} and ${other(f)} share a driver up to branch ${limit(f)} only${f.facts?.["ends"] === undefined ? "" : `, which has fixes until ${fact(f, "ends")}`}`,
    fix: (f) =>
      kindOf(f) === "vendor"
        ? "use an environment for each maker; llama.cpp over Vulkan uses both"
        : f.verdict === "does_not_fit"
          ? "put them into two machines, or hand one card to a virtual machine"
          : `hold the driver at branch ${limit(f)}`,
  },
};
