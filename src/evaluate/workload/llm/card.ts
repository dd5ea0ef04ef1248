import type { Gpu } from "../../../domain/part.js";
import { slug } from "./constants.js";

export type MemoryClass = "hbm" | "gddr" | "lpddr";

/** What one GPU brings to a language model; a board that is two GPUs gives each half. Bytes and operations a second. */
export interface LlmCard {
  readonly vendor: Gpu["vendor"];
  /** As the constants spell it. */
  readonly architecture: string;
  readonly memoryClass: MemoryClass;
  readonly vramBytes: number;
  readonly bandwidth: number;
  readonly fp32: number;
  /** Fastest 16-bit matrix rate, sums in 16 bits where the card gains by it: what inference kernels use. */
  readonly half: number;
  /** 16-bit matrix rate with sums in 32 bits, as far as the card's power lasts: what training uses. */
  readonly training: number;
  readonly fp8: number;
  /** 8-bit integer rate, which kernels for quantised weights use. */
  readonly int8: number;
  readonly hasMatrixUnits: boolean;
  /** Its matrix units add up in 32 bits at half the speed of 16, as GeForce cards' do: rated at half, they are never short of work. */
  readonly isHalfRate: boolean;
  /** Lanes of arithmetic of one GPU, and what each does a second: two operations a clock. */
  readonly lanes: number;
  readonly clock: number;
}

const GIGA = 1e9;
const TERA = 1e12;
const GIB = 2 ** 30;
const USUAL_CLOCK = 1.7e9;
/** Twice, with room for rounding. */
const HALF_RATE = 1.9;

const memoryClass = (type: string): MemoryClass => {
  if (/HBM/i.test(type)) return "hbm";
  return /^(?:LP)?DDR/i.test(type) ? "lpddr" : "gddr";
};

/**
 * Watts a rated tera-operation a second at which a graphics card's matrix units run at their full rate, sums in 32 bits; with less they fall
 * short by a power of what is missing. Workstation and server cards are rated at twice to five times what a GeForce with the same chip is,
 * and their power does not pay for it. Set by BERT and Transformer-XL in Lambda's suites, an RTX 3090 (4.9 W) being taken at its full rate:
 * an A6000 (1.9 W) does 0.62 of its rate, an A5500 (1.7 W) 0.54, an A10 (1.2 W) 0.44, an A4000 (1.8 W) 0.57, a Quadro RTX 6000 or 8000
 * (2 W) 0.48, an RTX 2080 Ti (4.6 W) 0.73. Of later chips only the RTX 4090 (2.7 W) was measured, at its full rate when it tunes language
 * models; other makers' are taken to be as Ampere. Cards with HBM reach what tuning says of each.
 */
const FULL_RATE_WATTS: Readonly<Record<string, number>> = { turing: 5.6, ampere: 3.75, ada: 2.2, blackwell: 2.2 };
const SHORTFALL_POWER = 0.7;

const sustained = (rate: number, gpu: Gpu): number => {
  if ((gpu.peakTflops.tensorFp16 ?? 0) <= 0 || memoryClass(gpu.memoryType) !== "gddr") return rate;
  const full = FULL_RATE_WATTS[slug(gpu.architecture)] ?? FULL_RATE_WATTS["ampere"] ?? 1;
  const watts = gpu.boardPowerW / (rate / TERA);
  return rate * Math.min(1, watts / full) ** SHORTFALL_POWER;
};

/** @returns undefined where the card's arithmetic rate is not known */
export const llmCard = (gpu: Gpu): LlmCard | undefined => {
  const { peakTflops: peak, deviceCount } = gpu;
  const perDevice = (tera: number): number => (tera * TERA) / deviceCount;
  const fp32 = peak.fp32 ?? 0;
  if (fp32 <= 0) return undefined;
  const lanes = gpu.shaderCount === undefined ? (fp32 * TERA) / (2 * USUAL_CLOCK * deviceCount) : gpu.shaderCount / deviceCount;
  const plain = Math.max(fp32, peak.fp16 ?? 0);
  const training = Math.max(fp32, peak.tensorBf16 ?? 0, peak.tensorFp16 ?? 0, gpu.vendor === "apple" ? plain : 0);
  const half = Math.max(plain, peak.tensorFp16 ?? 0, peak.tensorFp16Fp16acc ?? 0);
  return {
    vendor: gpu.vendor,
    architecture: slug(gpu.architecture),
    memoryClass: memoryClass(gpu.memoryType),
    vramBytes: (gpu.vramGib * GIB) / deviceCount,
    bandwidth: (gpu.bandwidthGbPerS * GIGA) / deviceCount,
    fp32: perDevice(fp32),
    half: perDevice(half),
    training: sustained(training * TERA, gpu) / deviceCount,
    fp8: perDevice(Math.max(training, peak.tensorFp8 ?? 0)),
    int8: perDevice(Math.max(plain, gpu.int8Tops ?? 0)),
    lanes,
    clock: perDevice(fp32) / (2 * lanes),
    hasMatrixUnits: (peak.tensorFp16 ?? 0) > 0,
    isHalfRate: (peak.tensorFp16Fp16acc ?? 0) > HALF_RATE * (peak.tensorFp16 ?? Number.POSITIVE_INFINITY),
  };
};
