import type { KvType, WorkloadModel } from "../../../domain/workload.js";
import { keyValueWidth } from "./shape.js";

/** Bytes a kept value takes, with the scales of the llama.cpp types. */
const KV_BYTES: { readonly [K in KvType]: number } = { fp16: 2, q8_0: 8.5 / 8, q4_0: 4.5 / 8 };

/**
 * Bytes that keys and values of one token take: 2 x layers x key-value heads x head size (grouped-query attention), or the latent values.
 * Sliding windows are left to the caller: this is a token that every layer keeps.
 * @see Ainslie et al., arXiv 2305.13245; DeepSeek-V3, arXiv 2412.19437
 */
export const kvBytesPerToken = ({ transformer, latentKv }: WorkloadModel, type: KvType): number | undefined => {
  if (transformer === undefined) return undefined;
  const perLayer = latentKv ?? 2 * keyValueWidth(transformer);
  return transformer.layers * perLayer * KV_BYTES[type];
};

/** Bytes of the cache of `batch` sequences of `tokens` each; windowed layers stop growing at their window. */
export const kvCacheBytes = (model: WorkloadModel, type: KvType, tokens: number, batch: number): number | undefined => {
  const perToken = kvBytesPerToken(model, type);
  if (perToken === undefined) return undefined;
  const { slidingWindow: window } = model;
  const windowed = window === undefined ? 0 : window.layers / window.of;
  const kept = window === undefined ? tokens : Math.min(tokens, window.tokens);
  return batch * perToken * ((1 - windowed) * tokens + windowed * kept);
};
