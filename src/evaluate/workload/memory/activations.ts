import type { MemoryConstantName } from "../../../domain/memory.js";
import type { Transformer, WorkloadModel, WorkloadSettings } from "../../../domain/workload.js";
import { headDim, keyValueWidth, shapeOf } from "./shape.js";

type Values = Readonly<Record<MemoryConstantName, number>>;

/** Bytes and the sentence that says how they come about. */
export interface Sized {
  readonly bytes: number;
  readonly formula: string;
  readonly source: string;
}

const HALF_BYTES = 2;
const KORTHIKANTI = "Korthikanti et al., arXiv 2205.05198";
const FLASH = "Dao et al., arXiv 2205.14135";

/** Hidden states a decoder layer keeps a token: measured for the model, else from the widths of its parts. */
const hiddenCopies = (model: WorkloadModel, transformer: Transformer, values: Values): number => {
  if (model.hiddenCopies !== undefined) return model.hiddenCopies;
  const { hidden, ffn, heads } = transformer;
  const mlp = (shapeOf(model).isGated ? values.hidden_copies_gated : values.hidden_copies_plain) * (ffn / hidden);
  const wide = (heads * headDim(transformer)) / hidden;
  return values.hidden_copies_fixed + 3 * (wide - 1) + 2 * (keyValueWidth(transformer) / hidden) + mlp;
};

/** Bytes one layer keeps for a batch in half precision, everything kept but what recomputation and the attention kernel drop. */
const layerBytes = (model: WorkloadModel, transformer: Transformer, settings: WorkloadSettings, seq: number, values: Values): number => {
  const { batch, attention, recompute } = settings;
  const { hidden, heads } = transformer;
  const isEncoder = model.family !== "llm";
  const core = isEncoder ? 34 : HALF_BYTES * hiddenCopies(model, transformer, values);
  const squares = attention === "plain" && recompute !== "selective" ? (5 * heads * seq) / hidden : 0;
  const statistics = attention === "flash" ? 4 * heads * seq * batch : 0;
  const kept = (isEncoder || recompute !== "selective" ? 1 : values.selective_share) * (settings.compile === "yes" ? values.compiled_share : 1);
  return kept * seq * batch * hidden * (core + squares) + statistics;
};

/**
 * What a transformer keeps for its backward pass. Full recomputation keeps each layer's input and one layer's working set.
 * @see Korthikanti et al., arXiv 2205.05198: s b h (34 + 5 a s / h) a layer in 16 bits; twice that in 32
 */
export const transformerActivations = (model: WorkloadModel, transformer: Transformer, settings: WorkloadSettings, seq: number, values: Values): Sized => {
  const { batch, precision, recompute, attention } = settings;
  const { layers, hidden } = transformer;
  const width = precision === "fp32" || precision === "tf32" ? 2 : 1;
  const layer = layerBytes(model, transformer, settings, seq, values);
  const source = attention === "flash" ? `${KORTHIKANTI}; ${FLASH}` : KORTHIKANTI;
  if (recompute === "full") {
    const inputs = HALF_BYTES * seq * batch * hidden * layers;
    return {
      bytes: width * (inputs + layer),
      formula: `inputs of ${layers} layers (2 bytes x ${seq} tokens x ${batch} x ${hidden}) and one layer computed again`,
      source,
    };
  }
  return { bytes: width * layers * layer, formula: `${layers} layers, ${seq} tokens x ${batch}, width ${hidden}, everything kept`, source };
};

/** Scores over the vocabulary for every token of a batch, in several copies. */
export const logits = (transformer: Transformer, settings: WorkloadSettings, seq: number, values: Values): Sized => {
  const isChunked = settings.loss === "chunked";
  return {
    bytes: values.logit_bytes * seq * settings.batch * (transformer.vocab ?? 0) * (isChunked ? values.chunked_logit_share : 1),
    formula: `${seq} tokens x ${settings.batch} x ${transformer.vocab ?? 0} words x ${values.logit_bytes} bytes${isChunked ? ", a piece at a time" : ""}`,
    source: "32-bit scores and their gradient",
  };
};

/** Area of an image against the one a figure was taken at. */
const areaFactor = ({ imageSize }: WorkloadModel, { size }: WorkloadSettings): number =>
  imageSize === undefined || size === undefined ? 1 : (size / imageSize) ** 2;

const MB = 1e6;

/** What a network that works on images keeps a batch; undefined where nobody measured or counted it. */
export const imageActivations = (model: WorkloadModel, settings: WorkloadSettings, values: Values): Sized | undefined => {
  const isRecomputed = settings.recompute === "full";
  const perSample = isRecomputed ? (model.recomputedMb ?? (model.activationMb === undefined ? undefined : model.activationMb / 3)) : model.activationMb;
  if (perSample === undefined) return undefined;
  const width = settings.precision === "fp32" || settings.precision === "tf32" ? values.fp32_activation_factor : 1;
  const each = perSample * width * areaFactor(model, settings);
  return {
    bytes: each * settings.batch * MB,
    formula: `${settings.batch} x ${Math.round(each)} MB${settings.size === undefined ? "" : ` at ${settings.size} pixels`}${isRecomputed ? ", recomputed" : ""}`,
    source: "the model's own figure in the catalogue",
  };
};

/** What running a network on a batch takes beside its weights. */
export const inferenceActivations = (model: WorkloadModel, settings: WorkloadSettings, values: Values): Sized | undefined => {
  const own = model.inferenceMb ?? (model.activationMb === undefined ? undefined : model.activationMb * values.inference_activation_share);
  if (own === undefined) return undefined;
  const width = settings.precision === "fp32" || settings.precision === "tf32" ? values.fp32_activation_factor : 1;
  const narrow = model.family === "speech" && settings.quant !== "fp32" ? 0.5 : 1;
  const each = own * width * narrow * areaFactor(model, settings);
  return {
    bytes: each * settings.batch * MB,
    formula: `${settings.batch} x ${Math.round(each)} MB${settings.size === undefined ? "" : ` at ${settings.size} pixels`}`,
    source: "the model's own figure in the catalogue",
  };
};
