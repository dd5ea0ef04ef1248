import { Failure } from "./failure.js";
import { nearest } from "./nearest.js";
import { METHODS, type Method, type SettingName, type Workload, type WorkloadModel, type WorkloadSettings } from "./workload.js";
import { SETTINGS, settingsOf, usualSettings } from "./workload-settings.js";

const LONGEST = 200;
const METHOD_WORDS: Readonly<Record<string, Method>> = {
  training: "train",
  pretrain: "train",
  pretraining: "train",
  "fine-tune": "finetune",
  "fine-tuning": "finetune",
  finetuning: "finetune",
  full: "finetune",
  "full-finetune": "finetune",
  sft: "finetune",
  ft: "finetune",
  inference: "infer",
  run: "infer",
  serve: "infer",
  generate: "infer",
  generation: "infer",
  chat: "infer",
  decode: "infer",
};
/** Endings that say how a model was tuned or packed, and nothing of its size. */
const ENDINGS = /[-_ .](?:instruct|chat|it|hf|base|gguf|dev|fp16|bf16|v1|preview)$/;

const shown = (text: string): string => JSON.stringify(text.slice(0, 80));
const usage = (message: string, fix: string): Failure => new Failure("usage", message, { code: "RP1001", fix });

const methodOf = (word: string): Method | undefined => METHODS.find((method) => method === word) ?? METHOD_WORDS[word];
const plain = (text: string): string => text.toLowerCase().replace(/[\s_.:/-]+/g, "");

/** Every way a model's name is written, without case, spaces and dashes. An id wins over an alias of another model. */
const spellings = (models: ReadonlyMap<string, WorkloadModel>): ReadonlyMap<string, WorkloadModel> => {
  const found = new Map<string, WorkloadModel>();
  for (const model of models.values()) for (const text of [...model.aliases, model.name]) found.set(plain(text), model);
  for (const model of models.values()) found.set(plain(model.id), model);
  return found;
};

/** The model that a name means, however it is spelt; undefined where none has that name. */
export const findModel = (text: string, models: ReadonlyMap<string, WorkloadModel>): WorkloadModel | undefined => modelNamed(text, spellings(models));

/** `meta-llama/Llama-3.1-8B-Instruct` and the like, down to what names the model. */
const modelNamed = (text: string, known: ReadonlyMap<string, WorkloadModel>): WorkloadModel | undefined => {
  let word = text.toLowerCase();
  for (;;) {
    const found = known.get(plain(word)) ?? known.get(plain(word.replace(/^[^/]+\//, "")));
    if (found !== undefined) return found;
    const shorter = word.replace(ENDINGS, "");
    if (shorter === word) return undefined;
    word = shorter;
  }
};

interface Named {
  readonly model: WorkloadModel;
  readonly method?: Method;
  /** What stands between colons and is no method. */
  readonly rest: readonly string[];
}

/** A model's name, and a method after a colon or a dash (`sdxl-lora`). */
const namedIn = (text: string, models: ReadonlyMap<string, WorkloadModel>): Named => {
  const known = spellings(models);
  const words = text.split(":").map((word) => word.trim());
  // `llama3.1:8b` is a name too.
  for (let taken = words.length; taken > 0; taken -= 1) {
    const model = modelNamed(words.slice(0, taken).join(":"), known);
    if (model === undefined) continue;
    const rest = words.slice(taken);
    const method = methodOf(rest[0]?.toLowerCase() ?? "");
    return method === undefined ? { model, rest } : { model, method, rest: rest.slice(1) };
  }
  const [, stem = "", ending = ""] = /^(.+)[-_ ]([a-z]+)$/i.exec(words[0] ?? "") ?? [];
  const method = methodOf(ending.toLowerCase());
  const model = method === undefined ? undefined : modelNamed(stem, known);
  if (model !== undefined && method !== undefined) return { model, method, rest: words.slice(1) };
  const names = [...models.values()].flatMap(({ id, aliases }) => [id, ...aliases]);
  const guesses = nearest(words[0] ?? "", names, 3);
  throw usage(
    `there is no workload ${shown(text)}`,
    guesses.length === 0
      ? "`rigplan catalog list workloads` lists them; one is written resnet50, bert-large:finetune or llama-3-8b:qlora,seq=2048,batch=1"
      : `did you mean ${guesses.join(" or ")}?`,
  );
};

const settingValue = (name: SettingName, text: string): string | number | undefined => {
  const { words, synonyms, bounds } = SETTINGS[name];
  const word = text.toLowerCase();
  if (bounds !== undefined) {
    const [, digits = "", unit = ""] = /^(\d{1,9})(k?)$/.exec(word) ?? [];
    const value = digits === "" ? Number.NaN : Number(digits) * (unit === "k" ? 1024 : 1);
    return value >= bounds[0] && value <= bounds[1] ? value : undefined;
  }
  const dashed = word.replaceAll("_", "-");
  const known = synonyms ?? {};
  const meant = Object.hasOwn(known, word) ? known[word] : Object.hasOwn(known, dashed) ? known[dashed] : undefined;
  return words?.find((candidate) => candidate === word || candidate.replaceAll("_", "-") === dashed) ?? meant;
};

const allowed = (name: SettingName): string => {
  const { words, bounds } = SETTINGS[name];
  return words === undefined ? `a whole number from ${bounds?.[0]} to ${bounds?.[1]}` : `one of ${words.join(", ")}`;
};

/** `seq=2048`, or a value that says by itself what it is: `q4_k_m`, `zero3`, `adamw8bit`. */
const settingIn = (text: string, offered: readonly SettingName[], what: string): readonly [SettingName, string | number] => {
  const [key = "", value, ...more] = text.split("=").map((word) => word.trim());
  if (more.length > 0) throw usage(`${shown(text)} is not a setting`, "write it name=value");
  if (value === undefined) {
    for (const name of offered) {
      const found = SETTINGS[name].words === undefined ? undefined : settingValue(name, key);
      if (found !== undefined && !["none", "yes", "no", "on", "off", "auto"].includes(key.toLowerCase())) return [name, found];
    }
    const known = offered.flatMap((name) => SETTINGS[name].words ?? []);
    const [guess] = nearest(key, [...known, ...offered.map((name) => `${name}=`)], 1);
    throw usage(`${shown(key)} is not a setting of ${what}`, guess === undefined ? `it takes ${offered.join(", ") || "none"}` : `did you mean ${guess}?`);
  }
  const word = key.toLowerCase().replaceAll("-", "_");
  const name = (Object.keys(SETTINGS) as SettingName[]).find((candidate) => candidate === word || SETTINGS[candidate].aliases.includes(word));
  if (name === undefined || !offered.includes(name)) {
    const [guess] = name === undefined ? nearest(word, offered, 1) : [];
    throw usage(`${what} has no setting ${shown(key)}`, guess === undefined ? `it takes ${offered.join(", ") || "none"}` : `did you mean ${guess}?`);
  }
  const found = settingValue(name, value);
  if (found === undefined) {
    const [guess] = nearest(value, SETTINGS[name].words ?? [], 1);
    throw usage(`${name} ${shown(value)} of ${what} is not known`, guess === undefined ? allowed(name) : `did you mean ${guess}? (${allowed(name)})`);
  }
  return [name, found];
};

/**
 * The job that a word names: a model, a method, settings (`llama-3-8b:qlora,seq=2048,batch=1`), each but the model optional.
 * @throws Failure with the nearest name for what is not known, and with what there is for a method or setting that the model has not
 */
export const workloadFrom = (text: string, models: ReadonlyMap<string, WorkloadModel>): Workload => {
  const [head = "", ...tail] = text.slice(0, LONGEST).trim().split(",");
  const { model, method: asked, rest } = namedIn(head, models);
  const has = model.methods.map(({ method }) => method);
  const words = [...rest, ...tail].map((word) => word.trim()).filter((word) => word !== "");
  // A method may stand among the settings too.
  const at = asked === undefined ? words.findIndex((word) => methodOf(word.toLowerCase()) !== undefined) : -1;
  const named = asked ?? methodOf(words[at]?.toLowerCase() ?? "");
  if (at !== -1) words.splice(at, 1);
  const stray = rest[0];
  if (named === undefined && stray !== undefined && words[0] === stray.trim() && !stray.includes("=") && isNoSetting(stray)) {
    const [guess] = nearest(stray, has, 1);
    throw usage(
      `${shown(stray)} is nothing that is done with ${model.name}`,
      guess === undefined ? `it has ${has.join(", ")}` : `did you mean ${guess}? (it has ${has.join(", ")})`,
    );
  }
  if (named !== undefined && !has.includes(named)) throw usage(`${model.name} has no method ${shown(named)}`, `it has ${has.join(", ")}`);
  const method = named ?? has[0] ?? "infer";
  const offered = settingsOf(model, method);
  const what = `${model.id}:${method}`;
  const given: Partial<Record<SettingName, string | number>> = {};
  for (const word of words) {
    const [name, value] = settingIn(word, offered, what);
    if (given[name] !== undefined) throw usage(`${name} of ${what} is given twice`, "give it once");
    given[name] = value;
  }
  const settings = { ...usualSettings(model, method), ...(given as Partial<WorkloadSettings>) };
  const isAlias = plain(head.split(":")[0] ?? "") !== plain(model.id);
  return {
    id: text.slice(0, LONGEST).trim().toLowerCase(),
    model,
    method,
    settings,
    given: Object.keys(given) as SettingName[],
    ...(isAlias || named === undefined ? { takenAs: `${model.name}, ${method}` } : {}),
  };
};

const isNoSetting = (word: string): boolean =>
  (Object.keys(SETTINGS) as SettingName[]).every((name) => SETTINGS[name].words === undefined || settingValue(name, word) === undefined);
