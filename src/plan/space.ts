import { type Assumptions, constant } from "../domain/assumptions.js";
import type { Catalog } from "../domain/catalog.js";
import type { Finding } from "../domain/finding.js";
import type { PartKind, PartOf } from "../domain/part.js";
import { cautiousLink, linkGbPerS, type Placement } from "../domain/placement.js";
import type { PlanRequest } from "../domain/request.js";
import type { Rig, RigLine } from "../domain/rig.js";
import type { Scenario } from "../domain/scenario.js";
import { RULES } from "../evaluate/compat/index.js";
import type { Rule, RuleContext } from "../evaluate/compat/rule.js";
import { placeOnce } from "../evaluate/compat/seating.js";
import { mainsVoltage, ruleContext } from "../evaluate/context.js";
import { jobSpeed } from "../evaluate/workload/performance.js";
import { scalingEfficiency } from "../evaluate/workload/throughput.js";
import { watts } from "../units/quantity.js";
import { bestEfficiency, leastGrowth, type RunningPrice, runningPrice } from "./bounds.js";
import { type Choices, choicesFor, type GpuFilter, type GpuOption, type HostKind, type LimitStep, type Option } from "./choices.js";
import { undominatedPlatforms } from "./dominance.js";
import type { Effort } from "./effort.js";

/** The order in which a rig is put together; a rule is asked as soon as the last kind it reads has its place. */
const STAGES = ["gpu", "motherboard", "cpu", "case", "memory", "storage", "cooler", "psu"] as const;
export type Stage = (typeof STAGES)[number];

const STAGE_OF: { readonly [K in PartKind]: number } = {
  gpu: 0,
  motherboard: 1,
  cpu: 2,
  case: 3,
  riser: 3,
  memory: 4,
  storage: 5,
  cooler: 6,
  psu: 7,
  network: 7,
};

/** A rig being put together. */
export type Draft = { -readonly [K in keyof Rig]: Rig[K] };

/** A board and a CPU that work together. */
export interface Platform {
  readonly board: Option<PartOf["motherboard"]>;
  readonly cpu: Option<PartOf["cpu"]>;
  readonly price: number;
  readonly net: number;
}

/** A rate of work, 0 where it is not known. */
type JobSpeeds = (gpu: GpuOption, limit: LimitStep, link: number) => number;

/** What all searches of one plan share: the choices, the rules by stage, and answers worked out before. */
export interface Space {
  readonly choices: Choices;
  readonly platforms: readonly Platform[];
  readonly context: RuleContext;
  readonly scenario: Scenario;
  readonly assumptions: Assumptions;
  readonly mainsV: number;
  /** Whether the user said at which power limit the cards run. */
  readonly limitIsGiven: boolean;
  /** The best efficiency any supply reaches. */
  readonly bestEfficiency: number;
  /** The least by which wall power grows for each watt more. */
  readonly leastGrowth: number;
  readonly running: RunningPrice;
  readonly effort: Effort;
  /** Fewer CPU cores than this are refused beside so many GPUs. */
  readonly leastCores: (devices: number) => number;
  /** Where the speed of the jobs asked for is what counts. */
  readonly jobSpeed?: JobSpeeds;
  /** Whether the rules whose last kind is placed at this stage let the draft pass. */
  readonly passes: (draft: Draft, stage: Stage) => boolean;
  /** Whether board and CPU, which are in the draft, suit the cards in it. */
  readonly suitsCards: (draft: Draft) => boolean;
  /** Whether the rules that read only the GPUs and this kind let the option pass; asked once per GPU choice. */
  readonly suitsGpu: (draft: Draft, kind: HostKind) => boolean;
  /** How the cards sit on a board, without a case or in one. */
  readonly placement: (platform: Platform, gpu: GpuOption, housing: PartOf["case"] | undefined) => Placement;
  readonly lineOf: <K extends HostKind>(option: Option<PartOf[K]>) => RigLine<PartOf[K]>;
}

export const emptyDraft = (): Draft => ({ gpu: [], memory: [], storage: [], network: [], riser: [], nodes: 1 });

/** The lines of a GPU choice: what is bought and what was there. */
const gpuLines = ({ part, condition, quantity, ownedQuantity }: GpuOption): readonly RigLine<PartOf["gpu"]>[] => {
  const lines: RigLine<PartOf["gpu"]>[] = [];
  if (ownedQuantity > 0) lines.push({ part, quantity: ownedQuantity, condition: "used", owned: true });
  if (quantity > ownedQuantity) lines.push({ part, quantity: quantity - ownedQuantity, condition, owned: false });
  return lines;
};

/** A rig with nothing but the cards of a choice, at a power limit. */
export const cardsIn = (gpu: GpuOption, limitW: number): Draft => {
  const draft = emptyDraft();
  draft.gpu = gpuLines(gpu);
  if (limitW < gpu.part.boardPowerW) draft.powerLimit = watts(limitW);
  return draft;
};

/** How much a plan asks for beyond what a rig needs to work at all: nobody who has the choice starves or stifles the cards. */
interface Comfort {
  /** Share of the comfortable amount of system memory. */
  readonly memory: number;
  readonly coresPerGpu: number;
  /** Whether even one or two cards may stand in an open frame: the user named the case. */
  readonly takesFrames: boolean;
}

const isUnplanned = ({ rule, severity, actual, facts }: Finding, comfort: Comfort): boolean => {
  if (severity !== "warning" || typeof actual !== "number") return false;
  if (rule === "memory-amount") return actual < comfort.memory * Number(facts?.["wanted"]);
  if (rule === "cpu-cores") return actual < comfort.coresPerGpu * Number(facts?.["gpus"]);
  // Fewer than half of the memory channels; beyond that the rule gives no more than advice.
  if (rule === "open-frame") return !comfort.takesFrames;
  return rule === "case-fans" || rule === "memory-channels";
};

const isRefused = (findings: readonly Finding[], acceptUnknown: boolean, comfort: Comfort): boolean => {
  for (const finding of findings) {
    if (finding.verdict === "does_not_fit" || (finding.verdict === "unknown" && !acceptUnknown)) return true;
    if (isUnplanned(finding, comfort)) return true;
  }
  return false;
};

/** Kinds whose options are narrowed to those that suit the GPUs before anything else is chosen. */
const NARROWED: ReadonlySet<PartKind> = new Set(["case", "memory", "storage", "cooler", "psu"]);

// The whole-rig rules are asked of the finished rig by `evaluate`; here they would only see half a rig.
const WHOLE_RIG: ReadonlySet<string> = new Set(["incomplete-rig", "circuit"]);

interface StagedRule {
  readonly rule: Rule;
  /** The two host kinds of a rule that reads nothing else: its answer does not change with the GPUs. */
  readonly pair: readonly [PartKind, PartKind] | undefined;
  readonly known: Map<number, boolean>;
}

const pairOf = ({ reads }: Rule): readonly [PartKind, PartKind] | undefined => {
  const [a, b] = reads;
  if (reads.length !== 2 || a === undefined || b === undefined) return undefined;
  return [a, b].some((kind) => kind === "gpu" || kind === "riser" || kind === "network" || kind === "psu") ? undefined : [a, b];
};

const idOf = new WeakMap<object, number>();
let nextId = 1;
/** A small number for a line, the same for the same line. */
const lineId = (line: object | undefined): number => {
  if (line === undefined) return 0;
  const found = idOf.get(line);
  if (found !== undefined) return found;
  const id = nextId;
  nextId += 1;
  idOf.set(line, id);
  return id;
};

const lineIn = (draft: Draft, kind: PartKind): object | undefined => {
  const found = draft[kind];
  return Array.isArray(found) ? found[0] : (found as object | undefined);
};

/**
 * Everything searches for one request need, built once.
 * @param effort - the work that these searches may do, with all others of the plan
 * @param mayWin - leaves out GPUs that are known to lose at any price
 */
export const spaceFor = (request: PlanRequest, scenario: Scenario, catalog: Catalog, effort: Effort, mayWin?: GpuFilter): Space => {
  const choices = choicesFor(request, scenario, catalog, mayWin);
  const comfort: Comfort = {
    memory: constant(catalog.assumptions, "ram_plan_share"),
    coresPerGpu: constant(catalog.assumptions, "cores_per_gpu_planned"),
    takesFrames: [...request.withParts, ...request.own].some((id) => catalog.parts.case.has(id)),
  };
  const context = ruleContext(scenario, catalog);
  const staged: StagedRule[][] = STAGES.map(() => []);
  const withGpu = new Map<PartKind, Rule[]>();
  for (const rule of RULES) {
    if (WHOLE_RIG.has(rule.name)) continue;
    const others = rule.reads.filter((kind) => kind !== "gpu");
    const [other] = others;
    if (rule.reads.includes("gpu") && others.length === 1 && other !== undefined && NARROWED.has(other)) {
      withGpu.set(other, [...(withGpu.get(other) ?? []), rule]);
      continue;
    }
    const stage = Math.max(0, ...rule.reads.map((kind) => STAGE_OF[kind]));
    staged[stage]?.push({ rule, pair: pairOf(rule), known: new Map() });
  }
  const lines = new WeakMap<object, RigLine>();
  const lineOf = <K extends HostKind>(option: Option<PartOf[K]>): RigLine<PartOf[K]> => {
    const found = lines.get(option);
    if (found !== undefined) return found as RigLine<PartOf[K]>;
    const { part, quantity, condition, owned } = option;
    const line: RigLine<PartOf[K]> = { part, quantity, condition, owned };
    lines.set(option, line as RigLine);
    return line;
  };
  const ask = ({ rule, pair, known }: StagedRule, draft: Draft): boolean => {
    if (pair === undefined) return isRefused(rule.check(draft, context), request.acceptUnknown, comfort);
    const key = lineId(lineIn(draft, pair[0])) * 1_000_003 + lineId(lineIn(draft, pair[1]));
    const before = known.get(key);
    if (before !== undefined) return before;
    const refused = isRefused(rule.check(draft, context), request.acceptUnknown, comfort);
    known.set(key, refused);
    return refused;
  };
  const rulesAt = (stage: Stage): readonly StagedRule[] => staged[STAGES.indexOf(stage)] ?? [];
  const byStage: Readonly<Record<Stage, readonly StagedRule[]>> = {
    gpu: rulesAt("gpu"),
    motherboard: rulesAt("motherboard"),
    cpu: rulesAt("cpu"),
    case: rulesAt("case"),
    memory: rulesAt("memory"),
    storage: rulesAt("storage"),
    cooler: rulesAt("cooler"),
    psu: rulesAt("psu"),
  };
  const passes = (draft: Draft, stage: Stage): boolean => {
    for (const rule of byStage[stage]) if (ask(rule, draft)) return false;
    return true;
  };
  const suitsGpu = (draft: Draft, kind: HostKind): boolean => {
    for (const rule of withGpu.get(kind) ?? []) if (isRefused(rule.check(draft, context), request.acceptUnknown, comfort)) return false;
    return true;
  };

  const draft = emptyDraft();
  const platforms: Platform[] = [];
  const cpusOf = new Map<string, Option<PartOf["cpu"]>[]>();
  for (const cpu of choices.hosts.cpu) {
    const list = cpusOf.get(cpu.part.socket);
    if (list === undefined) cpusOf.set(cpu.part.socket, [cpu]);
    else list.push(cpu);
  }
  for (const board of choices.hosts.motherboard) {
    for (const cpu of cpusOf.get(board.part.socket) ?? []) platforms.push({ board, cpu, price: board.price + cpu.price, net: board.net + cpu.net });
  }
  const platformRules = [...byStage.motherboard, ...byStage.cpu];
  const boardAndCpu = platformRules.filter(({ rule }) => !rule.reads.includes("gpu"));
  const withCards = platformRules.filter(({ rule }) => rule.reads.includes("gpu"));
  const works = (platform: Platform): boolean => {
    draft.motherboard = lineOf<"motherboard">(platform.board);
    draft.cpu = lineOf<"cpu">(platform.cpu);
    return boardAndCpu.every(({ rule }) => !isRefused(rule.check(draft, context), request.acceptUnknown, comfort));
  };
  const suitsCards = (cards: Draft): boolean => withCards.every(({ rule }) => !isRefused(rule.check(cards, context), request.acceptUnknown, comfort));
  const working = platforms.filter(works).sort((a, b) => a.net - b.net || a.board.index - b.board.index || a.cpu.index - b.cpu.index);
  const asksForCpu = request.withParts.some((id) => catalog.parts.cpu.has(id));

  const placement = (platform: Platform, gpu: GpuOption, housing: PartOf["case"] | undefined): Placement => {
    const seated = placeOnce(platform.board.part, platform.cpu.part, gpu.part, gpu.quantity, housing, choices.riser?.part.generation);
    return seated.status === "unknown" && request.acceptUnknown
      ? { status: "placed", cards: [], smallestGap: Number.POSITIVE_INFINITY, slowestLink: cautiousLink(gpu.part.pcie), risers: 0 }
      : seated;
  };

  const mainsV = mainsVoltage(scenario);
  const speeds = scenario.workloads === undefined || scenario.workloads.length === 0 ? undefined : jobSpeeds(scenario, catalog);
  const isFast = (gpu: GpuOption): boolean => speeds !== undefined && speeds(gpu, { watts: gpu.part.boardPowerW, speed: 1 }, bestLink(gpu)) > 0;
  // A card whose speed at the jobs is not known cannot be weighed against the others; where that is so of every card, the training index decides.
  const weighed = choices.gpus.filter(isFast);
  // A CPU with cores enough for comfort is not asked for more.
  const leastCoresPerGpu = Math.min(comfort.coresPerGpu, constant(catalog.assumptions, "cores_per_gpu_comfortable"));
  return {
    effort,
    choices: weighed.length === 0 ? choices : { ...choices, gpus: weighed },
    ...(speeds === undefined || weighed.length === 0 ? {} : { jobSpeed: speeds }),
    platforms: asksForCpu ? working : undominatedPlatforms(working, catalog.assumptions),
    context,
    scenario,
    assumptions: catalog.assumptions,
    mainsV,
    limitIsGiven: request.gpuPowerLimitW !== undefined,
    bestEfficiency: bestEfficiency(mainsV, catalog.assumptions),
    leastGrowth: leastGrowth(mainsV, catalog.assumptions),
    running: runningPrice(scenario),
    leastCores: (devices) => leastCoresPerGpu * devices,
    passes,
    suitsCards,
    suitsGpu,
    placement,
    lineOf,
  };
};

/** The fastest link a card could have anywhere, GB/s one way. */
export const bestLink = ({ part }: GpuOption): number => (part.pcie === undefined ? 0 : linkGbPerS(part.pcie.generation, part.pcie.lanes));

const bestIndexes = new WeakMap<Space, Map<GpuOption, number>>();

/** What a choice gets done at its highest limit over its fastest link: no rig with these cards does more. */
export const bestIndexOf = (gpu: GpuOption, space: Space): number => {
  let known = bestIndexes.get(space);
  if (known === undefined) {
    known = new Map();
    bestIndexes.set(space, known);
  }
  const found = known.get(gpu) ?? indexOf(gpu, space.choices.highestLimit(gpu.part), bestLink(gpu), space);
  known.set(gpu, found);
  return found;
};

/** The speed of the jobs asked for, worked out once for the same cards at the same limit over the same link. */
const jobSpeeds = (scenario: Scenario, catalog: Catalog): JobSpeeds => {
  const known = new Map<string, number>();
  return (gpu, { watts: limit }, link) => {
    const key = `${gpu.part.id}*${gpu.quantity}|${limit}|${link}`;
    const found = known.get(key) ?? jobSpeed(cardsIn(gpu, limit), link, scenario, catalog) ?? 0;
    known.set(key, found);
    return found;
  };
};

/** What a choice gets done at a power limit over a link, GB/s one way: the speed of the jobs asked for, else the training index. */
export const indexOf = (gpu: GpuOption, limit: LimitStep, link: number, { assumptions, jobSpeed: ofJobs }: Space): number => {
  if (ofJobs !== undefined) return ofJobs(gpu, limit, link);
  const devices = gpu.quantity * gpu.part.deviceCount;
  return gpu.deviceSpeed * limit.speed * devices * scalingEfficiency(devices, gpu.rawSpeed * limit.speed, link / gpu.part.deviceCount, assumptions);
};
