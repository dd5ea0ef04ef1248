import type { LlmModel, LlmModelShape } from "../../../domain/llm.js";

const BILLION = 1e9;
/** A model of seven thousand million parameters has 32 layers, and depth grows slowly with size. */
const USUAL = { parameters: 7e9, layers: 32, growth: 0.35, kvWidth: 1024 };
const PARAMETERS_PER_LAYER = 12;
const KV_BYTES = 4;

/** A model from what is known of it; what is not (depth, width, cache) is what models of its size usually have. */
export const llmModel = ({ paramsB, activeParamsB = paramsB, layers, hidden, kvBytesPerToken }: LlmModelShape): LlmModel => {
  const parameters = paramsB * BILLION;
  const deep = layers ?? Math.max(6, Math.round(USUAL.layers * (parameters / USUAL.parameters) ** USUAL.growth));
  return {
    parameters,
    activeParameters: Math.min(activeParamsB, paramsB) * BILLION,
    layers: deep,
    hidden: hidden ?? Math.round(Math.sqrt(parameters / (PARAMETERS_PER_LAYER * deep))),
    kvBytesPerToken: kvBytesPerToken ?? KV_BYTES * USUAL.kvWidth * deep,
  };
};

/** Bits a weight takes, by the kind of quantisation as benchmarks spell it; undefined for an unknown kind. */
export const quantBits = (quant: string): number | undefined => {
  const kind = quant.toLowerCase().replaceAll("-", "_");
  const exl2 = /^exl\d_(\d+(?:\.\d+)?)bpw$/.exec(kind);
  if (exl2 !== null) return Number(exl2[1]);
  for (const [pattern, bits] of QUANT_BITS) if (pattern.test(kind)) return bits;
  return undefined;
};

// Whole models as they are stored, with the layers that are kept finer.
const QUANT_BITS: readonly (readonly [RegExp, number])[] = [
  [/^(?:f|fp)32$/, 32],
  [/^(?:f16|fp16|bf16|half)$/, 16],
  [/^(?:fp8|int8|bnb_int8|8bit|w8a8)$/, 8],
  [/^q8_0$/, 8.5],
  [/^q6_k/, 6.56],
  [/^q5_k/, 5.7],
  [/^q5_1$/, 6],
  [/^q5_0$/, 5.5],
  [/^q4_k/, 4.85],
  [/^q4_1$/, 5],
  [/^(?:q4_0|4bit|bnb_4bit|nf4)/, 4.5],
  [/^(?:awq|gptq)/, 4.25],
  [/^iq4/, 4.3],
  [/^mxfp4$/, 4.6],
  [/^nvfp4$/, 4.6],
  [/^q3_k/, 3.9],
  [/^q2_k/, 3],
];
