import { beforeAll, describe, expect, test } from "vitest";
import { loadCatalog } from "../../src/catalog/load.js";
import type { Catalog } from "../../src/domain/catalog.js";
import type { PartOf } from "../../src/domain/part.js";

/** Tasks that wait for the host much of the time, as the suites' notes say. */
const HOST_BOUND: ReadonlySet<string> = new Set(["tacotron2", "ncf", "waveglow"]);
const LEAST_CARDS = 12;

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Share of the differences in one thing that another accounts for: the square of their correlation. */
const accounted = (xs: readonly number[], ys: readonly number[]): number => {
  const [mx, my] = [mean(xs), mean(ys)];
  const sum = (of: (at: number) => number): number => xs.reduce((total, _, at) => total + of(at), 0);
  const dx = (at: number): number => (xs[at] ?? 0) - mx;
  const dy = (at: number): number => (ys[at] ?? 0) - my;
  return sum((at) => dx(at) * dy(at)) ** 2 / (sum((at) => dx(at) ** 2) * sum((at) => dy(at) ** 2));
};

const arithmetic = ({ peakTflops: peak }: PartOf["gpu"]): number => peak?.tensorFp16 ?? peak?.fp16 ?? peak?.fp32 ?? 0;

interface Told {
  readonly cards: number;
  readonly bandwidth: number;
  readonly arithmetic: number;
}

const toldOf = (rates: ReadonlyMap<PartOf["gpu"], readonly number[]>): Told => {
  const cards = [...rates];
  const speed = cards.map(([, values]) => Math.log(mean(values)));
  const told = (of: (gpu: PartOf["gpu"]) => number): number =>
    accounted(
      cards.map(([gpu]) => Math.log(of(gpu))),
      speed,
    );
  return { cards: cards.length, bandwidth: told(({ bandwidthGbPerS }) => bandwidthGbPerS), arithmetic: told(arithmetic) };
};

/** Of every task of the two Lambda suites in 16 bits, on one card each. */
const measured = ({ subjects, parts }: Catalog): readonly Told[] =>
  ["lambda-v0", "lambda-v1"].flatMap((id) => {
    const groups = new Map<string, Map<PartOf["gpu"], number[]>>();
    for (const { gpu: name, count, workload, precision, throughput } of subjects.benchmarks().get(id)?.rows ?? []) {
      const gpu = parts.gpu.get(name);
      if (gpu === undefined || count !== 1 || precision !== "fp16-amp" || HOST_BOUND.has(workload) || arithmetic(gpu) === 0) continue;
      const group = groups.get(workload) ?? new Map<PartOf["gpu"], number[]>();
      groups.set(workload, group.set(gpu, [...(group.get(gpu) ?? []), throughput]));
    }
    return [...groups.values()].filter(({ size }) => size >= LEAST_CARDS).map(toldOf);
  });

describe("the single figure that tells most of a card's training speed", () => {
  let catalog: Catalog;
  beforeAll(async () => {
    catalog = await loadCatalog();
  });

  test("is bandwidth in every set of measurements, as the term says with its figures", () => {
    const sets = measured(catalog);
    for (const { bandwidth, arithmetic: flops } of sets) expect(bandwidth).toBeGreaterThan(flops);
    const percent = (values: readonly number[]): string => `${Math.round(Math.min(...values) * 100)} to ${Math.round(Math.max(...values) * 100)} %`;
    const words = catalog.subjects.terms().get("bandwidth")?.matters ?? "";
    expect(words).toContain(`${sets.length} sets of measurements`);
    expect(words).toContain(`${Math.min(...sets.map(({ cards }) => cards))} to ${Math.max(...sets.map(({ cards }) => cards))} cards`);
    expect(words).toContain(percent(sets.map(({ bandwidth }) => bandwidth)));
    expect(words).toContain(percent(sets.map(({ arithmetic: flops }) => flops)));
  });

  test("misleads across generations: an RTX 4090 reads 8 % faster than an RTX 3090 and trains 1.4 to 1.8 times as fast", () => {
    const suite = catalog.subjects.benchmarks().get("lambda-v1")?.rows ?? [];
    const rate = (gpu: string, workload: string): number =>
      mean(
        suite
          .filter((row) => row.gpu === gpu && row.count === 1 && row.workload === workload && row.precision === "fp16-amp")
          .map(({ throughput }) => throughput),
      );
    const gains = ["resnet50", "ssd", "bert_base_squad", "bert_large_squad"].map((task) => rate("rtx-4090", task) / rate("rtx-3090", task));
    const reads = (catalog.parts.gpu.get("rtx-4090")?.bandwidthGbPerS ?? 0) / (catalog.parts.gpu.get("rtx-3090")?.bandwidthGbPerS ?? 1);
    expect([Math.min(...gains).toFixed(1), Math.max(...gains).toFixed(1), reads.toFixed(2)]).toEqual(["1.4", "1.8", "1.08"]);
    expect(catalog.subjects.terms().get("bandwidth")?.matters).toContain("reads 8 % faster than an RTX 3090 and trains 1.4 to 1.8 times as fast");
  });
});
