import type { WorkloadModel } from "../../../domain/workload.js";
import { imageActivations, inferenceActivations, transformerActivations } from "./activations.js";
import { adapterParams } from "./shape.js";
import { stateBytes } from "./states.js";
import type { SizedTerm, TermContext } from "./term.js";
import { embeddingBytes, quantBits, quantSource, weightBytes } from "./weights.js";

const HALF_BYTES = 2;
const MILLION = 1e6;

const millions = (params: number): string => `${Number((params / MILLION).toPrecision(4))} M`;

/** Networks loaded beside the model, in 16 bits; those cached in training are off the card by then. */
const companionTerms = ({ companions = [] }: WorkloadModel, isTraining: boolean): readonly SizedTerm[] =>
  companions
    .filter(({ cachedInTraining }) => !(isTraining && cachedInTraining === true))
    .map(({ name, paramsM }) => ({
      kind: "companions",
      bytes: paramsM * MILLION * HALF_BYTES,
      formula: `${name}: ${paramsM} M x 2 bytes`,
      source: "16 bits a weight",
    }));

const activationsOf = ({ workload: { model, settings }, values }: TermContext): SizedTerm | undefined => {
  const found =
    model.family === "vision" && model.transformer !== undefined
      ? transformerActivations(model, model.transformer, settings, model.transformer.context, values)
      : imageActivations(model, settings, values);
  return found === undefined ? undefined : { kind: "activations", ...found };
};

/** Training of networks without tokens: convolutions, image transformers, denoisers; adapters over frozen weights too. */
export const imageTrainingTerms = (context: TermContext): readonly SizedTerm[] | undefined => {
  const { model, method, settings } = context.workload;
  const activations = activationsOf(context);
  if (activations === undefined || model.paramsM === undefined) return undefined;
  const params = model.paramsM * MILLION;
  const each = stateBytes(settings.precision, settings.optimizer);
  const isOffloaded = settings.offload !== "none";
  if (method === "lora" || method === "qlora") {
    const adapters = adapterParams(model, settings.rank);
    if (adapters === undefined) return undefined;
    const perAdapter = each.weights + each.gradients + each.master + each.states;
    const frozen = weightBytes(model, settings.quant);
    return [
      {
        kind: "weights",
        bytes: settings.offload === "weights" ? frozen / 2 : frozen,
        formula: `${millions(params)} frozen x ${quantBits(settings.quant)} bits`,
        source: quantSource(settings.quant),
      },
      ...companionTerms(model, true),
      {
        kind: "adapters",
        bytes: adapters * perAdapter,
        formula: `${millions(adapters)} of rank ${settings.rank} x ${perAdapter} bytes`,
        source: "arXiv 2106.09685",
      },
      activations,
    ];
  }
  return [
    { kind: "weights", bytes: params * each.weights, formula: `${millions(params)} x ${each.weights} bytes`, source: "definition" },
    ...companionTerms(model, true),
    { kind: "gradients", bytes: params * each.gradients, formula: `${millions(params)} x ${each.gradients} bytes`, source: "definition" },
    { kind: "master_weights", bytes: isOffloaded ? 0 : params * each.master, formula: `${millions(params)} x ${each.master} bytes`, source: "mixed precision" },
    {
      kind: "optimizer_states",
      bytes: isOffloaded ? 0 : params * each.states,
      formula: `${millions(params)} x ${each.states} bytes (${settings.optimizer})`,
      source: "definition",
    },
    activations,
  ];
};

/** Running them: with weights offloaded, only the largest network is on the card at a time. */
export const imageInferenceTerms = (context: TermContext): readonly SizedTerm[] | undefined => {
  const { model, settings } = context.workload;
  const { values } = context;
  const quant = settings.precision === "fp32" && model.family !== "diffusion" ? "fp32" : settings.quant;
  const found =
    model.family === "vision" && model.transformer !== undefined
      ? {
          bytes: values.inference_activation_share * transformerActivations(model, model.transformer, settings, model.transformer.context, values).bytes,
          formula: `${settings.batch} images`,
          source: "a share of what training keeps",
        }
      : inferenceActivations(model, settings, values);
  if (found === undefined || model.paramsM === undefined) return undefined;
  const weights: SizedTerm = {
    kind: "weights",
    bytes: weightBytes(model, quant),
    formula: `${millions(model.paramsM * MILLION)} x ${quantBits(quant)} bits`,
    source: quantSource(quant),
  };
  const companions = companionTerms(model, false);
  const largest = [weights, ...companions].reduce((best, term) => (term.bytes > best.bytes ? term : best));
  const loaded = settings.offload === "weights" ? [largest] : [weights, ...companions];
  return [...loaded, { kind: "activations", ...found }];
};

/** What stays on a card of weights in 4 or 8 bits besides them, for the words of a formula. */
export const embeddingsWords = (model: WorkloadModel): string => `embeddings and head (${millions(embeddingBytes(model) / HALF_BYTES)}) in 16 bits`;
