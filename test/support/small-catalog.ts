import fc from "fast-check";
import type { Assumptions } from "../../src/domain/assumptions.js";
import type { Catalog } from "../../src/domain/catalog.js";
import type { Framework } from "../../src/domain/framework.js";
import type { Condition, Offer } from "../../src/domain/offer.js";
import type { Part, PartKind, PartOf } from "../../src/domain/part.js";
import type { Region } from "../../src/domain/region.js";
import type { PlanRequest } from "../../src/domain/request.js";
import type { Scenario } from "../../src/domain/scenario.js";
import { decimal } from "../../src/units/decimal.js";
import { fractionOf } from "../../src/units/fraction.js";
import { type ExchangeRates, money } from "../../src/units/money.js";
import { gibibytes, hours, millimetres, watts } from "../../src/units/quantity.js";
import { realAssumptions, realWorthModels } from "./real-assumptions.js";

const real = realAssumptions();
const models = realWorthModels();

/** Three power limits instead of eleven, so that trying everything stays quick. */
export const coarseAssumptions: Assumptions = {
  ...real,
  constants: {
    ...real.constants,
    gpu_limit_step_share: { ...(real.constants["gpu_limit_step_share"] as NonNullable<Assumptions["constants"][string]>), value: 0.25 },
  },
};

export const testExchange: ExchangeRates = {
  base: "EUR",
  asOf: "2026-01-01",
  source: "test",
  perBase: new Map([
    ["EUR", decimal("1")],
    ["GBP", decimal("0.8")],
  ]),
};

export const testRegion: Region = {
  code: "GB",
  name: "Testland",
  currency: "GBP",
  market: "GB",
  bloc: "europe",
  tax: { name: "VAT", ratePct: decimal("20"), inShopPrices: true },
  electricity: { unitRate: decimal("0.25"), currency: "GBP", period: "2026", kind: "test" },
  mainsVoltageV: 230,
  circuits: [{ name: "socket", voltageV: 230, maxContinuousW: 2990, isDefault: true }],
  carbon: { gPerKwh: 200, year: 2025 },
  sources: [],
};

export const testScenario: Scenario = {
  region: testRegion,
  currency: "GBP",
  exchange: testExchange,
  asOf: "2026-06-01",
  loadHoursPerDay: hours(8),
  idleHoursPerDay: hours(2),
  years: 3,
  frameworks: [],
};

/** The test scenario on a tariff whose average prices of a kWh are these, with its standing charge in the bill where one is given. */
export const onTariff = (load: string, rest: string, standingPerDay?: string): Scenario => ({
  ...testScenario,
  tariff: {
    id: "test",
    name: "Test tariff",
    currency: "GBP",
    source: "test",
    asOf: "2026",
    grade: "sourced",
    year: { scale: 0, days: [] },
    schedule: { kind: "whenever" },
    rates: { load: fractionOf(decimal(load)), rest: fractionOf(decimal(rest)), hours: [] },
    gaps: [],
    withStanding: standingPerDay !== undefined,
    ...(standingPerDay === undefined ? {} : { standingPerDay }),
  },
});

export const offer = (pounds: number, condition: Condition = "new"): Offer => ({
  minor: Math.round(pounds * 100),
  currency: "GBP",
  condition,
  market: "GB",
  tax: condition === "used" ? "none" : "included",
  seenOn: "2026-05",
  statistic: "median",
  isDoubtful: false,
  isHistory: false,
  isOwn: false,
  channel: "shop",
  source: "test",
});

const offers = (low: number, high: number): fc.Arbitrary<readonly Offer[]> =>
  fc
    .record({ fresh: fc.integer({ min: low, max: high }), old: fc.option(fc.integer({ min: Math.ceil(low / 2), max: high }), { freq: 3 }) })
    .map(({ fresh, old }) => [offer(fresh), ...(old === null ? [] : [offer(old, "used")])]);

const base = (id: string, found: readonly Offer[]): { id: string; name: string; aliases: readonly string[]; offers: () => readonly Offer[] } => ({
  id,
  name: id,
  aliases: [],
  offers: () => found,
});

const gpu = (id: string): fc.Arbitrary<PartOf["gpu"]> =>
  fc
    .record({
      found: offers(100, 900),
      vram: fc.constantFrom(8, 12, 16, 24),
      tensor: fc.integer({ min: 20, max: 160 }),
      bandwidth: fc.integer({ min: 200, max: 1000 }),
      power: fc.constantFrom(120, 200, 300, 400),
      width: fc.constantFrom(2, 2.5, 3),
      length: fc.constantFrom(240, 300, 340),
      plugs: fc.constantFrom({ pcie8pin: 1 }, { pcie8pin: 2 }, { hpwr16pin: 1 }),
      cooling: fc.constantFrom("open-air" as const, "blower" as const),
      lanes: fc.constantFrom(8, 16),
    })
    .map(({ found, vram, tensor, bandwidth, power, width, length, plugs, cooling, lanes }) => ({
      ...base(id, found),
      kind: "gpu" as const,
      vendor: "nvidia" as const,
      architecture: "Test",
      deviceCount: 1,
      vramGib: gibibytes(vram),
      memoryType: "GDDR6",
      bandwidthGbPerS: bandwidth,
      peakTflops: { fp32: tensor / 2, tensorFp16: tensor },
      boardPowerW: watts(power),
      pcie: { generation: 4, lanes },
      slotWidth: width,
      lengthMm: millimetres(length),
      powerPlugs: plugs,
      cooling,
      displayOutput: true,
      form: "pcie" as const,
    }));

const cpu = (id: string): fc.Arbitrary<PartOf["cpu"]> =>
  fc
    .record({
      found: offers(50, 300),
      socket: fc.constantFrom("S1", "S1", "S1", "S2"),
      cores: fc.constantFrom(6, 8, 16),
      tdp: fc.constantFrom(65, 105),
      cooler: fc.boolean(),
    })
    .map(({ found, socket, cores, tdp, cooler }) => ({
      ...base(id, found),
      kind: "cpu" as const,
      vendor: "Test",
      socket,
      cores,
      threads: cores * 2,
      tdpW: watts(tdp),
      maxPowerW: watts(tdp * 1.3),
      pcie: { generation: 4, lanes: 20 },
      memory: [{ type: "DDR4", form: "UDIMM" }],
      memoryChannels: 2,
      maxMemoryGib: gibibytes(128),
      integratedGraphics: false,
      coolerIncluded: cooler,
    }));

const board = (id: string): fc.Arbitrary<PartOf["motherboard"]> =>
  fc
    .record({
      found: offers(60, 300),
      socket: fc.constantFrom("S1", "S1", "S1", "S2"),
      two: fc.boolean(),
      form: fc.constantFrom("ATX", "Micro ATX"),
      m2: fc.constantFrom(1, 2),
      isUnit: fc.constantFrom(false, false, false, true),
    })
    .map(({ found, socket, two, form, m2, isUnit }) => ({
      ...base(id, found),
      kind: "motherboard" as const,
      socket,
      cpuCount: 1,
      chipset: "T1",
      formFactor: form,
      memory: { type: "DDR4", forms: ["UDIMM"] },
      memorySlots: 4,
      maxMemoryGib: gibibytes(128),
      slots: two
        ? [
            { position: 1, length: 16, lanes: 16, generation: 4 },
            { position: 4, length: 16, lanes: 8, generation: 4 },
          ]
        : [{ position: 1, length: 16, lanes: 16, generation: 4 }],
      ...(two
        ? {
            laneModes: {
              slots: [1, 4],
              modes: [
                [16, 0],
                [8, 8],
              ],
            },
          }
        : {}),
      m2Slots: m2,
      sataPorts: 4,
      eps8pin: 1,
      ...(isUnit ? { unit: "workstation" } : {}),
    }));

const memory = (id: string): fc.Arbitrary<PartOf["memory"]> =>
  fc.record({ found: offers(40, 200), modules: fc.constantFrom(1, 2), each: fc.constantFrom(8, 16) }).map(({ found, modules, each }) => ({
    ...base(id, found),
    kind: "memory" as const,
    type: "DDR4",
    form: "UDIMM",
    ecc: false,
    modules,
    moduleGib: gibibytes(each),
    totalGib: gibibytes(modules * each),
    speedMts: 3200,
  }));

const psu = (id: string): fc.Arbitrary<PartOf["psu"]> =>
  fc
    .record({
      found: offers(50, 250),
      rated: fc.constantFrom(550, 750, 1000, 1300),
      level: fc.constantFrom("bronze" as const, "gold" as const, "platinum" as const),
      plugs: fc.constantFrom(2, 4, 6),
      native: fc.constantFrom(0, 1),
      version: fc.constantFrom("2.x", "3.0"),
    })
    .map(({ found, rated, level, plugs, native, version }) => ({
      ...base(id, found),
      kind: "psu" as const,
      ratedPowerW: watts(rated),
      efficiency: level,
      formFactor: "ATX",
      atxVersion: version,
      eps8pin: 2,
      pcie8pin: plugs,
      hpwr16pin: native,
      sata: 6,
      lengthMm: millimetres(150),
    }));

const housing = (id: string): fc.Arbitrary<PartOf["case"]> =>
  fc
    .record({
      found: offers(40, 200),
      slots: fc.constantFrom(4, 7),
      length: fc.constantFrom(320, 380),
      height: fc.constantFrom(150, 170),
      fans: fc.constantFrom(1, 3),
      small: fc.boolean(),
    })
    .map(({ found, slots, length, height, fans, small }) => ({
      ...base(id, found),
      kind: "case" as const,
      type: "tower" as const,
      boardFormFactors: small ? ["Micro ATX"] : ["ATX", "Micro ATX"],
      expansionSlots: slots,
      maxGpuLengthMm: millimetres(length),
      maxCoolerHeightMm: millimetres(height),
      psuFormFactors: ["ATX"],
      psuCount: 1,
      maxPsuLengthMm: millimetres(200),
      fanCount: fans,
      bays35: 2,
      bays25: 2,
    }));

const cooler = (id: string): fc.Arbitrary<PartOf["cooler"]> =>
  fc.record({ found: offers(15, 90), height: fc.constantFrom(140, 160), rated: fc.constantFrom(120, 220) }).map(({ found, height, rated }) => ({
    ...base(id, found),
    kind: "cooler" as const,
    type: "air" as const,
    sockets: ["S1", "S2"],
    heightMm: millimetres(height),
    ratedPowerW: watts(rated),
  }));

const storage = (id: string): fc.Arbitrary<PartOf["storage"]> =>
  fc.record({ found: offers(60, 200), power: fc.constantFrom(3, 6) }).map(({ found, power }) => ({
    ...base(id, found),
    kind: "storage" as const,
    type: "nvme" as const,
    formFactor: "M.2",
    capacityGb: 1000,
    activeW: watts(power),
    idleW: watts(1),
  }));

type Parts = { readonly [K in PartKind]: readonly PartOf[K][] };

/** A catalogue of the given parts with the test region, rates and coarse assumptions. */
const none: ReadonlyMap<string, unknown> = new Map();
const known: Readonly<Record<PropertyKey, ReadonlyMap<string, unknown>>> = {
  resale: new Map([["resale", models.resale]]),
  reliability: new Map([["reliability", models.reliability]]),
};
/** Subjects without entries, but for the models that every cost rests on. */
const testSubjects = new Proxy({}, { get: (_, name) => () => known[name] ?? none }) as Catalog["subjects"];

export const catalogOf = (parts: Partial<Parts>): Catalog => {
  const byId = <P extends Part>(list: readonly P[] | undefined): ReadonlyMap<string, P> => new Map((list ?? []).map((part) => [part.id, part]));
  return {
    version: "0",
    asOf: "2026-06-01",
    digest: "test",
    parts: {
      gpu: byId(parts.gpu),
      cpu: byId(parts.cpu),
      motherboard: byId(parts.motherboard),
      memory: byId(parts.memory),
      psu: byId(parts.psu),
      case: byId(parts.case),
      cooler: byId(parts.cooler),
      storage: byId(parts.storage),
      network: byId(parts.network),
      riser: byId(parts.riser),
    },
    regions: new Map([["GB", testRegion]]),
    exchange: testExchange,
    frameworks: new Map<string, Framework>(),
    assumptions: coarseAssumptions,
    // No subject holds anything.
    subjects: testSubjects,
    provenance: () => ({ notes: [], sources: [], doubtful: [], history: [] }),
    overlays: [],
  };
};

const some = <P>(kind: string, one: (id: string) => fc.Arbitrary<P>, most: number): fc.Arbitrary<readonly P[]> =>
  fc.integer({ min: 1, max: most }).chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => one(`${kind}-${index}`))));

const exactly = <P>(kind: string, one: (id: string) => fc.Arbitrary<P>, count: number): fc.Arbitrary<readonly P[]> =>
  fc.tuple(...Array.from({ length: count }, (_, index) => one(`${kind}-${index}`)));

/** A card whose price follows its speed, so that the budget decides how fast a rig can be. */
const gpuWorthIt = (id: string): fc.Arbitrary<PartOf["gpu"]> =>
  fc.record({ card: gpu(id), pounds: fc.integer({ min: 0, max: 60 }) }).map(({ card, pounds }) => {
    const price = offer(80 + 5 * (card.peakTflops.tensorFp16 ?? 0) + pounds);
    return { ...card, offers: () => [price] };
  });

/** Too many parts to try every rig. */
export const manyParts: fc.Arbitrary<Omit<Parts, "network" | "riser">> = fc.record({
  gpu: exactly("gpu", gpuWorthIt, 20),
  cpu: exactly("cpu", cpu, 30),
  motherboard: exactly("board", board, 30),
  memory: exactly("memory", memory, 30),
  psu: exactly("psu", psu, 30),
  case: exactly("case", housing, 30),
  cooler: exactly("cooler", cooler, 30),
  storage: exactly("storage", storage, 30),
});

/** Few parts of every kind, so that every rig can be tried. */
export const smallParts: fc.Arbitrary<Omit<Parts, "network" | "riser">> = fc.record({
  gpu: some("gpu", gpu, 2),
  cpu: some("cpu", cpu, 2),
  motherboard: some("board", board, 2),
  memory: some("memory", memory, 2),
  psu: some("psu", psu, 3),
  case: some("case", housing, 2),
  cooler: some("cooler", cooler, 2),
  storage: some("storage", storage, 1),
});

/** The value in `weight` of `weight + 2` cases, else nothing. */
const sometimes = <T>(value: fc.Arbitrary<T>, weight: number): fc.Arbitrary<T | null> =>
  fc.oneof({ arbitrary: value, weight }, { arbitrary: fc.constant(null), weight: 2 });

/** Requests of the sort people make, over small catalogues. */
export const requests: fc.Arbitrary<PlanRequest> = fc
  .record({
    budget: sometimes(fc.integer({ min: 600, max: 3500 }), 5),
    electricity: sometimes(fc.integer({ min: 12, max: 50 }), 1),
    maxWatts: sometimes(fc.integer({ min: 300, max: 1000 }), 1),
    conditions: fc.constantFrom<readonly Condition[]>(["new", "used"], ["new"]),
    objective: fc.constantFrom("throughput" as const, "throughput" as const, "vram" as const, "value" as const, "efficiency" as const, "cost" as const),
    totalVram: sometimes(fc.constantFrom(16, 24, 48), 1),
  })
  .map(({ budget, electricity, maxWatts, conditions, objective, totalVram }) => ({
    ...(budget === null ? {} : { budget: money(budget * 100, "GBP") }),
    ...(electricity === null ? {} : { maxElectricityPerMonth: money(electricity * 100, "GBP") }),
    ...(maxWatts === null ? {} : { maxWatts }),
    ...(totalVram === null ? {} : { totalVramGib: totalVram }),
    gpuCount: { from: 1, to: 2 },
    conditions,
    own: [],
    withParts: [],
    withoutParts: [],
    objective,
    alternatives: 0,
    acceptUnknown: false,
  }));
