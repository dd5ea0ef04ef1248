import type { Catalog } from "../../domain/catalog.js";
import { amountOf, amountTyped, circuitFrom, countRange, numberWithin } from "../parse.js";
import { regionOf } from "../scenario.js";
import type { Asker, Choice } from "./asker.js";
import { reasonOf } from "./asker.js";

/** The flags that the questions fill in, as they would be typed. */
export interface PlanAnswers {
  readonly budget?: string;
  readonly currency?: string;
  readonly region?: string;
  readonly maxElectricity?: string;
  readonly hoursPerDay?: string;
  readonly workload?: readonly string[];
  readonly condition?: string;
  readonly minVram?: string;
  readonly gpus?: string;
  readonly circuit?: string;
  readonly framework?: readonly string[];
}
type Mutable = { -readonly [K in keyof PlanAnswers]: PlanAnswers[K] };

/** What people want to do, and the job that stands for it in the models. */
const AIMS: readonly (Choice & { readonly workload?: string })[] = [
  {
    value: "all",
    name: "A bit of everything, or I don't know yet",
    description: "judged by ten jobs of the day: pictures, language, fine-tuning, image generation",
  },
  { value: "vision", name: "Pictures: Kaggle, image classification", description: "judged by training ResNet-50", workload: "resnet50:train" },
  { value: "detection", name: "Finding things in pictures and video", description: "judged by training YOLOv8 (medium)", workload: "yolov8m:train" },
  { value: "language", name: "Language models of the BERT kind", description: "judged by fine-tuning BERT large", workload: "bert-large:finetune" },
  {
    value: "finetune",
    name: "Fine-tuning a chat model of about 8 billion parameters",
    description: "judged by QLoRA on Llama 3.1 8B",
    workload: "llama-3.1-8b:qlora",
  },
  { value: "chat", name: "Running a chat model at home", description: "judged by Llama 3.1 8B in 4 bits", workload: "llama-3.1-8b:infer,q4_k_m" },
  {
    value: "chat70",
    name: "Running a large chat model (70 billion) at home",
    description: "judged by Llama 3.3 70B in 4 bits",
    workload: "llama-3.3-70b:infer,q4_k_m",
  },
  { value: "images", name: "Making and tuning an image generator", description: "judged by SDXL LoRA", workload: "sdxl:lora" },
  { value: "other", name: "Something else: let me pick the model" },
];

/** The country that the terminal's language setting names, as a first guess only; numbers are never read by it. */
const localeRegion = (env: Readonly<Record<string, string | undefined>>, catalog: Catalog): string | undefined => {
  const [, country] = /^[a-z]{2,3}_([A-Z]{2})/.exec(["LC_ALL", "LC_MONETARY", "LANG"].map((name) => env[name] ?? "").find((text) => text !== "") ?? "") ?? [];
  return country !== undefined && catalog.regions.has(country) ? country : undefined;
};

const optional =
  (check: (text: string) => unknown) =>
  (text: string): string | undefined =>
    text === "" ? undefined : reasonOf(() => check(text));

/** Other names that people type for their country, shown beside it. */
const ALSO: Readonly<Record<string, string>> = { GB: "United Kingdom, UK", US: "USA, America", NL: "Holland", CZ: "Czech Republic", KR: "Korea" };

/** Names that lead to a country without being shown. */
const UNSHOWN: Readonly<Record<string, string>> = { GB: "England, Scotland, Wales, Northern Ireland" };

const regionChoices = (catalog: Catalog): readonly Choice[] =>
  [...catalog.regions.values()]
    .map(({ code, name, currency }) => ({
      value: code,
      name: `${name}${ALSO[code] === undefined ? "" : `, ${ALSO[code]}`} (${code}, ${currency})`,
      also: UNSHOWN[code] ?? "",
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));

type AskFor = (answers: Mutable, ask: Asker, catalog: Catalog, guess: string | undefined) => Promise<void>;

interface Entry {
  readonly id: string;
  /** As the list of answers to change names it. */
  readonly name: string;
  readonly ask: AskFor;
}

const assign = <K extends keyof PlanAnswers>(answers: Mutable, key: K, value: PlanAnswers[K]): void => {
  if (value === undefined || value === "") delete answers[key];
  else answers[key] = value;
};

const currencyIn = ({ currency, region }: Mutable, catalog: Catalog): string => currency ?? (region === undefined ? "GBP" : regionOf(catalog, region).currency);

const MAIN: readonly Entry[] = [
  {
    id: "aim",
    name: "what it is for (--workload)",
    ask: async (answers, ask, catalog) => {
      const aim = await ask.choose(
        { short: "What do you want to do with it? (--workload)", why: "This decides what counts as fast, and how much GPU memory is needed." },
        AIMS,
      );
      const known = AIMS.find(({ value }) => value === aim)?.workload;
      if (aim !== "other") {
        assign(answers, "workload", known === undefined ? undefined : [known]);
        return;
      }
      const models = [...catalog.subjects.workloads().values()].map(({ id, name }) => ({ value: id, name: `${name} (${id})` }));
      assign(answers, "workload", [await ask.search({ short: "Which model?", why: "Type a part of its name." }, models)]);
    },
  },
  {
    id: "region",
    name: "country (--region)",
    ask: async (answers, ask, catalog, guess) => {
      const usual = answers.region ?? guess ?? "GB";
      answers.region = await ask.search(
        { short: "Where will it run? (--region)", why: "The country brings its currency, tax, electricity price and wall socket. Type to narrow the list." },
        regionChoices(catalog),
        usual,
      );
      assign(answers, "currency", catalog.regions.get(answers.region)?.currency);
    },
  },
  {
    id: "budget",
    name: "budget (--budget)",
    ask: async (answers, ask, catalog) => {
      const currency = currencyIn(answers, catalog);
      const text = await ask.line(
        { short: `The most you want to spend, in ${currency}? (--budget)`, why: "For all parts, tax included; screen, keyboard and delivery are not in it." },
        answers.budget ?? "3000",
        (amount) =>
          amount === ""
            ? "a budget is needed to choose; 3000 is a good start"
            : reasonOf(() => amountOf("the budget", amountTyped(amount, currency), currency)),
      );
      assign(answers, "budget", amountTyped(text, currency));
    },
  },
  {
    id: "hours",
    name: "hours a day (--hours-per-day)",
    ask: async (answers, ask) => {
      const text = await ask.line(
        { short: "How many hours a day will it be busy? (--hours-per-day)", why: "The electricity bill follows from it. Leave 8 if you don't know." },
        answers.hoursPerDay ?? "8",
        optional((hours) => numberWithin("the hours", hours, 0, 24)),
      );
      assign(answers, "hoursPerDay", text);
    },
  },
  {
    id: "electricity",
    name: "electricity a month (--max-electricity)",
    ask: async (answers, ask, catalog) => {
      const currency = currencyIn(answers, catalog);
      const text = await ask.line(
        {
          short: `Electricity a month at most, in ${currency}? (--max-electricity)`,
          why: "A strict limit makes the cards run slower or fewer. Leave it empty if you don't know: the plan shows the bill.",
        },
        answers.maxElectricity,
        optional((amount) => amountOf("the limit", amountTyped(amount, currency), currency)),
      );
      assign(answers, "maxElectricity", amountTyped(text, currency));
    },
  },
];

const FURTHER: readonly Entry[] = [
  {
    id: "condition",
    name: "new or used parts (--condition)",
    ask: async (answers, ask) => {
      const answer = await ask.choose(
        { short: "May parts be second-hand? (--condition)", why: "Used cards cost about two thirds of new ones and have little or no warranty." },
        [
          { value: "", name: "New and used, whatever is best" },
          { value: "new", name: "New parts only" },
        ],
      );
      assign(answers, "condition", answer);
    },
  },
  {
    id: "gpus",
    name: "number of GPUs (--gpus)",
    ask: async (answers, ask) => {
      const text = await ask.line(
        { short: "How many GPUs: 1, 2, 1..4? (--gpus)", why: "One is simpler, quieter and cooler. Leave it empty for whatever is best." },
        answers.gpus,
        optional((count) => countRange("the number", count)),
      );
      assign(answers, "gpus", text);
    },
  },
  {
    id: "vram",
    name: "memory on each GPU (--min-vram)",
    ask: async (answers, ask) => {
      const text = await ask.line(
        {
          short: "Memory on each GPU at least, in GB? (--min-vram)",
          why: "24 runs most of what people do at home. Leave it empty if you don't know.",
        },
        answers.minVram,
        optional((gb) => numberWithin("the memory", gb, 1, 4096)),
      );
      assign(answers, "minVram", text);
    },
  },
  {
    id: "circuit",
    name: "wall socket (--circuit)",
    ask: async (answers, ask) => {
      const text = await ask.line(
        {
          short: "What does the socket carry? (--circuit)",
          why: "Amperes and volts such as 13A@230V or 15A@120V, from the breaker in the fuse box. Leave it empty for the usual one of the country.",
        },
        answers.circuit,
        optional((circuit) => circuitFrom("the socket", circuit)),
      );
      assign(answers, "circuit", text);
    },
  },
  {
    id: "framework",
    name: "software that must run (--framework)",
    ask: async (answers, ask, catalog) => {
      const names = [...catalog.frameworks.values()].map(({ id, name }) => ({ value: id, name }));
      assign(answers, "framework", [
        await ask.choose(
          { short: "Which software must run? (--framework)", why: "In today's version. PyTorch is what most people use." },
          [...names, { value: "none", name: "None: I will see" }],
          answers.framework?.[0] ?? "pytorch",
        ),
      ]);
    },
  },
];

/** Every question, for changing one answer. */
const PLAN_QUESTIONS: readonly Entry[] = [...MAIN, ...FURTHER];

/** What the terminal's settings say of where the person is. */
export const guessedRegion = localeRegion;

/**
 * Asks what matters most, then offers the rest. What flags said already is not asked again.
 * @param given - answers that flags gave
 */
export const planAnswers = async (given: PlanAnswers, ask: Asker, catalog: Catalog, guess: string | undefined): Promise<PlanAnswers> => {
  const answers: Mutable = { ...given };
  const isGiven: Readonly<Record<string, boolean>> = {
    aim: given.workload !== undefined,
    region: given.region !== undefined || given.currency !== undefined,
    budget: given.budget !== undefined,
    hours: given.hoursPerDay !== undefined,
    electricity: given.maxElectricity !== undefined,
  };
  for (const { id, ask: question } of MAIN) if (isGiven[id] !== true) await question(answers, ask, catalog, guess);
  const more = await ask.choose({ short: "Answer five more questions first?", why: "That is enough for a plan." }, [
    { value: "no", name: "No, show me the plan" },
    { value: "yes", name: "Yes: used parts, number of GPUs, memory, socket, software" },
  ]);
  if (more === "yes") for (const { ask: question } of FURTHER) await question(answers, ask, catalog, guess);
  return answers;
};

/** The answers with one of them asked again. */
export const changedAnswers = async (answers: PlanAnswers, ask: Asker, catalog: Catalog, guess: string | undefined): Promise<PlanAnswers> => {
  const id = await ask.choose(
    { short: "Which answer do you want to change?" },
    PLAN_QUESTIONS.map((entry) => ({ value: entry.id, name: entry.name })),
  );
  const next: Mutable = { ...answers };
  await PLAN_QUESTIONS.find((entry) => entry.id === id)?.ask(next, ask, catalog, guess);
  return next;
};
