import type { Quant, WorkloadModel } from "../../../domain/workload.js";
import { shapeOf } from "./shape.js";

interface Format {
  readonly bits: number;
  /** Set where embeddings and head stay in 16 bits. */
  readonly linearOnly?: boolean;
  readonly source: string;
}

const BLOCKS = "block layouts of llama.cpp (ggml-common.h)";
const FILES = "bits per weight of whole files measured on Llama 3.1 8B (llama.cpp tools/quantize README)";

/** Bits a weight takes with its scales. */
const FORMATS: { readonly [Q in Quant]: Format } = {
  fp32: { bits: 32, source: "definition" },
  fp16: { bits: 16, source: "definition" },
  fp8: { bits: 8, linearOnly: true, source: "definition; scales left out" },
  int8: { bits: 8, linearOnly: true, source: "definition; scales left out" },
  q8_0: { bits: 8.5008, source: FILES },
  q6_k: { bits: 6.5633, source: FILES },
  q5_k_m: { bits: 5.7036, source: FILES },
  q5_k_s: { bits: 5.5704, source: FILES },
  q5_1: { bits: 6, source: BLOCKS },
  q5_0: { bits: 5.5, source: BLOCKS },
  q4_k_m: { bits: 4.8944, source: FILES },
  q4_k_s: { bits: 4.6672, source: FILES },
  q4_1: { bits: 5, source: BLOCKS },
  q4_0: { bits: 4.5, source: BLOCKS },
  iq4_xs: { bits: 4.4597, source: FILES },
  q3_k_l: { bits: 4.2979, source: FILES },
  q3_k_m: { bits: 4, source: "between the types above and below it" },
  q3_k_s: { bits: 3.6429, source: FILES },
  q2_k: { bits: 3.1593, source: FILES },
  awq: { bits: 4.15625, linearOnly: true, source: "group 128: a 16-bit scale and a 4-bit zero a group (arXiv 2306.00978)" },
  gptq: { bits: 4.15625, linearOnly: true, source: "group 128: a 16-bit scale and a 4-bit zero a group (arXiv 2210.17323)" },
  mxfp4: { bits: 4.25, linearOnly: true, source: "blocks of 32 in 17 bytes (OCP Microscaling)" },
  nvfp4: { bits: 4.5, linearOnly: true, source: "blocks of 16 in 9 bytes" },
  nf4: { bits: 4.126953125, linearOnly: true, source: "blocks of 64, scales quantised again: 4 + 8/64 + 32/(64 x 256) bits (arXiv 2305.14314)" },
  "nf4-single": { bits: 4.5, linearOnly: true, source: "blocks of 64 with a 32-bit scale (arXiv 2305.14314)" },
};

const HALF_BITS = 16;
const BITS_PER_BYTE = 8;

export const quantSource = (quant: Quant): string => FORMATS[quant].source;
export const quantBits = (quant: Quant): number => FORMATS[quant].bits;
/** Whether a format keeps embeddings and head in 16 bits. */
export const keepsEmbeddings = (quant: Quant): boolean => FORMATS[quant].linearOnly === true;

/** Bytes of a model's weights in a format. */
export const weightBytes = (model: WorkloadModel, quant: Quant): number => {
  const { bits, linearOnly } = FORMATS[quant];
  const { params, embeddings } = shapeOf(model);
  const whole = linearOnly === true ? embeddings : 0;
  return ((params - whole) * bits + whole * HALF_BITS) / BITS_PER_BYTE;
};

/** Bytes of the parts that stay in 16 bits. */
export const embeddingBytes = (model: WorkloadModel): number => (shapeOf(model).embeddings * HALF_BITS) / BITS_PER_BYTE;
