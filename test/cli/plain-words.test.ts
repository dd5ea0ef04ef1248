import { describe, expect, test } from "vitest";
import { rigplanHere } from "../support/in-process.js";

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
