import type { Catalog } from "../../domain/catalog.js";
import type { PartOf } from "../../domain/part.js";
import type { DrawMeasurement, DrawMeasurements, MeasuredHost } from "../../domain/power-model.js";
import type { Rig, RigLine } from "../../domain/rig.js";
import { lineDraws } from "../../evaluate/energy/draw.js";
import { wallPower } from "../../evaluate/energy/wall.js";
import { watts } from "../../units/quantity.js";

type Known = Pick<Catalog, "parts" | "assumptions">;

const one = <P extends PartOf[keyof PartOf]>(part: P, quantity = 1): RigLine<P> => ({ part, quantity, condition: "new", owned: false });

const OWN_SUPPLY = { efficiency: "gold", ratedPowerW: watts(330) } as const;
const MAINS_V = 230;

/** The rig a reading was taken on, as far as it is known. */
export const rigOf = ({ gpu, cards }: DrawMeasurement, host: MeasuredHost | undefined, { parts }: Pick<Catalog, "parts">): Rig | undefined => {
  const part = parts.gpu.get(gpu);
  const cpu = host?.cpu === undefined ? undefined : parts.cpu.get(host.cpu);
  const board = [...parts.motherboard.values()].find(({ socket }) => socket === cpu?.socket);
  const kit = [...parts.memory.values()].find(({ modules }) => modules === 1);
  const drive = [...parts.storage.values()].find(({ type }) => type === "nvme");
  if (part === undefined) return undefined;
  return {
    gpu: [one(part, cards)],
    ...(cpu === undefined ? {} : { cpu: one(cpu) }),
    ...(cpu === undefined || board === undefined ? {} : { motherboard: one(board) }),
    memory: host?.modules === undefined || kit === undefined ? [] : [one(kit, host.modules)],
    storage: cpu === undefined || drive === undefined ? [] : [one(drive)],
    network: [],
    riser: [],
    nodes: 1,
  };
};

/** What the wall shows of a DC load behind the supply of a measured computer. */
export const wallOf =
  (host: MeasuredHost | undefined, { assumptions }: Pick<Catalog, "assumptions">) =>
  (load: number): number => {
    const supply =
      host?.psuW === undefined
        ? OWN_SUPPLY
        : { efficiency: host.efficiency === "platinum" ? ("platinum" as const) : ("gold" as const), ratedPowerW: watts(host.psuW) };
    return wallPower(load, supply.ratedPowerW, supply, MAINS_V, assumptions);
  };

/** Halvings of a kilowatt-sized load: far below a watt. */
const HALVINGS = 40;

/** The DC load behind a reading at the wall, which rises with the load. */
const loadBehind = (readW: number, wall: (load: number) => number): number => {
  let [low, high] = [0, readW];
  for (let step = 0; step < HALVINGS; step++) {
    const middle = (low + high) / 2;
    if (wall(middle) < readW) low = middle;
    else high = middle;
  }
  return low;
};

/** What is left for the cards of a computer read at the wall while a model answers: the load behind the supply less what its other parts draw. */
const cardOf = (reading: DrawMeasurement, hosts: DrawMeasurements["hosts"], catalog: Known): DrawMeasurement => {
  const host = reading.host === undefined ? undefined : hosts[reading.host];
  const rig = rigOf(reading, host, catalog);
  if (reading.at !== "wall" || (reading.class !== "decode" && reading.class !== "prefill") || host?.cpu === undefined || rig === undefined) return reading;
  const others = lineDraws(rig, catalog.assumptions).reduce((total, { kind, inference }) => total + (kind === "gpu" ? 0 : inference.value), 0);
  return { ...reading, at: "gpu", measuredW: Math.max(0, loadBehind(reading.measuredW, wallOf(host, catalog)) - others) };
};

/** Readings with those taken at the wall of a known computer brought to its cards; they keep the name of the host. */
export const broughtToCards = (readings: DrawMeasurements, catalog: Known): DrawMeasurements => ({
  ...readings,
  measurements: readings.measurements.map((reading) => cardOf(reading, readings.hosts, catalog)),
});
