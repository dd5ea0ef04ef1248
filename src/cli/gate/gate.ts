import { Failure } from "../../domain/failure.js";
import { assessmentsIn } from "../../render/flat.js";
import { moneyText, numberText } from "../../render/format.js";
import { decimalToNumber } from "../../units/decimal.js";
import { convertMoney, type ExchangeRates, type Money, minorDigits, money } from "../../units/money.js";
import { type Comparison, type Expression, type Literal, parseGate } from "./grammar.js";

type Json = Readonly<Record<string, unknown>>;
type Value = number | Money;

const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);

/** The figure at a path of an assessment's document; undefined where it is not known. */
const at = (assessment: Json, path: string): Value | undefined => {
  let value: unknown = assessment;
  for (const step of path.split(".")) value = isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  if (typeof value === "number") return value;
  return isObject(value) && typeof value["minor"] === "number" && typeof value["currency"] === "string" ? money(value["minor"], value["currency"]) : undefined;
};

const listIn = (assessment: Json, key: string): readonly Json[] => {
  const list = assessment[key];
  return Array.isArray(list) ? list.filter(isObject) : [];
};

const countOf =
  (key: string, wanted: string) =>
  (assessment: Json): number => {
    const findings = listIn(assessment, "findings");
    return findings.filter((finding) => finding[key] === wanted && (key === "verdict" || finding["verdict"] === "fits")).length;
  };

const path =
  (text: string) =>
  (assessment: Json): Value | undefined =>
    at(assessment, text);

/** Everything a gate may speak of, by name. */
const NAMES: Readonly<Record<string, (assessment: Json) => Value | undefined>> = {
  total: path("cost.purchase"),
  purchase: path("cost.purchase"),
  ownership: path("cost.ownership"),
  running_per_year: path("cost.running_per_year"),
  resale: path("cost.resale"),
  per_gpu_hour: path("cost.per_gpu_hour"),
  bill_per_month: path("energy.bill_per_month"),
  bill_per_year: path("energy.bill_per_year"),
  kwh_per_month: path("energy.kwh_per_month"),
  co2_kg_per_year: path("energy.co2_kg_per_year"),
  idle_w: path("power.idle_w"),
  wall_typical_w: path("power.wall_typical_w"),
  wall_peak_w: path("power.wall_peak_w"),
  psu_load: path("power.psu_load"),
  circuit_share: path("safety.circuit_share"),
  heat_w: path("safety.heat_w"),
  vram_gib: path("memory.total_gib"),
  vram_per_gpu_gib: path("memory.per_gpu_gib"),
  gpu_count: path("memory.gpu_count"),
  system_memory_gib: path("memory.system_gib"),
  throughput: (assessment) => {
    const [first] = listIn(assessment, "performance");
    return first === undefined ? undefined : at(first, "throughput");
  },
  errors: countOf("verdict", "does_not_fit"),
  unknown: countOf("verdict", "unknown"),
  warnings: countOf("severity", "warning"),
  unpriced: (assessment) => {
    const list = isObject(assessment["cost"]) ? assessment["cost"]["unpriced"] : undefined;
    return Array.isArray(list) ? list.length : undefined;
  },
  price_age_days: (assessment) => {
    const ages = listIn(assessment, "parts").flatMap(({ price_age_days: age }) => (typeof age === "number" ? [age] : []));
    return ages.length === 0 ? 0 : Math.max(...ages);
  },
};

export const GATE_NAMES: readonly string[] = Object.keys(NAMES);

const COMPARE: { readonly [C in Comparison]: (order: number) => boolean } = {
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
  ">": (order) => order > 0,
  ">=": (order) => order >= 0,
  "==": (order) => order === 0,
  "!=": (order) => order !== 0,
};

/** The limit in the currency of a value, exact, as digits over a power of ten that is at least as fine as the minor unit. */
const orderOfMoney = (value: Money, { amount }: Literal): { readonly order: number; readonly over: number } => {
  const digits = minorDigits(value.currency);
  const scale = Math.max(digits, amount.scale);
  const have = BigInt(value.minor) * 10n ** BigInt(scale - digits);
  const limit = amount.digits * 10n ** BigInt(scale - amount.scale);
  const difference = have - limit;
  return { order: difference > 0n ? 1 : difference < 0n ? -1 : 0, over: Number(difference) / 10 ** (scale - digits) };
};

interface Broken {
  readonly says: string;
}

type Outcome = { readonly isBroken: boolean; readonly reasons: readonly Broken[] };

const inCurrencyOf = (value: Money, limit: Literal, exchange: ExchangeRates | undefined): Literal => {
  const { currency, amount } = limit;
  if (currency === undefined || currency === value.currency) return limit;
  const minor = Math.round(decimalToNumber(amount) * 10 ** minorDigits(currency));
  const converted = exchange === undefined ? undefined : convertMoney(money(minor, currency), value.currency, exchange);
  if (converted === undefined)
    throw new Failure("usage", `--fail-if: there is no rate from ${currency} to ${value.currency}`, {
      code: "RP1301",
      fix: `write the limit in ${value.currency}`,
    });
  return { amount: { digits: BigInt(converted.minor), scale: minorDigits(value.currency) } };
};

const compared = (expression: Extract<Expression, { kind: "compare" }>, assessment: Json, exchange: ExchangeRates | undefined): Outcome => {
  const { name, comparison, limit, text } = expression;
  const value = NAMES[name]?.(assessment);
  // Not known is not a pass.
  if (value === undefined) return { isBroken: true, reasons: [{ says: `${text}: ${name} is not known for this rig, so the limit cannot be held` }] };
  if (typeof value === "number") {
    if (limit.currency !== undefined)
      throw new Failure("usage", `--fail-if: ${name} is not an amount of money`, { code: "RP1301", fix: `leave out ${limit.currency}` });
    const bound = decimalToNumber(limit.amount);
    const order = Math.sign(value - bound);
    const off = numberText(Math.abs(value - bound), Number.isInteger(value - bound) ? 0 : 2);
    return {
      isBroken: COMPARE[comparison](order),
      reasons: [
        { says: `${text}: it is ${numberText(value, Number.isInteger(value) ? 0 : 2)}${order === 0 ? "" : `, ${order > 0 ? "over" : "under"} by ${off}`}` },
      ],
    };
  }
  const { order, over } = orderOfMoney(value, inCurrencyOf(value, limit, exchange));
  const off = moneyText(money(Math.round(Math.abs(over)), value.currency));
  return {
    isBroken: COMPARE[comparison](order),
    reasons: [{ says: `${text}: it is ${moneyText(value)}${order === 0 ? "" : `, ${order > 0 ? "over" : "under"} by ${off}`}` }],
  };
};

const outcomeOf = (expression: Expression, assessment: Json, exchange: ExchangeRates | undefined): Outcome => {
  if (expression.kind === "compare") return compared(expression, assessment, exchange);
  const left = outcomeOf(expression.left, assessment, exchange);
  const right = outcomeOf(expression.right, assessment, exchange);
  const isBroken = expression.kind === "and" ? left.isBroken && right.isBroken : left.isBroken || right.isBroken;
  return { isBroken, reasons: [left, right].flatMap((side) => (side.isBroken ? side.reasons : [])) };
};

/** A plan that found nothing has an exit code of its own. */
const isInfeasible = (document: unknown): boolean => isObject(document) && isObject(document["result"]) && document["result"]["status"] === "infeasible";

/** A limit that a run must keep. */
export interface Gate {
  /** @throws Failure of kind `gate` when any rig of the document breaks the limit */
  readonly hold: (document: unknown, exchange: ExchangeRates | undefined) => void;
}

/**
 * The gate that `--fail-if` spells.
 * @throws Failure of kind `usage` when it is not understood
 */
export const gateFrom = (text: string): Gate => {
  const expression = parseGate(text, GATE_NAMES);
  return {
    hold: (document, exchange) => {
      const rigs = assessmentsIn(document);
      if (rigs.length === 0 && !isInfeasible(document))
        throw new Failure("usage", "--fail-if: there is no rig in this answer to hold to a limit", {
          code: "RP1301",
          fix: "use it with plan, cost, power or compare",
        });
      const broken = rigs.flatMap(({ label, assessment }) => {
        const { isBroken, reasons } = outcomeOf(expression, assessment, exchange);
        return isBroken ? reasons.map(({ says }) => (rigs.length === 1 ? says : `${label}: ${says}`)) : [];
      });
      if (broken.length > 0)
        throw new Failure("gate", `a limit is broken: ${broken.join("; ")}`, {
          code: "RP1302",
          consequence: "--fail-if fails when what it says is true",
        });
    },
  };
};
