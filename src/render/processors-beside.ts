import type { Rig } from "../domain/rig.js";
import { numberText } from "./format.js";
import type { Page } from "./style.js";
import { section, tableLines } from "./table.js";

const MEGA_PER_GIGA = 1000;
const BYTES_PER_TRANSFER = 8;

const or = (value: number | undefined, words: (value: number) => string): string => (value === undefined ? "not known" : words(value));

/** Peak rate of system memory, GB/s: channels in use times transfers times eight bytes. */
const memoryRate = ({ cpu, memory }: Rig): number | undefined => {
  const channels = cpu?.part.memoryChannels;
  const modules = memory.reduce((sum, { part, quantity }) => sum + part.modules * quantity, 0);
  if (cpu === undefined || channels === undefined || modules === 0) return undefined;
  const speed = Math.min(...memory.map(({ part }) => part.speedMts));
  return (Math.min(channels * cpu.quantity, modules) * speed * BYTES_PER_TRANSFER) / MEGA_PER_GIGA;
};

/** The rig's processor beside one of its GPUs, in numbers; nothing where it lacks either. */
export const processorsBeside = (rig: Rig, page: Page): readonly string[] => {
  const gpu = rig.gpu[0]?.part;
  const cpu = rig.cpu?.part;
  if (gpu === undefined || cpu === undefined) return [];
  const memory = rig.memory.reduce((sum, { part, quantity }) => sum + part.totalGib * quantity, 0);
  const rows: readonly (readonly string[])[] = [
    ["Cores", `${numberText(cpu.cores)} (${numberText(cpu.threads)} threads)`, or(gpu.shaderCount, numberText)],
    ["At a time", `${numberText(cpu.threads)} programs`, "one job in many threads"],
    ["Cache, last level", or(cpu.l3Mib, (value) => `${numberText(value)} MB`), or(gpu.l2Mib, (value) => `${numberText(value)} MB`)],
    ["Memory", memory === 0 ? "not known" : `${numberText(memory)} GB`, `${numberText(gpu.vramGib)} GB`],
    ["Memory speed", or(memoryRate(rig), (value) => `${numberText(value)} GB/s`), `${numberText(gpu.bandwidthGbPerS)} GB/s`],
    ["Power", `${numberText(cpu.maxPowerW ?? cpu.tdpW)} W`, `${numberText(gpu.boardPowerW)} W`],
    ["Made for", "any kind of program", "same sums on much data"],
  ];
  return section("YOUR TWO PARTS", tableLines([{ head: "" }, { head: cpu.name, flexible: true }, { head: gpu.name, flexible: true }], rows, page), page);
};
