import type { Sample } from "../fit/samples.js";

/** Names people give to what the suites call otherwise. */
const ALSO: Readonly<Record<string, string>> = {
  "resnet50-imagenet": "resnet50",
  "resnet-50": "resnet50",
  "resnet50:train": "resnet50",
  ssd300: "ssd",
  "ssd300-coco": "ssd",
  "mask-rcnn": "maskrcnn",
  "bert-base": "bert_base_squad",
  "bert-base:finetune": "bert_base_squad",
  "bert-large": "bert_large_squad",
  "bert-large:finetune": "bert_large_squad",
  "transformer-xl-base": "transformerxl_base",
  "transformer-xl-large": "transformerxl_large",
  "tacotron-2": "tacotron2",
};

const plain = (text: string): string =>
  text
    .toLowerCase()
    .trim()
    .replace(/[\s_]+/g, "-");

/** The measured workload that a name means, in any case, with spaces, dashes or underscores; undefined for none. */
export const resolveTraining = (text: string, known: readonly Sample[]): string | undefined => {
  const word = plain(text);
  const named = (wanted: string): string | undefined => known.find(({ workload }) => plain(workload) === wanted)?.workload;
  return named(word) ?? named(plain((Object.hasOwn(ALSO, word) ? ALSO[word] : undefined) ?? word));
};
