import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { amountOf, amountTyped } from "../../src/cli/parse.js";
import { rigplanHere } from "../support/in-process.js";
import { withFolder } from "../support/run-cli.js";

/** What a person reads, its lines joined. */
const words = async (...argv: readonly string[]): Promise<string> => (await rigplanHere(argv)).out.replace(/\s+/g, " ");

describe("power answers whether it is a fire risk on this circuit", () => {
  test("four RTX 3090 on 15 A at 120 V are one, by the watts above 1,440 W, and the limit to set stands beside it", async () => {
    const text = await words("power", "4x:rtx-3090", "--circuit", "15A@120V");
    const over = /the 15A@120V \(120 V\) carries 1,440 W for hours: (\d+) W too much/.exec(text)?.[1];
    expect(text).toContain(`Fire risk RAISED as it stands: it can take ${over} W more than the circuit carries for hours`);
    expect(text).toMatch(/To do: limit each card to (\d+) W \(sudo nvidia-smi -pl \1, after each start\)/);
    expect(text.indexOf("Fire risk")).toBeLessThan(text.indexOf("FINDINGS"));
  });

  test("a 575 W card through one plug made for 600 W asks for care on any circuit", async () => {
    const text = await words("power", "1x:rtx-5090");
    expect(text).toContain("Fire risk Low with care: a card's 16-pin plug carries 96 % of what it is made for");
  });

  test("a card at 280 W on a British socket is within everything that is known", async () => {
    const { result } = JSON.parse((await rigplanHere(["power", "1x:rtx-3090@280W", "--json"])).out) as {
      result: { fire_risk: { verdict: string; reasons: readonly string[]; plug_share: number } };
    };
    // Two 8-pin plugs are made for 300 W; the slot gives 75 of the 280 W.
    expect(result.fire_risk).toMatchObject({ verdict: "low", reasons: [], plug_share: 0.683 });
  });
});

describe("every rig named beside the winner says the power limit its figures assume", () => {
  interface Named {
    readonly rig: { readonly gpu_power_limit_w?: number };
  }

  test("runners-up at a limit below the card's own are told with it", async () => {
    const argv = ["plan", "--budget", "2000", "--currency", "GBP", "--max-electricity", "25", "--alternatives", "4"];
    const { result } = JSON.parse((await rigplanHere([...argv, "--json"])).out) as { result: { alternatives: readonly Named[] } };
    const limits = result.alternatives.flatMap(({ rig }) => rig.gpu_power_limit_w ?? []);
    expect(limits.length).toBeGreaterThan(0);
    const text = await words(...argv);
    for (const limit of limits) expect(text.slice(text.indexOf("OTHER GOOD RIGS"))).toMatch(new RegExp(`set to ${limit} W of \\d+ W`));
  });

  test("the cheapest rig of a request that nothing meets is told with its limit", async () => {
    const argv = ["plan", "--budget", "200", "--currency", "GBP", "--max-electricity", "12"];
    const { result } = JSON.parse((await rigplanHere([...argv, "--json"])).out) as { result: { infeasible: { cheapest: Named } } };
    const limit = result.infeasible.cheapest.rig.gpu_power_limit_w;
    expect(limit).toBeGreaterThan(0);
    expect(await words(...argv)).toMatch(new RegExp(`THE CHEAPEST COMPLETE RIG .*, set to ${limit} W of \\d+ W:`));
  });
});

describe("what nobody said and figures rest on is stated", () => {
  test("cost names the hours a day, the years and the place", async () => {
    expect(await words("cost", "1x:rtx-3090")).toContain("Supposed 8 h a day under load, otherwise off, kept for 3 years, in Great Britain");
    expect(await words("cost", "1x:rtx-3090", "--hours-per-day", "3", "--idle-hours", "2", "--years", "1")).toContain(
      "Supposed 3 h a day under load and 2 h idle, otherwise off, kept for 1 year",
    );
  });

  test("a speed names the batch it is for, the one asked for where it was", async () => {
    const { result } = JSON.parse((await rigplanHere(["cost", "1x:rtx-3090", "--workload", "resnet50:train", "--json"])).out) as {
      result: { performance: readonly { workload: string; batch_per_gpu?: number }[] };
    };
    const batch = result.performance.find(({ workload }) => workload === "resnet50:train")?.batch_per_gpu;
    expect(batch).toBeGreaterThan(1);
    expect(await words("cost", "1x:rtx-3090", "--workload", "resnet50:train")).toContain(`at batch ${batch} on each GPU`);
    expect(await words("cost", "1x:rtx-3090", "--workload", "resnet50:train,batch=32")).toContain("at batch 32 on each GPU");
  });

  test("compare tells the rate of answering and that of reading apart", async () => {
    const { out } = await rigplanHere(["compare", "1x:rtx-3090", "--workload", "llama-3.1-8b:infer", "--format", "markdown"]);
    const rate = (unit: string): number => Number(new RegExp(`${unit} tokens/s\\) \\| ([\\d,]+)`).exec(out)?.[1]?.replace(",", ""));
    // One stream of a model of 4.6 GB from a card that reads 936 GB a second is answered at most 203 times a second; reading is bound by arithmetic.
    expect(rate("answered")).toBeGreaterThan(50);
    expect(rate("answered")).toBeLessThan(203);
    expect(rate("prompt")).toBeGreaterThan(1000);
  });
});

describe("a plan that full fine-tuning fits in no rig for offers the forms that take less memory", () => {
  interface Other {
    readonly workloads: readonly string[];
    readonly fits: boolean;
    readonly best?: { readonly cost: { readonly purchase: { readonly amount: number } } };
    readonly cheapest?: { readonly cost: { readonly purchase: { readonly amount: number } } };
  }
  const others = async (budget: string): Promise<readonly Other[]> => {
    const { out, code } = await rigplanHere(["plan", "--budget", budget, "--currency", "GBP", "--workload", "llama-3.1-8b:finetune", "--json"]);
    expect(code).toBe(3);
    return (JSON.parse(out) as { result: { infeasible: { other_methods: readonly Other[] } } }).result.infeasible.other_methods;
  };

  test("within £3,000 as LoRA or QLoRA, each with a rig that is within the budget", async () => {
    const found = await others("3000");
    expect(found.map(({ workloads }) => workloads[0]?.split(",")[0])).toEqual(["llama-3.1-8b:lora", "llama-3.1-8b:qlora"]);
    expect(found.some(({ fits }) => fits)).toBe(true);
    for (const { best } of found.filter(({ fits }) => fits)) expect(best?.cost.purchase.amount).toBeLessThanOrEqual(3000);
    const { err } = await rigplanHere(["plan", "--budget", "3000", "--currency", "GBP", "--workload", "llama-3.1-8b:finetune"]);
    expect(err).toMatch(/fix: --workload llama-3.1-8b:q?lora\S* fits, or relax/);
  });

  test("within £700 as QLoRA with a loss in pieces and an 8-bit optimizer, which a card of 12 GB holds", async () => {
    const [lora, qlora] = await others("700");
    expect([lora?.fits, qlora?.fits]).toEqual([false, true]);
    expect(qlora?.workloads).toEqual(["llama-3.1-8b:qlora,loss=chunked,optimizer=adamw8bit"]);
  });

  test("within £500 as neither, with what the cheapest rig for each costs", async () => {
    for (const { fits, cheapest } of await others("500")) {
      expect(fits).toBe(false);
      expect(cheapest?.cost.purchase.amount).toBeGreaterThan(500);
    }
    expect(await words("plan", "--budget", "500", "--currency", "GBP", "--workload", "llama-3.1-8b:finetune")).toMatch(
      /llama-3.1-8b:qlora, .*: no rig within your limits surely holds it either; the cheapest rig that does costs £/,
    );
  });
});

describe("files", () => {
  test("one file for the answer and for the rig is refused before anything is computed", async () => {
    for (const output of ["x.yaml", "json=x.yaml", "./x.yaml"]) {
      const { out, err, code } = await rigplanHere(["plan", "--budget", "3000", "--currency", "GBP", "--output", output, "--save", "x.yaml"]);
      expect([code, out]).toEqual([2, ""]);
      expect(err).toContain('--output and --save both name "x.yaml"');
    }
  });

  test.each(["own-parts", "dual-3090", "mixed-cards", "two-machines"])("examples/%s.yaml is known as a rig file and found right", async (name) => {
    const { out, code } = await rigplanHere(["catalog", "validate", fileURLToPath(new URL(`../../examples/${name}.yaml`, import.meta.url))]);
    expect(code).toBe(0);
    expect(out).toContain("a rig file, nothing wrong");
  });

  test("a rig file with a fault is told the fault of a rig file", async () => {
    await withFolder(async (folder) => {
      const path = join(folder, "rig.yaml");
      writeFileSync(path, "schema: 1\nname: Mine\nparts:\n  gpu: { id: rtx-3900 }\n");
      const { err, code } = await rigplanHere(["catalog", "validate", path]);
      expect(code).toBe(2);
      expect(err).toContain('there is no gpu "rtx-3900" in the catalogue');
    });
  });
});

describe("cards named in short", () => {
  interface Priced {
    readonly cost: { readonly purchase: { readonly minor: number } };
  }
  const prices = async (...flags: readonly string[]): Promise<readonly number[]> => {
    const { out } = await rigplanHere(["compare", "2x:rtx-3090", "4x:gtx-1080-ti", ...flags, "--json"]);
    return (JSON.parse(out) as { result: { columns: readonly Priced[] } }).result.columns.map(({ cost }) => cost.purchase.minor);
  };

  test("stand in the same machine at the same price however many hours, years and at which rate they are used", async () => {
    const usual = await prices();
    for (const flags of [
      ["--hours-per-day", "1"],
      ["--hours-per-day", "20", "--idle-hours", "4"],
      ["--years", "1"],
    ])
      expect(await prices(...flags)).toEqual(usual);
  });

  test("show what goes into the cards and what into the rest, and where the rest is the larger part it is said", async () => {
    const text = await words("compare", "2x:rtx-3090", "4x:gtx-1080-ti");
    expect(text).toContain("the cards");
    const [, rest = "", whole = "", share = ""] =
      /! 4 × GTX 1080 Ti: £([\d,.]+) of £([\d,.]+) \((\d+) %\) is the machine that so many cards need/.exec(text) ?? [];
    const pounds = (amount: string): number => Number(amount.replaceAll(",", ""));
    expect(Math.round((pounds(rest) / pounds(whole)) * 100)).toBe(Number(share));
    expect(Number(share)).toBeGreaterThan(50);
    expect(text).not.toContain("! 2 × RTX 3090:");
  });
});

describe("cpu:ID is a machine with that processor and no GPU", () => {
  test("beside a card it has a price, watts and a speed of its own, many times lower", async () => {
    interface Column {
      readonly memory: { readonly gpu_count: number };
      readonly performance: readonly { readonly workload: string; readonly throughput: number }[];
      readonly cost: { readonly purchase: { readonly amount: number } };
    }
    const { out } = await rigplanHere(["compare", "cpu:r9-7900", "1x:rtx-3090", "--json"]);
    const { columns } = (JSON.parse(out) as { result: { columns: readonly Column[] } }).result;
    const [alone, card] = columns;
    expect(alone?.memory.gpu_count).toBe(0);
    expect(alone?.cost.purchase.amount).toBeGreaterThan(300);
    const speed = (column: Column | undefined): number => column?.performance.find(({ workload }) => workload === "training-index")?.throughput ?? 0;
    expect(speed(alone)).toBeGreaterThan(0);
    expect(speed(card) / speed(alone)).toBeGreaterThan(10);
  });

  test("its parts fit each other", async () => {
    const { out } = await rigplanHere(["cost", "cpu:r9-7900", "--json"]);
    const { findings, parts } = (JSON.parse(out) as { result: { findings: readonly { verdict: string }[]; parts: readonly { kind: string }[] } }).result;
    expect(findings.filter(({ verdict }) => verdict === "does_not_fit")).toEqual([]);
    expect(parts.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["cpu", "motherboard", "memory", "psu", "case", "storage"]));
  });

  test("a name that is no processor is refused with the nearest", async () => {
    const { err, code } = await rigplanHere(["compare", "cpu:r9-79000", "1x:rtx-3090"]);
    expect(code).toBe(2);
    expect(err).toContain("did you mean r9-7900");
    expect((await rigplanHere(["compare", "cpu:r9-7900", "rtx-3090", "--equal-budget", "3000", "--currency", "GBP"])).code).toBe(2);
  });
});

describe("plan --nodes", () => {
  test("two machines for £6,000 are twice the best one for £3,000 where nothing but money is short, and cost reads the file as the plan said", async () => {
    interface Result {
      readonly best: {
        readonly cost: { readonly purchase: { readonly minor: number } };
        readonly energy: { readonly bill_per_month: { readonly minor: number } };
        readonly performance: readonly { readonly throughput: number }[];
      };
    }
    await withFolder(async (folder) => {
      const path = join(folder, "two.yaml");
      const flags = ["--currency", "GBP", "--circuit", "32A@230V", "--json"];
      const read = async (argv: readonly string[]): Promise<Result> => (JSON.parse((await rigplanHere(argv)).out) as { result: Result }).result;
      const { best: one } = await read(["plan", "--budget", "3000", ...flags]);
      const { best: two } = await read(["plan", "--budget", "6000", "--nodes", "2", ...flags, "--save", path]);
      expect(two.cost.purchase.minor).toBe(2 * one.cost.purchase.minor);
      expect(two.performance[0]?.throughput).toBeCloseTo(2 * (one.performance[0]?.throughput ?? 0), 0);
      const { result } = JSON.parse((await rigplanHere(["cost", path, "--json"])).out) as { result: Result["best"] };
      expect([result.cost.purchase.minor, result.energy.bill_per_month.minor]).toEqual([two.cost.purchase.minor, two.energy.bill_per_month.minor]);
    });
  });

  test("says what is not in it, and refuses a part of one's own, which stands in one machine only", async () => {
    const text = await words("plan", "--budget", "6000", "--currency", "GBP", "--nodes", "2");
    expect(text).toContain("Network cards, cables and a switch are not in the list");
    const { err, code } = await rigplanHere(["plan", "--budget", "6000", "--currency", "GBP", "--nodes", "2", "--own", "corsair-rm750e-25"]);
    expect(code).toBe(2);
    expect(err).toContain("--own with --nodes");
  });
});

describe("slips that would cost money", () => {
  test.each([["UK"], ["uk"], ["United Kingdom"], ["Scotland"], ["northern-ireland"]])(
    "%s is Great Britain, in pounds and at its electricity price",
    async (region) => {
      const { out, code } = await rigplanHere(["power", "1x:rtx-3090", "--region", region, "--json"]);
      expect(code).toBe(0);
      expect(JSON.parse(out)).toMatchObject({ scenario: { region: "GB", currency: "GBP" } });
    },
  );

  test("1.500 may be fifteen hundred, so it is asked about; in Kuwait, with three decimals, it is one and a half", async () => {
    const { err, code } = await rigplanHere(["plan", "--budget", "1.500", "--region", "DE"]);
    expect(code).toBe(2);
    expect(err).toContain("is it 1500? then leave the point out");
    expect(amountOf("--budget", "1.500", "KWD").minor).toBe(1500);
    expect(amountOf("--budget", "1500.50", "EUR").minor).toBe(150_050);
  });

  test("what is typed in the dialogue is read where it has one meaning", () => {
    const typed = (text: string, currency = "GBP"): string => amountTyped(text, currency);
    expect([typed("£3,000"), typed("£ 3,000.50"), typed("1,234,567"), typed("3000")]).toEqual(["3000", "3000.50", "1234567", "3000"]);
    expect([typed("3,00"), typed("$3,000"), typed("1,500", "KWD"), typed("1.500,00")]).toEqual(["3,00", "$3,000", "1,500", "1.500,00"]);
  });
});

test("a step that lets the plan's own card draw more is not told as a second card", async () => {
  const text = await words("plan", "--budget", "3000", "--max-electricity", "25", "--region", "GB", "--alternatives", "0");
  expect(text).toMatch(
    /The electricity limit binds: £24\.\d\d of £25\.00 used\. £\d\.\d\d beyond that limit would let the plan's own 1 × NVIDIA GeForce RTX 4090 run at \d+ W/,
  );
});

describe("nothing is passed over in silence", () => {
  const OWN = ["plan", "--budget", "700", "--region", "GB", "--alternatives", "0", "--own", "corsair-rm850e-25", "--own", "r5-5600"] as const;

  test("a processor of one's own that the plan leaves out is named with the flag that makes it stay, and the flag does", async () => {
    const text = await words(...OWN);
    expect(text).toContain("Yours, and the plan does without it: AMD Ryzen 5 5600. `--with r5-5600` makes it stay.");
    expect(text).toContain("owned: yours, so not in the total; the amount is what it would sell for today.");
    const told = async (...more: readonly string[]): Promise<unknown> =>
      (JSON.parse((await rigplanHere([...OWN, ...more, "--json"])).out) as { result: { unused_own?: unknown } }).result.unused_own;
    expect(await told()).toEqual([{ part: "r5-5600", name: "AMD Ryzen 5 5600", quantity: 1, used: 0 }]);
    expect(await told("--with", "r5-5600")).toBeUndefined();
  });

  test("two commands stand under what to do next: one for the fire question, one for rent or buy", async () => {
    const text = await words("plan", "--budget", "700", "--region", "GB", "--alternatives", "0");
    expect(text.slice(text.indexOf("WHAT TO DO NEXT"))).toMatch(
      /fire risk here\? .*`rigplan power rig\.yaml`\. Buy or rent\? `rigplan compare rig\.yaml cloud:rtx-4090/,
    );
  });

  test("that it is not known whether a job fits is said in the first sentence, of what is free and of what is paid for", async () => {
    const compared = (card: string, job: string): Promise<string> =>
      words("compare", card, "free:kaggle", "--workload", job, "--region", "GB", "--hours-per-day", "1");
    expect(await compared("1x:rtx-3090", "llama-3-8b:qlora,batch=2")).toMatch(
      /Kaggle 2 × T4, free \(32 GB\) would cost nothing and have hours enough if the job fits there, which is not known/,
    );
    expect(await compared("1x:rtx-3060-12gb", "llama-3-8b:qlora")).toMatch(
      /costs nothing and has hours enough; .* RTX 3060 12GB is cheapest if the job fits it, which is not known: £/,
    );
  });

  test("two rig files of different hours are judged by one file's, and that is said", async () => {
    await withFolder(async (folder) => {
      const [after, before] = [join(folder, "after.yaml"), join(folder, "before.yaml")];
      const rig = readFileSync(new URL("../../examples/dual-3090.yaml", import.meta.url), "utf8");
      writeFileSync(after, rig);
      writeFileSync(before, rig.replace("load_hours_per_day: 6", "load_hours_per_day: 3"));
      expect(await words("compare", after, "--baseline", before)).toContain(
        "Both are judged in Great Britain at 6 h a day under load, otherwise off, for 3 years",
      );
    });
  });
});
