type Json = Readonly<Record<string, unknown>>;

/** One figure of a report, as a spreadsheet takes it. */
export interface FlatRow {
  /** Which rig: `best`, a runner-up's label, a column's label. */
  readonly rig: string;
  readonly section: string;
  readonly item: string;
  readonly name: string;
  readonly quantity: number | "";
  readonly value: number | string;
  readonly unit: string;
  readonly unitPrice: number | "";
  readonly asOf: string;
  readonly source: string;
}

const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);
const isMoney = (value: unknown): value is { readonly amount: number; readonly minor: number; readonly currency: string } =>
  isObject(value) && typeof value["minor"] === "number" && typeof value["currency"] === "string";
const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** Assessments in a document, each with the name it goes by: a plan's rig and its runners-up, a command's one rig, the columns of a comparison. */
export const assessmentsIn = (document: unknown): readonly { readonly label: string; readonly assessment: Json }[] => {
  const result = isObject(document) ? document["result"] : undefined;
  if (!isObject(result)) return [];
  if (Array.isArray(result["parts"])) return [{ label: textOf(isObject(result["rig"]) ? result["rig"]["name"] : undefined) || "rig", assessment: result }];
  const listed = (key: string): readonly { readonly label: string; readonly assessment: Json }[] => {
    const list: unknown = result[key];
    return Array.isArray(list) ? list.filter(isObject).map((entry) => ({ label: textOf(entry["label"]), assessment: entry })) : [];
  };
  const best = isObject(result["best"]) ? [{ label: "best", assessment: result["best"] }] : [];
  return [...best, ...listed("alternatives"), ...listed("columns")];
};

const UNITS: readonly (readonly [RegExp, string])[] = [
  [/_kwh/, "kWh"],
  [/_gib$/, "GiB"],
  [/_mm$/, "mm"],
  [/_kg/, "kg"],
  [/_w$/, "W"],
  [/_h$/, "h"],
  [/_pct$/, "%"],
];
const unitOf = (key: string): string => UNITS.find(([pattern]) => pattern.test(key))?.[1] ?? "";

/** Lists whose entries are named by one of their own fields. */
const nameOfEntry = (entry: Json, index: number): string => {
  for (const key of ["workload", "framework", "code", "id", "label", "year"]) {
    const found = entry[key];
    if (typeof found === "string" || typeof found === "number") return String(found);
  }
  return String(index + 1);
};

const EMPTY = { name: "", quantity: "", unitPrice: "", asOf: "", source: "" } as const;

/** Sections told in rows of their own, or that are no figures. */
const APART: ReadonlySet<string> = new Set(["rig", "parts", "findings", "confirm", "label", "difference"]);

const joined = (path: string, step: string): string => (path === "" ? step : `${path}.${step}`);

const figures = (rig: string, section: string, value: unknown, path: string, unit: string): readonly FlatRow[] => {
  if (typeof value === "number") return [{ ...EMPTY, rig, section, item: path, value, unit }];
  if (isMoney(value)) return [{ ...EMPTY, rig, section, item: path, value: value.amount, unit: value.currency }];
  if (Array.isArray(value)) {
    return value.flatMap((entry: unknown, index) => (isObject(entry) ? figures(rig, section, entry, joined(path, nameOfEntry(entry, index)), "") : []));
  }
  if (!isObject(value)) return [];
  const own = textOf(value["unit"]);
  return Object.entries(value).flatMap(([key, inner]) =>
    figures(rig, section, inner, joined(path, key), ["throughput", "low", "high"].includes(key) ? own : unitOf(key)),
  );
};

const partRow = (rig: string, part: Json): FlatRow => {
  const { price, unit_price: each } = part;
  return {
    rig,
    section: "parts",
    item: `${textOf(part["kind"])}.${textOf(part["id"])}`,
    name: textOf(part["name"]),
    quantity: typeof part["quantity"] === "number" ? part["quantity"] : "",
    value: isMoney(price) ? price.amount : "",
    unit: isMoney(price) ? price.currency : "",
    unitPrice: isMoney(each) ? each.amount : "",
    asOf: textOf(part["price_as_of"]),
    source: textOf(part["source"]),
  };
};

const findingRow = (rig: string, finding: Json): FlatRow => ({
  ...EMPTY,
  rig,
  section: "findings",
  item: textOf(finding["code"]),
  name: textOf(finding["message"]),
  value: textOf(finding["verdict"]),
  unit: "",
  source: textOf(finding["source"]),
});

const objectsIn = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.filter(isObject) : []);

/** Every figure of a document, one a row; the part lines of a rig add up to its `cost` row `purchase`. */
export const flatRows = (document: unknown): readonly FlatRow[] => {
  const found = assessmentsIn(document).flatMap(({ label, assessment }) => [
    ...objectsIn(assessment["parts"]).map((part) => partRow(label, part)),
    ...objectsIn(assessment["findings"]).map((finding) => findingRow(label, finding)),
    ...Object.entries(assessment).flatMap(([section, value]) => (APART.has(section) ? [] : figures(label, section, value, "", ""))),
  ]);
  if (found.length > 0) return found;
  const result = isObject(document) ? document["result"] : undefined;
  return isObject(result) ? Object.entries(result).flatMap(([section, value]) => figures("", section, value, "", "")) : [];
};
