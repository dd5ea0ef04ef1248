import { describe, expect, test } from "vitest";
import type { Architecture } from "../../../../src/domain/architecture.js";
import { type Finding, RULE_CODES, type RuleName } from "../../../../src/domain/finding.js";
import type { Framework } from "../../../../src/domain/framework.js";
import type { Rig } from "../../../../src/domain/rig.js";
import { checkRig, RULES } from "../../../../src/evaluate/compat/index.js";
import type { RuleContext } from "../../../../src/evaluate/compat/rule.js";
import { findingWords } from "../../../../src/render/findings.js";
import { gibibytes, millimetres, watts } from "../../../../src/units/quantity.js";
import { aBoard, aCase, aContext, aCooler, aCpu, aDrive, aGpu, aKit, aPsu, aRig, aRiser, line } from "../../../support/rig-builder.js";

/** What one rule says of a rig. */
const of = (rule: RuleName, rig: Rig, context: Partial<RuleContext> = {}): readonly Finding[] =>
  checkRig(rig, aContext(context)).filter((finding) => finding.rule === rule);
const verdicts = (rule: RuleName, rig: Rig, context: Partial<RuleContext> = {}): readonly string[] =>
  of(rule, rig, context).map(({ verdict, severity }) => `${verdict}/${severity}`);

const NO = ["does_not_fit/error"];
const UNKNOWN = ["unknown/warning"];
const WARNING = ["fits/warning"];
const ADVICE = ["fits/advice"];

const without = <T extends object, K extends keyof T>(value: T, key: K): Omit<T, K> => {
  const { [key]: _gone, ...rest } = value;
  return rest;
};

test("a sound machine has no finding at all", () => {
  expect(checkRig(aRig(), aContext())).toEqual([]);
});

test("every rule code has one rule, and every rule a code", () => {
  expect(RULES.map(({ name }) => name).sort()).toEqual(Object.keys(RULE_CODES).sort());
});

test("a rule reads no kind that it does not name", () => {
  const rig = aRig({ cooler: line(aCooler()) });
  const { case: _case, ...open } = rig;
  for (const whole of [rig, open]) {
    for (const { name, reads, check } of RULES) {
      const seen = new Set<string>();
      const get = (target: Rig, key: string | symbol): unknown => {
        seen.add(String(key));
        return Reflect.get(target, key);
      };
      check(new Proxy(whole, { get }), aContext());
      // Destructuring touches a whole unit's board where the rule has an answer for units, which no plan holds.
      seen.delete("motherboard");
      const named: readonly string[] = [...reads, "nodes", "powerLimit"];
      expect({ name, unnamed: [...seen].filter((kind) => !named.includes(kind)) }).toEqual({ name, unnamed: [] });
    }
  }
});

describe("platform", () => {
  test("another socket does not fit", () => {
    expect(of("socket", aRig({ cpu: line(aCpu({ socket: "LGA1700" })) }))).toMatchObject([{ verdict: "does_not_fit", actual: "LGA1700", limit: "AM4" }]);
  });

  test("the socket name alone is not enough where the CPU names its chipsets", () => {
    expect(verdicts("socket", aRig({ cpu: line(aCpu({ chipsets: ["X570"] })) }))).toEqual(NO);
    expect(verdicts("socket", aRig({ cpu: line(aCpu({ chipsets: ["X570", "B550"] })) }))).toEqual([]);
  });

  test("a Ryzen 5000 on a B450 board of old stock needs a BIOS to be confirmed", () => {
    expect(verdicts("bios", aRig({ motherboard: line(aBoard({ chipset: "B450" })) }))).toEqual(ADVICE);
  });

  test("a used EPYC may be locked to its server", () => {
    const rig = aRig({
      cpu: line(aCpu({ socket: "SP3", launchedOn: "2019-08" }), 1, { condition: "used" }),
      motherboard: line(aBoard({ socket: "SP3", chipset: "SoC" })),
    });
    expect(of("bios", rig)).toMatchObject([{ severity: "advice", facts: { kind: "lock" } }]);
  });

  test("two CPUs in one socket do not fit; one CPU in two leaves slots dead", () => {
    expect(verdicts("cpu-count", aRig({ cpu: line(aCpu(), 2) }))).toEqual(NO);
    expect(verdicts("cpu-count", aRig({ motherboard: line(aBoard({ cpuCount: 2 })) }))).toEqual(WARNING);
  });

  test("three cores for two GPUs starve them, six do with a warning, eight are enough", () => {
    const two = (cores: number): Rig => aRig({ gpu: [line(aGpu(), 2)], cpu: line(aCpu({ cores })) });
    expect(verdicts("cpu-cores", two(3))).toEqual(NO);
    expect(verdicts("cpu-cores", two(6))).toEqual(WARNING);
    expect(verdicts("cpu-cores", two(8))).toEqual([]);
  });
});

describe("memory", () => {
  test("DDR5 in a DDR4 board and registered modules in a desktop board do not fit", () => {
    expect(verdicts("memory-type", aRig({ memory: [line(aKit({ type: "DDR5" }))] }))).toEqual(NO);
    expect(verdicts("memory-type", aRig({ memory: [line(aKit({ form: "RDIMM" }))] }))).toEqual(NO);
  });

  test("six modules do not go into four slots", () => {
    expect(of("memory-slots", aRig({ memory: [line(aKit(), 3)] }))).toMatchObject([{ verdict: "does_not_fit", actual: 6, limit: 4 }]);
  });

  test("a board that does not say how many slots it has is unknown", () => {
    expect(of("memory-slots", aRig({ motherboard: line(without(aBoard(), "memorySlots") as ReturnType<typeof aBoard>) }))).toMatchObject([
      { verdict: "unknown", missing: "motherboards/board: memory_slots" },
    ]);
  });

  test("256 GiB on a board for 128 do not fit", () => {
    expect(verdicts("memory-maximum", aRig({ memory: [line(aKit({ modules: 4, moduleGib: gibibytes(64), totalGib: gibibytes(256) }))] }))).toEqual(NO);
  });

  test("8 GiB beside a 24 GiB card is refused, 16 GiB warned about, 64 GiB fine", () => {
    const kit = (total: number): Rig => aRig({ memory: [line(aKit({ modules: 2, moduleGib: gibibytes(total / 2), totalGib: gibibytes(total) }))] });
    expect(verdicts("memory-amount", kit(8))).toEqual(NO);
    expect(verdicts("memory-amount", kit(16))).toEqual(WARNING);
    expect(verdicts("memory-amount", kit(64))).toEqual([]);
  });

  test("one module on two channels is worth a word, two on eight a warning, one on eight refused", () => {
    const rig = (modules: number, channels: number): Rig =>
      aRig({
        cpu: line(aCpu({ memoryChannels: channels })),
        motherboard: line(aBoard({ memorySlots: 8 })),
        memory: [line(aKit({ modules, moduleGib: gibibytes(64 / modules) }))],
      });
    expect(verdicts("memory-channels", rig(1, 2))).toEqual(ADVICE);
    expect(verdicts("memory-channels", rig(2, 8))).toEqual(WARNING);
    expect(verdicts("memory-channels", rig(1, 8))).toEqual(NO);
    expect(verdicts("memory-channels", rig(8, 8))).toEqual([]);
  });

  test("an odd number of modules is warned about, an even one that fills most channels is worth a word", () => {
    const rig = (modules: number, channels: number): Rig =>
      aRig({
        cpu: line(aCpu({ memoryChannels: channels })),
        motherboard: line(aBoard({ memorySlots: 8 })),
        memory: [line(aKit({ modules, moduleGib: gibibytes(16), totalGib: gibibytes(16 * modules) }))],
      });
    expect(verdicts("memory-channels", rig(5, 8))).toEqual(WARNING);
    expect(verdicts("memory-channels", rig(3, 2))).toEqual(WARNING);
    expect(verdicts("memory-channels", rig(6, 8))).toEqual(ADVICE);
  });
});

describe("cards, slots and links", () => {
  test("two two-slot cards find room in places 2 and 5", () => {
    expect(verdicts("card-slots", aRig({ gpu: [line(aGpu(), 2)] }))).toEqual([]);
  });

  test("two four-slot cards do not", () => {
    expect(of("card-slots", aRig({ gpu: [line(aGpu({ slotWidth: 3.5 }), 2)] }))).toMatchObject([{ verdict: "does_not_fit", actual: 8 }]);
  });

  test("three cards do not find three slots", () => {
    expect(verdicts("card-slots", aRig({ gpu: [line(aGpu(), 3)] }))).toEqual(NO);
  });

  test("a board whose slot positions are not known is unknown, even for one card", () => {
    expect(of("card-slots", aRig({ motherboard: line(without(aBoard(), "slots") as ReturnType<typeof aBoard>) }))).toMatchObject([
      { verdict: "unknown", missing: "motherboards/board: slots" },
    ]);
  });

  test("two cards on PCIe 3.0 x4 exchange gradients too slowly", () => {
    const board = aBoard({
      slots: [
        { position: 2, length: 16, lanes: 16, generation: 3 },
        { position: 5, length: 16, lanes: 4, generation: 3 },
      ],
      laneModes: { slots: [2, 5], modes: [[16, 4]] },
    });
    expect(of("card-link", aRig({ gpu: [line(aGpu(), 2)], motherboard: line(board) }))).toMatchObject([
      { verdict: "fits", severity: "warning", facts: { kind: "slow", lanes: 4 } },
    ]);
  });

  test("an SXM module is not a card", () => {
    expect(verdicts("card-form", aRig({ gpu: [line(aGpu({ form: "sxm" }))] }))).toEqual(NO);
  });

  test("a frame that holds its cards apart wants one riser a card", () => {
    const frame = aCase({ type: "open-frame", cardsOnRisers: true, expansionSlots: 6 });
    expect(verdicts("riser", aRig({ gpu: [line(aGpu(), 2)], case: line(frame), riser: [line(aRiser())] }))).toEqual(NO);
    expect(verdicts("riser", aRig({ gpu: [line(aGpu(), 2)], case: line(frame), riser: [line(aRiser(), 2)] }))).toEqual([]);
  });

  test("two touching open-air cards run hot; three are refused; blowers may touch", () => {
    const board = aBoard({ slots: [1, 4, 7].map((position) => ({ position, length: 16, lanes: 16, generation: 4 })) });
    const rig = (count: number, cooling: "open-air" | "blower"): Rig =>
      aRig({
        gpu: [line(aGpu({ slotWidth: 3, cooling }), count)],
        cpu: line(aCpu({ pcie: { generation: 4, lanes: 64 }, cores: 16 })),
        motherboard: line(without(board, "laneModes") as typeof board),
        case: line(aCase({ expansionSlots: 9 })),
      });
    expect(verdicts("card-spacing", rig(2, "open-air"))).toEqual([]);
    expect(verdicts("card-spacing", rig(3, "open-air"))).toEqual(NO);
    expect(verdicts("card-spacing", rig(3, "blower"))).toEqual([]);
    expect(verdicts("card-spacing", aRig({ gpu: [line(aGpu({ slotWidth: 3 }), 2)] }))).toEqual(WARNING);
  });

  test("a card without fans overheats in a tower, not in a server chassis with forced air, and is unknown in another rack case", () => {
    const passive = line(aGpu({ cooling: "passive" }));
    expect(verdicts("passive-card", aRig({ gpu: [passive] }))).toEqual(NO);
    expect(verdicts("passive-card", aRig({ gpu: [passive], case: line(aCase({ type: "rack", forcedAir: true })) }))).toEqual([]);
    expect(verdicts("passive-card", aRig({ gpu: [passive], case: line(aCase({ type: "rack" })) }))).toEqual(UNKNOWN);
  });
});

describe("case", () => {
  test("one fan for two open cards is a warning, in a tower and not in an open frame", () => {
    const rig = (fields: Partial<ReturnType<typeof aCase>>): Rig => aRig({ gpu: [line(aGpu(), 2)], case: line(aCase({ fanCount: 1, ...fields })) });
    expect(verdicts("case-fans", rig({}))).toEqual(WARNING);
    expect(verdicts("case-fans", rig({ type: "open-frame" }))).toEqual([]);
    expect(verdicts("case-fans", rig({ fanCount: 2 }))).toEqual([]);
  });

  test("two cards in an open frame are warned about, three are not", () => {
    const rig = (count: number): Rig => aRig({ gpu: [line(aGpu(), count)], case: line(aCase({ type: "open-frame" })) });
    expect(verdicts("open-frame", rig(2))).toEqual(WARNING);
    expect(verdicts("open-frame", rig(3))).toEqual([]);
    expect(verdicts("open-frame", aRig({ gpu: [line(aGpu(), 2)] }))).toEqual([]);
  });

  test("an EATX board in an ATX case does not fit", () => {
    expect(verdicts("case-board", aRig({ motherboard: line(aBoard({ formFactor: "EATX" })) }))).toEqual(NO);
  });

  test("a 365 mm card in a 360 mm case does not fit, a 350 mm one fits with a word about cables, one of unknown length is unknown", () => {
    const card = (mm: number): Rig => aRig({ gpu: [line(aGpu({ lengthMm: millimetres(mm) }))] });
    expect(of("card-length", card(365))).toMatchObject([{ verdict: "does_not_fit", actual: 365, limit: 360 }]);
    expect(verdicts("card-length", card(350))).toEqual(ADVICE);
    expect(verdicts("card-length", aRig({ gpu: [line(without(aGpu(), "lengthMm") as ReturnType<typeof aGpu>)] }))).toEqual(UNKNOWN);
  });

  test("a 168 mm cooler in a case for 165 mm does not fit", () => {
    expect(verdicts("cooler-height", aRig({ cooler: line(aCooler({ heightMm: millimetres(168) })) }))).toEqual(NO);
  });

  test("a 360 mm radiator in a case for 280 mm does not fit", () => {
    const aio = without(aCooler({ type: "aio", radiatorMm: millimetres(360) }), "heightMm") as ReturnType<typeof aCooler>;
    expect(verdicts("radiator", aRig({ cooler: line(aio), case: line(aCase({ radiatorMm: millimetres(280) })) }))).toEqual(NO);
  });

  test("a power supply must be of the case's form, length and number", () => {
    expect(verdicts("psu-mount", aRig({ psu: line(aPsu({ formFactor: "server" })) }))).toEqual(NO);
    expect(verdicts("psu-mount", aRig({ psu: line(aPsu({ lengthMm: millimetres(210) })) }))).toEqual(NO);
    expect(verdicts("psu-mount", aRig({ psu: line(aPsu(), 2) }))).toEqual(NO);
  });

  test("an ATX case of unknown room takes a supply of the standard's own 140 mm, and no more is known", () => {
    const housing = line(without(aCase(), "maxPsuLengthMm") as ReturnType<typeof aCase>);
    const rig = (mm: number): Rig => aRig({ psu: line(aPsu({ lengthMm: millimetres(mm) })), case: housing });
    expect(verdicts("psu-mount", rig(140))).toEqual([]);
    expect(verdicts("psu-mount", rig(150))).toEqual(UNKNOWN);
  });

  test("a cooler that does not list the socket, or is too weak, is refused; one between TDP and maximum is warned about", () => {
    expect(verdicts("cooler-socket", aRig({ cooler: line(aCooler({ sockets: ["LGA1700"] })) }))).toEqual(NO);
    expect(verdicts("cooler-rating", aRig({ cooler: line(aCooler({ ratedPowerW: watts(60) })) }))).toEqual(NO);
    expect(verdicts("cooler-rating", aRig({ cooler: line(aCooler({ ratedPowerW: watts(80) })) }))).toEqual(WARNING);
    expect(verdicts("cooler-rating", aRig({ cooler: line(without(aCooler(), "ratedPowerW") as ReturnType<typeof aCooler>) }))).toEqual(UNKNOWN);
  });
});

describe("power", () => {
  test("two 300 W cards and a 90 W CPU need more than 850 W with a fifth kept free, and less than 1,000 W", () => {
    const rig = (rated: number): Rig => aRig({ gpu: [line(aGpu(), 2)], psu: line(aPsu({ ratedPowerW: watts(rated) })) });
    expect(verdicts("psu-power", rig(850))).toEqual(NO);
    expect(verdicts("psu-power", rig(1000))).toEqual([]);
  });

  test("a lower power limit makes the smaller supply do", () => {
    expect(verdicts("psu-power", aRig({ gpu: [line(aGpu(), 2)], psu: line(aPsu({ ratedPowerW: watts(850) })), powerLimit: watts(220) }))).toEqual([]);
  });

  test("a supply from before ATX 3.0 must carry one card's jump to one and a half times its limit", () => {
    const rig = (version: string): Rig =>
      aRig({ gpu: [line(aGpu({ boardPowerW: watts(450) }))], psu: line(aPsu({ ratedPowerW: watts(800), atxVersion: version })) });
    // 450 + 90 W and about 70 W of board, memory, drive and fans; half of 450 W more is above 800 W.
    expect(of("psu-transient", rig("2.x"))).toMatchObject([{ verdict: "does_not_fit", limit: 800 }]);
    expect(verdicts("psu-transient", rig("3.1"))).toEqual([]);
  });

  test("three cards of two 8-pin sockets want six leads; four are there", () => {
    const rig = aRig({ gpu: [line(aGpu({ slotWidth: 1 }), 3)] });
    expect(of("psu-gpu-plugs", rig)).toMatchObject([{ verdict: "does_not_fit", actual: 6, limit: 4 }]);
  });

  test("a 450 W card with a 16-pin socket hangs on a native lead, or on three 8-pin leads by adapter, or on nothing", () => {
    const card = aGpu({ powerPlugs: { hpwr16pin: 1 }, boardPowerW: watts(450) });
    const rig = (psu: Partial<ReturnType<typeof aPsu>>): Rig => aRig({ gpu: [line(card)], psu: line(aPsu(psu)) });
    expect(verdicts("psu-gpu-plugs", rig({ hpwr16pin: 1 }))).toEqual([]);
    expect(of("psu-gpu-plugs", rig({ hpwr16pin: 0, pcie8pin: 3 }))).toMatchObject([
      { verdict: "fits", severity: "advice", facts: { hpwrAdapters: 1, each: 3 } },
    ]);
    expect(verdicts("psu-gpu-plugs", rig({ hpwr16pin: 0, pcie8pin: 2 }))).toEqual(NO);
  });

  test("the EPS socket of a Tesla card takes a spare CPU lead, or an adapter from two 8-pin leads, and is not a PCIe socket", () => {
    const tesla = line(aGpu({ powerPlugs: { eps8pin: 1 } }));
    expect(verdicts("psu-gpu-plugs", aRig({ gpu: [tesla], psu: line(aPsu({ eps8pin: 2 })) }))).toEqual([]);
    expect(of("psu-gpu-plugs", aRig({ gpu: [tesla], psu: line(aPsu({ eps8pin: 1, pcie8pin: 2 })) }))).toMatchObject([
      { severity: "advice", facts: { epsAdapters: 1, each: 2 } },
    ]);
    expect(verdicts("psu-gpu-plugs", aRig({ gpu: [tesla], psu: line(aPsu({ eps8pin: 1, pcie8pin: 1 })) }))).toEqual(NO);
  });

  test("plugs that are not known are unknown", () => {
    const short = { ...aPsu({ pcie8pin: 1 }) };
    expect(of("psu-gpu-plugs", aRig({ psu: line(without(short, "hpwr16pin") as ReturnType<typeof aPsu>) }))).toMatchObject([
      { verdict: "does_not_fit", actual: 2, limit: 1 },
    ]);
    expect(verdicts("psu-gpu-plugs", aRig({ gpu: [line(without(aGpu(), "powerPlugs") as ReturnType<typeof aGpu>)] }))).toEqual(UNKNOWN);
    expect(verdicts("psu-gpu-plugs", aRig({ psu: line(without(aPsu(), "pcie8pin") as ReturnType<typeof aPsu>) }))).toEqual(UNKNOWN);
  });

  test("a board with two CPU sockets on a supply with one lead is advice for a small CPU and refused for a 350 W one", () => {
    const rig = (max: number): Rig =>
      aRig({
        motherboard: line(aBoard({ eps8pin: 2 })),
        psu: line(aPsu({ eps8pin: 1 })),
        cpu: line(aCpu({ maxPowerW: watts(max) })),
        cooler: line(aCooler({ ratedPowerW: watts(400) })),
      });
    expect(verdicts("psu-board-plugs", rig(90))).toEqual(ADVICE);
    expect(verdicts("psu-board-plugs", rig(350))).toEqual(NO);
  });

  test("two supplies need a part that starts them together, and share no card", () => {
    const rig = (riser: Rig["riser"]): Rig => aRig({ psu: line(aPsu(), 2), case: line(aCase({ psuCount: 2 })), riser });
    expect(verdicts("psu-pair", rig([]))).toEqual(NO);
    expect(verdicts("psu-pair", rig([line(aRiser({ purpose: "psu-sync" }))]))).toEqual(WARNING);
    expect(verdicts("psu-pair", aRig({ psu: line(aPsu(), 3) }))).toEqual(NO);
  });

  test("a supply that needs 200 V does not give its power at 120 V", () => {
    const psu = line(aPsu({ fullPowerFromV: 200 }));
    expect(verdicts("mains-voltage", aRig({ psu }), { mainsVoltageV: 120 })).toEqual(NO);
    expect(verdicts("mains-voltage", aRig({ psu }), { mainsVoltageV: 230 })).toEqual([]);
  });

  test("1,500 W at the wall break a 1,440 W circuit, 1,400 W stay within it with a word, 500 W are nothing", () => {
    const circuit = { name: "15A@120V", voltageV: 120, maxContinuousW: 1440, isDefault: true };
    expect(of("circuit", aRig(), { circuit, wallPeakW: 1500 })).toMatchObject([{ verdict: "does_not_fit", actual: 1500, limit: 1440 }]);
    expect(verdicts("circuit", aRig(), { circuit, wallPeakW: 1400 })).toEqual(ADVICE);
    expect(verdicts("circuit", aRig(), { circuit, wallPeakW: 500 })).toEqual([]);
  });
});

describe("ports, picture, software", () => {
  test("three M.2 drives do not go into two slots; a SATA drive wants a port that is known", () => {
    expect(verdicts("storage-ports", aRig({ storage: [line(aDrive(), 3)] }))).toEqual(NO);
    const sata = line(aDrive({ type: "sata-ssd", formFactor: "2.5" }));
    expect(verdicts("storage-ports", aRig({ storage: [sata], motherboard: line(without(aBoard(), "sataPorts") as ReturnType<typeof aBoard>) }))).toEqual(
      UNKNOWN,
    );
  });

  test("a card without outputs, a CPU without graphics and a board without management show nothing", () => {
    const blind = line(aGpu({ displayOutput: false }));
    expect(verdicts("display-output", aRig({ gpu: [blind] }))).toEqual(NO);
    expect(verdicts("display-output", aRig({ gpu: [blind], cpu: line(aCpu({ integratedGraphics: true })) }))).toEqual([]);
    expect(verdicts("display-output", aRig({ gpu: [blind], motherboard: line(aBoard({ bmc: true })) }))).toEqual([]);
    expect(verdicts("display-output", aRig({ gpu: [blind], motherboard: line(without(aBoard(), "bmc") as ReturnType<typeof aBoard>) }))).toEqual(UNKNOWN);
  });

  test("a framework that has left a card behind does not fit, one nobody knows about is unknown", () => {
    const framework = (support: Framework["support"]): Framework => ({
      id: "pytorch",
      name: "PyTorch",
      newestVersion: "2.9",
      newestSeenOn: "2026-11",
      support,
    });
    const entry = { targets: ["8.6"], source: "test" } as const;
    expect(verdicts("framework-support", aRig(), { frameworks: [framework([{ ...entry, status: "supported" }])] })).toEqual([]);
    expect(of("framework-support", aRig(), { frameworks: [framework([{ ...entry, status: "older_version", lastVersion: "2.5" }])] })).toMatchObject([
      { verdict: "does_not_fit", facts: { lastVersion: "2.5" } },
    ]);
    expect(verdicts("framework-support", aRig(), { frameworks: [framework([])] })).toEqual(UNKNOWN);
  });

  test("support is counted to the early edge of its window, and no window is no pass", () => {
    const until = (expectedUntil?: Record<string, { from: string; to: string }>): Partial<RuleContext> => ({
      supportedUntil: "2029-11",
      frameworks: [
        {
          id: "pytorch",
          name: "PyTorch",
          newestVersion: "2.15",
          newestSeenOn: "2026-11",
          support: [{ targets: ["8.6"], status: "supported", source: "test", ...(expectedUntil === undefined ? {} : { expectedUntil }) }],
        },
      ],
    });
    expect(verdicts("support-years", aRig(), until({ "8.6": { from: "2029-11", to: "2033-05" } }))).toEqual([]);
    expect(of("support-years", aRig(), until({ "8.6": { from: "2029-10", to: "2033-05" } }))).toMatchObject([
      { verdict: "does_not_fit", actual: "2029-10", limit: "2029-11" },
    ]);
    expect(verdicts("support-years", aRig(), until())).toEqual(UNKNOWN);
  });

  describe("two models of card in one machine", () => {
    const architecture = (id: string, driver: Architecture["driver"]): [string, Architecture] => [
      id,
      { id, name: id, vendor: "nvidia", systems: ["linux"], lacks: [], sources: [], ...(driver === undefined ? {} : { driver }) },
    ];
    const known = new Map([
      architecture("3.7", { last: 470, endedOn: "2024-09" }),
      architecture("6.1", { last: 580, endsOn: "2028-06", kernelModule: "proprietary" }),
      architecture("8.6", {}),
      architecture("12.0", { first: 520, kernelModule: "open" }),
    ]);
    const mix = (a: string, b: string): readonly Finding[] =>
      of("driver-mix", aRig({ gpu: [line(aGpu({ id: "a", computeCapability: a })), line(aGpu({ id: "b", computeCapability: b }))] }), {
        architectures: () => known,
      });

    test("Kepler and Blackwell have no driver in common", () => {
      expect(mix("3.7", "12.0")).toMatchObject([{ verdict: "does_not_fit", actual: 520, limit: 470, facts: { kind: "branch" } }]);
    });

    test("Pascal and Blackwell have a driver in common, but no kernel module", () => {
      expect(mix("6.1", "12.0")).toMatchObject([{ verdict: "does_not_fit", facts: { kind: "module" } }]);
    });

    test("Pascal and Ampere share the driver branch that Pascal ends with", () => {
      expect(mix("6.1", "8.6")).toMatchObject([{ verdict: "fits", severity: "warning", limit: 580, facts: { ends: "2028-06" } }]);
    });

    test("two Ampere cards have nothing between them", () => {
      expect(mix("8.6", "8.6")).toEqual([]);
    });

    test("a card nothing is known of leaves the driver unknown", () => {
      expect(mix("8.6", "13.0")).toMatchObject([{ verdict: "unknown", missing: "architectures: 13.0" }]);
    });

    test("cards of two makers run side by side, with a warning", () => {
      const amd = aGpu({ id: "amd", vendor: "amd", gfxTarget: "gfx1100" });
      const gpu = [line(aGpu()), line(without(amd, "computeCapability") as ReturnType<typeof aGpu>)];
      expect(of("driver-mix", aRig({ gpu }), { architectures: () => known })).toMatchObject([
        { verdict: "fits", severity: "warning", facts: { kind: "vendor" } },
      ]);
    });
  });

  test("a rig without a power supply is named incomplete", () => {
    expect(of("incomplete-rig", without(aRig(), "psu"))).toMatchObject([{ verdict: "unknown", missing: "psu" }]);
    // A machine without a GPU works, on its processor.
    expect(of("incomplete-rig", { ...aRig(), gpu: [] })).toMatchObject([{ verdict: "fits", severity: "warning", part: "gpu" }]);
  });

  test("what must be put right comes first, what is not known next", () => {
    const found = checkRig(
      aRig({
        gpu: [line(without(aGpu({ cooling: "passive" }), "powerPlugs") as ReturnType<typeof aGpu>)],
        memory: [line(aKit({ modules: 1, moduleGib: gibibytes(64) }))],
      }),
      aContext(),
    );
    expect(found.map(({ rule }) => rule)).toEqual(["passive-card", "psu-gpu-plugs", "memory-channels"]);
  });
});

test("every finding has words with both numbers, a fix and a source", () => {
  const words = findingWords({
    rule: "card-length",
    severity: "error",
    verdict: "does_not_fit",
    part: "rtx-3090",
    other: "tower",
    actual: 318,
    limit: 300,
    unit: "mm",
  });
  expect(words).toMatchObject({ code: "RP2403", says: "rtx-3090 is 318 mm long and tower takes 300 mm" });
  expect(words.fix.length * words.source.length).toBeGreaterThan(0);
});

describe("power limits and circuits", () => {
  const limited = aRig({ gpu: [line(aGpu({ powerLimitMinW: watts(400), boardPowerW: watts(575) }))], powerLimit: watts(350) });

  test("a limit below what the card accepts does not fit, with both watts; a finished rig is asked, not one being put together", () => {
    expect(of("power-limit", limited, { wallPeakW: 500 })).toMatchObject([{ verdict: "does_not_fit", actual: 350, limit: 400 }]);
    expect(of("power-limit", limited)).toEqual([]);
    expect(of("power-limit", { ...limited, powerLimit: watts(400) }, { wallPeakW: 500 })).toEqual([]);
  });

  test("a circuit says by how many watts it fails, and the limit that passes", () => {
    const socket = { name: "15 A", voltageV: 120, maxContinuousW: 1440, isDefault: true };
    expect(of("circuit", aRig(), { circuit: socket, wallPeakW: 1700, circuitLimitW: 240 })).toMatchObject([
      { verdict: "does_not_fit", actual: 1700, limit: 1440, facts: { over: 260, limitThatPasses: 240 } },
    ]);
  });
});
