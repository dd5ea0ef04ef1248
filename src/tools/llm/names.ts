import type { LlmBench, LlmModelShape } from "../../domain/llm.js";
import { slug } from "../../evaluate/workload/llm/constants.js";

const plainModel = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[\s_]+/g, "-")
    .replace(/^meta-/, "")
    .replaceAll(/-(?:instruct|chat|it|base|hf|gguf)(?=-|$)/g, "")
    .replace(/^(llama|qwen|gemma|phi|mistral)(?=\d)/, "$1-");

/** What is known of a model by name, with the sizes that a table gives; undefined where neither says how large it is. */
export const shapeOf = (
  models: Readonly<Record<string, LlmModelShape>>,
  name: string,
  paramsB: number | undefined,
  activeParamsB: number | undefined,
): LlmModelShape | undefined => {
  const wanted = plainModel(name);
  const known = models[name] ?? Object.entries(models).find(([model]) => plainModel(model) === wanted)?.[1];
  const size = paramsB ?? known?.paramsB;
  if (size === undefined) return undefined;
  const active = activeParamsB ?? known?.activeParamsB;
  return { ...known, paramsB: size, ...(active === undefined ? {} : { activeParamsB: active }) };
};

const OTHER = "other";
const bare = (text: string): string =>
  text
    .replace(/\s*\(.*$/, "")
    .trim()
    .toLowerCase();

/** The bench a source belongs to: one of the catalogue's whose source is the same, or begins or holds the other. */
export const benchOf = (benches: readonly Pick<LlmBench<object>, "bench" | "source">[], source: string): string => {
  const wanted = bare(source);
  const found = wanted === "" ? undefined : benches.find(({ source: known }) => bare(known) === wanted);
  const near = found ?? (wanted === "" ? undefined : benches.find(({ source: known }) => wanted.includes(bare(known)) || bare(known).includes(wanted)));
  return slug(near?.bench ?? OTHER);
};
