/** How the layers of a model are spread over several GPUs: one after the other, or each layer cut across all of them. */
export type LlmSplit = "layers" | "tensor";

/** A language model as far as its speed depends on it. */
export interface LlmModel {
  readonly parameters: number;
  /** Parameters a token passes through; fewer than all for a mixture of experts. */
  readonly activeParameters: number;
  readonly layers: number;
  readonly hidden: number;
  /** Of the 16-bit cache, all layers. */
  readonly kvBytesPerToken: number;
}

/** A model answering on some GPUs with some software. */
export interface LlmRun {
  readonly model: LlmModel;
  /** All weights as stored. */
  readonly weightBytes: number;
  /** The window that fills: the rate is the mean from its first token to this one. */
  readonly contextTokens: number;
  /** Sequences answered at once. */
  readonly batch: number;
  /** `llama_cpp`, `vllm`, …: the software as the fitted constants spell it. */
  readonly engine: string;
  /** Month of the software, `YYYY-MM`. */
  readonly softwareOf: string;
  /** GPUs, a board of two counting as two. */
  readonly devices: number;
  readonly split: LlmSplit;
  /** Who measured, where it matters for how (a community table, one person's bench); absent for a forecast. */
  readonly bench?: string;
}

export type TuningMethod = "full" | "lora" | "qlora";

/** A model being trained or fine-tuned. */
export interface LlmTuning {
  readonly model: LlmModel;
  readonly method: TuningMethod;
  readonly precision: "fp32" | "bf16" | "fp8";
  readonly sequenceTokens: number;
  /** Sequences a GPU works on at once, and how often before the optimizer steps. */
  readonly batchPerDevice: number;
  readonly accumulation: number;
  /** Activations are worked out twice instead of being kept. */
  readonly checkpointing: boolean;
  readonly isCompiled: boolean;
  readonly devices: number;
  /** Weights lie in pieces over the GPUs and are gathered for every pass. */
  readonly isSharded: boolean;
  /** Between GPUs, one way, bytes a second. */
  readonly linkBytesPerS: number;
  readonly bench?: string;
}

/** Fitted constants by name: multipliers and rates, all positive. `catalog/models/llm.yaml` says what each is. */
export type LlmConstants = Readonly<Record<string, number>>;

/** How far predictions were off on cards left out of the fit: factors that 80 % of the measurements lie between. */
export interface ErrorBand {
  readonly low: number;
  readonly high: number;
}

/** One fitted relation: its constants and the bands of its errors, by bench, `all` for those without their own. */
export interface LlmRelation {
  readonly constants: LlmConstants;
  readonly bands: Readonly<Record<string, ErrorBand>>;
  readonly source: string;
}

export interface LlmSpeedModel {
  /** Answering with llama.cpp, and with other software. */
  readonly decode: LlmRelation;
  readonly serving: LlmRelation;
  readonly prompt: LlmRelation;
  readonly tuning: LlmRelation;
}

/** One published measurement of a model answering. Rates are tokens a second, all sequences together. */
export interface LlmInferenceRow {
  readonly gpu: string;
  readonly count: number;
  readonly split?: LlmSplit;
  readonly model: string;
  readonly quant: string;
  /** All weights as stored, 10^9 bytes; absent where only the kind of quantisation is known. */
  readonly weightsGb?: number;
  readonly context: number;
  readonly batch: number;
  readonly promptTokensPerS?: number;
  readonly decodeTokensPerS?: number;
}

/** One published measurement of a model being trained, all GPUs together. */
export interface LlmTuningRow {
  readonly gpu: string;
  readonly count: number;
  readonly model: string;
  /** Where the measured model differs a little from the one of that name. */
  readonly paramsB?: number;
  readonly method: TuningMethod;
  readonly precision: LlmTuning["precision"];
  readonly seq: number;
  readonly batchPerGpu: number;
  readonly accumulation: number;
  readonly checkpointing: boolean;
  readonly compiled: boolean;
  /** Weights in pieces over the GPUs, gathered for every pass. */
  readonly sharded: boolean;
  readonly tokensPerS?: number;
  readonly samplesPerS?: number;
  readonly peakMemoryGb?: number;
  readonly note?: string;
}

/** What one source measured with one software. */
export interface LlmBench<R> {
  readonly bench: string;
  readonly source: string;
  readonly software: string;
  readonly asOf: string;
  readonly rows: readonly R[];
}

export interface LlmModelShape {
  readonly paramsB: number;
  readonly activeParamsB?: number;
  readonly layers?: number;
  readonly hidden?: number;
  readonly kvBytesPerToken?: number;
}

export interface LlmBenchmarks<R> {
  readonly models: Readonly<Record<string, LlmModelShape>>;
  readonly benches: readonly LlmBench<R>[];
}
