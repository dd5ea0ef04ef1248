import type { ArchitectureEnd } from "../domain/architecture.js";
import type { CardSoftware } from "../domain/software.js";
import { frameworkJson } from "./framework-json.js";
import { frameworkLines, monthText } from "./software-table.js";
import type { Page } from "./style.js";
import { bullet, labelled, section } from "./table.js";

/** What software has to say of one card, for machines. */
export const cardSoftwareJson = ({ frameworks, hostNeeds, ends }: CardSoftware): object => ({
  frameworks: frameworks.map(frameworkJson),
  host_needs: hostNeeds.map((need) => ({ ...need })),
  support_ends: ends.map(({ layer, kind, from, to, lastVersion, source }) => ({
    layer,
    kind,
    from,
    to,
    ...(lastVersion === undefined ? {} : { last_version: lastVersion }),
    source,
  })),
});

const LAYER_WORDS: Readonly<Record<string, string>> = {
  cuda_toolkit: "NVIDIA's CUDA toolkit",
  pytorch_default_build: "the PyTorch that pip takes by default",
  pytorch_any_build: "any official PyTorch",
  driver_security_fixes: "security fixes of the driver",
  rocm: "AMD's list of ROCm cards",
  rocm_libraries: "the libraries of ROCm",
  hip_sdk_windows: "AMD's HIP SDK on Windows",
  intel_extension: "Intel's PyTorch extension",
  tensorflow: "TensorFlow",
  jax: "JAX",
  onnxruntime: "ONNX Runtime",
  vllm: "vLLM",
  xformers: "xFormers",
  flash_attention: "FlashAttention 2 and newer",
};

const endWords = ({ layer, kind, from, to, lastVersion, source }: ArchitectureEnd): string => {
  const what = LAYER_WORDS[layer] ?? layer;
  const last = lastVersion === undefined ? "" : `, last with ${lastVersion}`;
  const when = from === to ? monthText(from) : `${monthText(from)} to ${monthText(to)}`;
  if (kind === "past") return `${what}: ended in ${when}${last}`;
  if (kind === "announced") return `${what}: announced to end in ${when}${last}`;
  return `${what}: expected to end ${from === to ? `in ${when}` : `some time from ${when}`} (${source})`;
};

/** What runs on a card and how to get it, when that ends, and what the machine around it must have. */
export const cardSoftwareSections = ({ frameworks, hostNeeds, ends }: CardSoftware, page: Page): readonly string[] => {
  const missing = frameworks[0]?.featuresMissing ?? [];
  return [
    ...section(
      "SOFTWARE",
      [
        ...frameworks.flatMap((line) => frameworkLines(line, page)),
        ...(missing.length === 0 ? [] : labelled("Card lacks", `${missing.join(", ")} in hardware`, page)),
      ],
      page,
    ),
    ...section(
      "HOW LONG",
      ends.flatMap((end) => bullet(endWords(end), page)),
      page,
    ),
    ...section(
      "THE MACHINE AROUND IT",
      hostNeeds.flatMap(({ needs, otherwise, fix }) => bullet(`${needs}: ${otherwise}. To do: ${fix}.`, page)),
      page,
    ),
  ];
};
