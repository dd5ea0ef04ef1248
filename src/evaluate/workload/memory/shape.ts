import type { Transformer, WorkloadModel } from "../../../domain/workload.js";

const MILLION = 1e6;

/** What a model's size says of its shape. */
export interface ModelShape {
  readonly params: number;
  /** Parameters of embeddings and output head, which the 4- and 8-bit formats leave in 16 bits. */
  readonly embeddings: number;
  /** Whether the feed-forward part has a gate beside it (three matrices) or not (two). */
  readonly isGated: boolean;
}

export const headDim = ({ headDim: own, hidden, heads }: Transformer): number => own ?? hidden / heads;
export const keyValueWidth = (transformer: Transformer): number => (transformer.kvHeads ?? transformer.heads) * headDim(transformer);

/** Parameters of the largest matrix of a block: the feed-forward part's, or attention's where that is wider. */
export const largestMatrix = (transformer: Transformer): number => transformer.hidden * Math.max(transformer.ffn, transformer.heads * headDim(transformer));

const layerParams = (transformer: Transformer, matrices: number): number => {
  const { hidden, heads, ffn } = transformer;
  const attention = 2 * hidden * heads * headDim(transformer) + 2 * hidden * keyValueWidth(transformer);
  return attention + matrices * hidden * ffn;
};

/**
 * The shape of a transformer: of the four that are usual (gated or not, embeddings shared with the head or not) the one whose parameters add
 * up best to the published count. A mixture of experts is taken as gated with a head of its own.
 */
export const shapeOf = ({ paramsM = 0, activeParamsM, transformer }: WorkloadModel): ModelShape => {
  const params = paramsM * MILLION;
  if (transformer === undefined) return { params, embeddings: 0, isGated: false };
  const table = (transformer.vocab ?? 0) * transformer.hidden;
  if (activeParamsM !== undefined && activeParamsM !== paramsM) return { params, embeddings: Math.min(2 * table, params), isGated: true };
  const [best] = [
    { isGated: true, tables: 1 },
    { isGated: true, tables: 2 },
    { isGated: false, tables: 1 },
    { isGated: false, tables: 2 },
  ]
    .map((shape) => ({ ...shape, off: Math.abs(transformer.layers * layerParams(transformer, shape.isGated ? 3 : 2) + shape.tables * table - params) }))
    .sort((a, b) => a.off - b.off);
  return { params, embeddings: Math.min((best?.tables ?? 1) * table, params), isGated: best?.isGated ?? false };
};

/**
 * Parameters of low-rank adapters of one rank on every linear layer of the blocks: r (d_in + d_out) each.
 * @see Hu et al., arXiv 2106.09685
 */
export const adapterParams = (model: WorkloadModel, rank: number): number | undefined => {
  const { transformer, loraKPerRank } = model;
  if (loraKPerRank !== undefined) return loraKPerRank * 1000 * rank;
  if (transformer === undefined) return undefined;
  const { hidden, ffn, layers, heads } = transformer;
  const attention = 2 * (hidden + heads * headDim(transformer)) + 2 * (hidden + keyValueWidth(transformer));
  const matrices = shapeOf(model).isGated ? 3 : 2;
  return layers * rank * (attention + matrices * (hidden + ffn));
};
