import { z } from "zod";
import { LEFT_OUT } from "../domain/assessment.js";
import { DIFFERENCE_KINDS } from "../domain/build.js";
import { VERDICTS } from "../domain/finding.js";
import { LIMITS } from "../domain/job-needs.js";
import { MEMORY_TERMS } from "../domain/memory.js";
import { PART_KINDS } from "../domain/part.js";
import { CAP_NAMES, FIRE_REASONS, FIRE_VERDICTS } from "../domain/power-report.js";
import { EXTRA_KINDS } from "../domain/rig.js";
import { CONFIDENCES } from "../domain/safety.js";

const money = z.object({ amount: z.number(), minor: z.int(), currency: z.string() });
const text = z.string();
const figure = z.number();
const line = z.record(text, z.unknown());
const basis = z.enum(["measured", "stated", "modelled", "assumed"]);
/** A figure with its 80 % interval. */
const spread = z.object({ value: figure, low: figure, high: figure, basis, source: text });

const part = z.object({
  kind: z.enum([...PART_KINDS, ...EXTRA_KINDS]),
  id: text,
  name: text,
  quantity: z.int(),
  condition: z.enum(["new", "used", "refurbished"]),
  owned: z.boolean(),
  unit_price: money.optional(),
  price: money.optional(),
  tax: money.optional(),
  price_basis: z.enum(["observed", "modelled", "stated", "own"]).optional(),
  price_is_old: z.boolean().optional(),
  price_modelled: z.object({ observed: money, middle: money, low: money, high: money, series: text, source: text }).optional(),
  worth: money.optional(),
  warranty_years: figure.optional(),
  price_as_of: text.optional(),
  price_oldest: text.optional(),
  price_age_days: z.int().optional(),
  price_low: money.optional(),
  price_high: money.optional(),
  offers: z.int().optional(),
  price_is_thin: z.boolean().optional(),
  own_price: z.boolean().optional(),
  markets: z.array(text).optional(),
  conversion: text.optional(),
  source: text.optional(),
});

const finding = z.object({
  code: z.string().regex(/^RP\d{4}$/),
  rule: text,
  severity: z.enum(["error", "warning", "advice"]),
  verdict: z.enum(VERDICTS),
  part: text,
  other: text.optional(),
  actual: z.union([figure, text]).optional(),
  limit: z.union([figure, text]).optional(),
  unit: text.optional(),
  missing: text.optional(),
  message: text,
  fix: text,
  source: text,
  file: text.optional(),
  line: z.int().optional(),
  column: z.int().optional(),
});

const framework = z.object({
  framework: text,
  name: text,
  requested: z.boolean(),
  version: text,
  status: z.enum(["supported", "older_version", "unsupported", "unknown"]),
  last_version: text.optional(),
  first_version: text.optional(),
  build: text.optional(),
  os: z.array(text).optional(),
  install: text.optional(),
  python: text.optional(),
  elsewhere: z.array(z.object({ os: z.array(text), last_version: text, build: text.optional(), install: text.optional(), python: text.optional() })).optional(),
  features_missing: z.array(text).optional(),
  expected_until: z.object({ from: z.int(), to: z.int(), from_month: text, to_month: text }).optional(),
  note: text.optional(),
  source: text,
});

const jobMemory = z.object({
  workload: text,
  name: text,
  method: text,
  verdict: z.enum(VERDICTS),
  batch_per_gpu: z.int().optional(),
  usual_batch_per_gpu: z.int().optional(),
  required_gib: figure.optional(),
  required_low_gib: figure.optional(),
  required_high_gib: figure.optional(),
  basis: basis.optional(),
  source: text.optional(),
  available_gib: figure,
  gpu_count: z.int(),
  shared: z.enum(["none", "layers", "zero1", "zero2", "zero3"]).optional(),
  terms: z.array(z.object({ term: z.enum(MEMORY_TERMS), gib: figure, formula: text, source: text })).optional(),
  system_memory_gib: figure.optional(),
  missing: text.optional(),
  largest: z.object({ setting: z.enum(["batch", "seq"]), value: z.int() }).optional(),
  next_method: z.object({ workload: text, what: text, verdict: z.enum(VERDICTS), required_gib: figure, system_memory_gib: figure.optional() }).optional(),
});

const assessment = z.object({
  rig: line,
  parts: z.array(part),
  findings: z.array(finding),
  memory: z.object({ per_gpu_gib: figure, gpu_count: z.int(), total_gib: figure, system_gib: figure, workloads: z.array(jobMemory).optional() }),
  performance: z.array(
    z.object({
      workload: text,
      throughput: figure,
      unit: text,
      basis,
      low: figure,
      high: figure,
      source: text,
      gpu_count: z.int(),
      scaling_efficiency: figure,
      memory_required_gib: figure.optional(),
      fits: z.union([z.boolean(), z.literal("unknown")]),
      paced_by: text.optional(),
      batch_per_gpu: z.int().optional(),
      usual_batch_per_gpu: z.int().optional(),
      context_tokens: z.int().optional(),
      weights: text.optional(),
      power_limit_speed: figure,
    }),
  ),
  jobs: z.array(
    z.object({
      workload: text,
      limit: z
        .object({
          by: z.enum(LIMITS),
          arithmetic_share: figure.optional(),
          bandwidth_share: figure.optional(),
          arithmetic_per_s: figure.optional(),
          bandwidth_per_s: figure.optional(),
          unit: text.optional(),
          source: text,
        })
        .optional(),
      next_card: z.object({ id: text, name: text, condition: text, price: money, gain: figure.optional() }).optional(),
      pass: z.object({ dataset: text, samples: figure, tokens: figure.optional(), hours: spread }).optional(),
      reads_mb_per_s: spread.extend({ drive_mb_per_s: figure.optional() }).optional(),
      cores: spread.extend({ present: figure.optional() }).optional(),
      system_memory: z.object({ present_gib: figure, wanted_gib: figure }).optional(),
      downloads: z.array(z.object({ what: z.enum(["dataset", "weights"]), name: text, size_gb: figure, hours: figure.optional() })),
      network: z.object({ machines: z.int(), exchange_gb: figure, shares: z.array(z.object({ gbit_per_s: figure, efficiency: figure })) }).optional(),
    }),
  ),
  power: z.object({
    idle_w: figure,
    typical_w: figure,
    peak_w: figure,
    wall_typical_w: figure,
    wall_typical_low_w: figure,
    wall_typical_high_w: figure,
    wall_peak_w: figure,
    psu_load: figure.optional(),
    psu_efficiency: figure.optional(),
    gpu_power_limit_w: figure.optional(),
    gpu_power_limit_speed: z.object({ value: figure, low: figure, high: figure, basis, source: text }).optional(),
    basis,
    source: text,
  }),
  energy: z.object({
    kwh_per_month: figure,
    kwh_per_month_low: figure,
    kwh_per_month_high: figure,
    kwh_per_year_load: figure,
    kwh_per_year_idle: figure,
    bill_per_month: money.optional(),
    bill_per_month_low: money.optional(),
    bill_per_month_high: money.optional(),
    bill_per_year: money.optional(),
    idle_extra_per_month: money.optional(),
    standing_charge_per_day: money.optional(),
    rate: text.optional(),
    rate_source: text.optional(),
    co2_kg_per_year: figure.optional(),
  }),
  cost: z.object({
    purchase: money,
    purchase_low: money,
    purchase_high: money,
    tax: money,
    complete: z.boolean(),
    unpriced: z.array(text),
    money: z.enum(["nominal", "real"]),
    inflation_pct_per_year: figure.optional(),
    inflation_source: text.optional(),
    electricity_change_pct: figure,
    electricity_per_year: money.optional(),
    reserve_per_year: money,
    replacement_per_month: z.object({ value: money, low: money, high: money }).optional(),
    card_failure: z
      .object({
        cards: z.int(),
        years_without_warranty: figure,
        chance: figure,
        low: figure,
        high: figure,
        basis,
        source: text,
        replacement: money.optional(),
      })
      .optional(),
    running_per_year: money.optional(),
    owned_worth: money,
    owned_loss: money,
    resale: money,
    resale_low: money,
    resale_high: money,
    resale_source: text.optional(),
    ownership: money.optional(),
    ownership_low: money.optional(),
    ownership_high: money.optional(),
    gpu_hours: figure,
    per_gpu_hour: money.optional(),
    per_gpu_hour_low: money.optional(),
    per_gpu_hour_high: money.optional(),
    per_work: z.array(z.object({ workload: text, per: text, amount: figure, low: figure, high: figure, currency: text, basis, source: text })),
    leaves_out: z.array(z.object({ what: z.enum(LEFT_OUT), says: text })),
    years: z.array(z.object({ year: z.int(), electricity: money, reserve: money, running: money, resale: money, ownership: money })),
  }),
  frameworks: z.array(framework),
  host_needs: z.array(z.object({ id: text, needs: text, otherwise: text, fix: text, source: text, grade: text })),
  safety: z.object({
    circuit: z.object({ name: text, max_continuous_w: figure, voltage_v: figure, source: text }).optional(),
    circuit_share: figure.optional(),
    heat_w: figure,
    heat_btu_per_h: figure,
  }),
  build: z
    .object({
      id: text,
      author: text,
      priced_on: text,
      made: z.enum(["built", "plan", "estimate"]),
      complete: z.boolean(),
      sum_of_parts: money,
      published_total: money.optional(),
      difference: money.optional(),
      difference_kind: z.enum(DIFFERENCE_KINDS).optional(),
      difference_why: text.optional(),
      measured_power_w: figure.optional(),
      stated_power_w: figure.optional(),
      today: z.object({
        inflated: z.object({ amount: money, pct: figure, from: text, to: text, source: text }).optional(),
        market: z.object({ amount: money, low: money, high: money, lines_priced: z.int(), lines: z.int() }).optional(),
        converted: z.object({ amount: money, rate: figure, year: text, source: text }).optional(),
      }),
      notes: z.array(text),
      source: text,
    })
    .optional(),
  confirm: z.array(z.object({ part: text, fields: z.array(text), why: text })),
});

const draw = (key: string) => ({ [`${key}_w`]: figure, [`${key}_low_w`]: figure, [`${key}_high_w`]: figure });

const powerResult = assessment.extend({
  states: z.array(
    z.object({ kind: z.enum(PART_KINDS), id: text, quantity: z.int(), ...draw("idle"), ...draw("training"), ...draw("inference"), peak_w: figure, basis }),
  ),
  excursion_w: figure,
  excursion_low_w: figure,
  excursion_high_w: figure,
  ...draw("wall_inference"),
  sweep: z.array(
    z.object({
      limit_w: figure,
      default: z.boolean(),
      set: z.boolean(),
      speed: figure,
      speed_low: figure,
      speed_high: figure,
      training_index: figure.optional(),
      wall_typical_w: figure,
      wall_peak_w: figure,
      bill_per_month: money.optional(),
      index_per_100w: figure.optional(),
      breaks: z.array(z.enum(CAP_NAMES)),
      hours_under_cap_per_month: figure.optional(),
      work_under_cap_per_month: figure.optional(),
      best: z.boolean(),
      most_work: z.boolean(),
    }),
  ),
  circuits: z.array(
    z.object({
      name: text,
      plug: text.optional(),
      voltage_v: figure,
      max_continuous_w: figure,
      wall_peak_w: figure,
      margin_w: figure,
      passes: z.boolean(),
      asked: z.boolean(),
      passing_limit_w: figure.optional(),
      note: text.optional(),
    }),
  ),
  hours_under_cap: z
    .object({ cap: money, hours_per_month: figure, wanted_hours_per_month: figure, share_of_year: figure, rarely_driven: z.boolean() })
    .optional(),
  tariff: z
    .object({
      id: text,
      name: text,
      zone: text.optional(),
      currency: text,
      source: text,
      as_of: text,
      grade: z.enum(["sourced", "doubtful"]),
      note: text.optional(),
      standing_charge_in_bill: z.boolean(),
      standing_charge_per_day: money.optional(),
      priced_days: z.object({ count: z.int(), from: text, to: text }).optional(),
      gaps: z.array(z.object({ day: text, missing: z.int(), of: z.int(), first_missing: text, file: text, line: z.int().optional() })).optional(),
      gap_days: z.int().optional(),
      one_rate: z.boolean(),
      schedules: z.array(
        z.object({
          name: text,
          asked: z.boolean(),
          load_rate_per_kwh: figure,
          idle_rate_per_kwh: figure,
          windows: z.array(z.object({ days: text.optional(), share_of_days: figure, hours: z.array(text) })),
          bill_per_month: money,
          bill_per_year: money,
          saves_per_month: money,
        }),
      ),
    })
    .optional(),
  plugs: z.array(z.object({ gpu: text, plugs: text, load_w: figure, rated_w: figure, share: figure })),
  room: z.object({ area_m2: figure, rise_c: figure, rise_low_c: figure, rise_high_c: figure, source: text }).optional(),
  ups: z.object({ watts: figure, va: figure, minutes: figure, battery_wh: figure, source: text }),
  co2: z.object({ kg_per_month: figure, g_per_kwh: figure, year: z.int(), source: text }).optional(),
  fire_risk: z.object({
    verdict: z.enum(FIRE_VERDICTS),
    reasons: z.array(z.enum(FIRE_REASONS)),
    circuit_share: figure.optional(),
    plug_share: figure.optional(),
  }),
  safety_list: z.array(
    z.object({
      code: z.string().regex(/^RP\d{4}$/),
      topic: text,
      says: text,
      todo: text.optional(),
      confidence: z.enum(CONFIDENCES),
      source: text,
      seen_on: text.optional(),
    }),
  ),
});

const priceEdge = z.object({ purchase: money, survives: z.boolean().optional(), instead: text.optional(), gain_pct: figure.optional() });

const planResult = z.object({
  status: z.enum(["optimal", "infeasible", "stopped"]),
  request: line,
  best: assessment.optional(),
  alternatives: z.array(assessment.extend({ label: text, also_labels: z.array(text).optional(), difference: text, objective_value: figure })),
  proof: z.object({ optimal: z.boolean(), considered: z.int(), pruned: z.int(), objective: text, value: figure, bound: figure }),
  binding: z.array(
    z.object({
      limit: text,
      used: figure,
      allowed: figure,
      unit: text,
      next_step: z.object({ relax_by: figure, gains: text, gain_pct: figure, same_cards_at_w: figure.optional() }).optional(),
    }),
  ),
  why_not: z
    .array(
      z.object({
        part: text,
        name: text,
        status: z.enum(["worse", "impossible", "chosen"]),
        reason: text,
        value: figure.optional(),
        chosen_value: figure.optional(),
        purchase: money.optional(),
      }),
    )
    .optional(),
  frontier: z.array(assessment.extend({ best_for: z.array(text), work: figure })).optional(),
  unused_own: z.array(z.object({ part: text, name: text, quantity: z.int(), used: z.int() })).optional(),
  given_up: z.array(text).optional(),
  price_range: z.object({ modelled_lines: z.int(), low: priceEdge, high: priceEdge }).optional(),
  infeasible: z
    .object({
      conflicts: z.array(text),
      relaxations: z.array(z.object({ limit: text, allowed: figure, needed: figure, short_by: figure, unit: text, says: text })),
      barred: z.array(z.object({ part: text, name: text, reason: text, price_for: text.optional() })).optional(),
      cheapest: assessment.optional(),
      other_methods: z
        .array(z.object({ workloads: z.array(text), what: text, fits: z.boolean(), best: assessment.optional(), cheapest: assessment.optional() }))
        .optional(),
    })
    .optional(),
});

const estimate = z.object({ value: figure, low: figure, high: figure, basis, source: text });
const column = z.object({
  label: text,
  kind: z.enum(["rig", "cloud", "free", "build"]),
  name: text,
  equal_work: z.object({ hours_per_day: figure, available_h_per_day: figure, share: figure, cost: money.optional() }).optional(),
  per_work_hour: money.optional(),
  per_1000_work_hours: money.optional(),
  runs: z.object({ hours_per_run: figure, per_week: figure, fits_session: z.boolean() }).optional(),
});
const rentedFigures = {
  memory: z.object({ per_gpu_gib: figure, gpu_count: z.int(), total_gib: figure, system_gib: figure.optional() }),
  performance: assessment.shape.performance,
  frameworks: assessment.shape.frameworks,
} as const;

const ownedColumn = z.object({
  ...column.shape,
  ...assessment.shape,
  kind: z.enum(["rig", "build"]),
});
const cloudColumn = z.object({
  ...column.shape,
  ...rentedFigures,
  kind: z.literal("cloud"),
  cost: z.object({ per_hour: money, per_gpu_hour: money, running_per_year: money, ownership: money }),
  rental: z.object({
    provider: text,
    provider_name: text,
    gpu: text.optional(),
    gpu_name: text,
    gpu_count: z.int(),
    machines: z.int(),
    instance: text.optional(),
    terms: z.enum(["on_demand", "spot"]),
    tier: text.optional(),
    region: text.optional(),
    host: z.enum(["included", "separate"]),
    form_assumed: z.boolean(),
    listed: z.object({ price_per_hour: text, currency: text, tax: text, gpu_count: z.int() }),
    conversion: text,
    seen_on: text,
    age_days: z.int(),
    old: z.boolean(),
    doubtful: z.boolean(),
    storage: text.optional(),
    egress: text.optional(),
    billing: text.optional(),
    source: text,
    note: text.optional(),
  }),
});
const freeColumn = z.object({
  ...column.shape,
  ...rentedFigures,
  kind: z.literal("free"),
  cost: z.object({ per_month: money.optional(), free: z.boolean() }),
  allowance: z.object({
    provider: text,
    provider_name: text,
    tier: text,
    gpu_name: text,
    hours_per_week: estimate.optional(),
    session_h: figure.optional(),
    idle_min: figure.optional(),
    disk_gb: figure.optional(),
    ram_gib: figure.optional(),
    limits: z.array(text),
    seen_on: text,
    age_days: z.int(),
    source: text,
    note: text.optional(),
  }),
});

const value = z.union([text, figure, money]);
const difference = z.object({ field: text, before: value.optional(), after: value.optional(), change: value.optional() });
const changedFinding = z.object({ code: text, part: text, other: text.optional(), verdict: text, message: text });
const change = z.object({
  baseline: text,
  label: text,
  changed: z.boolean(),
  parts: z.array(
    z.object({
      change: z.enum(["added", "removed", "quantity", "condition", "price"]),
      kind: text,
      id: text,
      name: text,
      before: value.optional(),
      after: value.optional(),
    }),
  ),
  money: z.array(difference),
  numbers: z.array(difference),
  new_findings: z.array(changedFinding),
  gone_findings: z.array(changedFinding),
  scenario: z.array(difference),
});

const winners = z.object({
  solutions: z.int(),
  platforms: z.array(z.object({ name: text, solutions: z.int() })),
  years: z.object({ from: z.int(), to: z.int() }),
  by_gpu_count: z.array(z.object({ gpus: text, solutions: z.int(), share: figure })),
  by_task: z.array(z.object({ task: text, solutions: z.int(), median_gpus: figure, median_training_h: figure.optional() })),
  training_h: z.object({ solutions: z.int(), lower_quartile: figure, median: figure, upper_quartile: figure, most: figure }).optional(),
  beside: z.array(z.object({ label: text, gpu_count: z.int(), share_within: figure, examples: z.array(line) })),
});

const compareResult = z.object({
  changes: z.array(change).optional(),
  winners: winners.optional(),
  work: z.object({ reference: text, workload: text, unit: text, speed: estimate, hours_per_day: figure, years: figure }).optional(),
  columns: z.array(z.discriminatedUnion("kind", [ownedColumn, cloudColumn, freeColumn])),
  ranking: z.array(text),
  break_even: z.array(
    z.object({
      owned: text,
      rented: text,
      months: z.int().nullable(),
      status: z.enum(["month", "never", "unknown"]),
      reason: text.optional(),
      horizon_months: z.int(),
      rented_h_per_owned_h: figure.optional(),
      pays_from_h_per_day: figure.nullable(),
      trajectory: z.array(z.object({ month: z.int(), owned: money, rented: money })),
    }),
  ),
  hybrid: z.array(
    z.object({
      owned: text,
      rented: text,
      own_h_per_day: figure,
      rented_h_per_month: figure,
      cost: money,
      rent_only: money,
      own_twice: money.optional(),
      pays: z.boolean(),
    }),
  ),
});

const head = { schema_version: z.literal(1), catalog: z.object({ version: text, as_of: text, digest: text, overlays: z.array(text) }) } as const;

const output = z.discriminatedUnion("command", [
  z.object({ ...head, command: z.literal("plan"), scenario: line, result: planResult }),
  z.object({ ...head, command: z.literal("cost"), scenario: line, result: assessment }),
  z.object({ ...head, command: z.literal("power"), scenario: line, result: powerResult }),
  z.object({ ...head, command: z.literal("compare"), scenario: line, result: compareResult }),
  z.object({ ...head, command: z.literal("catalog list"), result: z.object({ entries: z.array(line) }) }),
  z.object({ ...head, command: z.literal("catalog show"), result: line }),
]);

/** JSON Schema (2020-12) of every command's machine-readable output. Readers ignore properties they do not know. */
export const outputSchema = (): object => z.toJSONSchema(output, { io: "input", target: "draft-2020-12" });
