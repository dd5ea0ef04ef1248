import type { Transformer } from "./workload.js";

const HIDDEN_OF_7B = 4096;
const PARAMS_OF_7B = 6.7e9;
/** Width grows with the cube root of the size, and depth with it, from 1 to 400 thousand million parameters. */
const GROWTH = 1 / 3;
const HEAD = 128;
const STEP = 128;

/**
 * The transformer that a decoder of so many parameters usually is: Llama's proportions, 12 h² a layer.
 * For models whose own shape is not known; what rests on it is a guess about the shape, not about the size.
 */
export const typicalTransformer = (params: number): Transformer => {
  const hidden = Math.max(STEP, Math.round((HIDDEN_OF_7B * (params / PARAMS_OF_7B) ** GROWTH) / STEP) * STEP);
  const layers = Math.max(1, Math.round(params / (12 * hidden ** 2)));
  const heads = Math.max(1, Math.round(hidden / HEAD));
  return { layers, hidden, heads, kvHeads: heads, headDim: HEAD, ffn: Math.round((2.7 * hidden) / STEP) * STEP, vocab: 32_000, context: 8192 };
};
