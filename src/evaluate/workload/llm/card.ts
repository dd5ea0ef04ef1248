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
  /** 16-bit matrix rate with sums in 32 bits: what training uses. */
  readonly training: number;
  readonly fp8: number;
  /** 8-bit integer rate, which kernels for quantised weights use. */
  readonly int8: number;
  readonly hasMatrixUnits: boolean;
  /** Lanes of arithmetic of one GPU, and what each does a second: two operations a clock. */
  readonly lanes: number;
  readonly clock: number;
}

const GIGA = 1e9;
const TERA = 1e12;
const GIB = 2 ** 30;
const USUAL_CLOCK = 1.7e9;

const memoryClass = (type: string): MemoryClass => {
  if (/HBM/i.test(type)) return "hbm";
  return /^(?:LP)?DDR/i.test(type) ? "lpddr" : "gddr";
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
    training: perDevice(training),
    fp8: perDevice(Math.max(training, peak.tensorFp8 ?? 0)),
    int8: perDevice(Math.max(plain, gpu.int8Tops ?? 0)),
    lanes,
    clock: perDevice(fp32) / (2 * lanes),
    hasMatrixUnits: (peak.tensorFp16 ?? 0) > 0,
  };
};
