import type { Part, PartKind, PartOf } from "../domain/part.js";
import type { ExtraLine, MeasuredWatts, RigLine } from "../domain/rig.js";
import { type Money, parseMoney } from "../units/money.js";
import { encodeFields } from "./encode.js";
import type { RawExtra } from "./schema/rig.js";

/** What a line of a rig file says beside the fields of a part. */
export interface LineValues {
  readonly id?: string;
  readonly label?: string;
  readonly quantity?: number;
  readonly condition?: RigLine["condition"];
  readonly owned?: boolean;
  readonly measured_w?: MeasuredWatts;
  readonly price?: { readonly amount: string; readonly currency: string };
}

/** A part written out with the catalogue's own fields. */
export const inlinePart = <K extends PartKind>(kind: K, values: Readonly<Record<string, unknown>>, index: number): PartOf[K] => {
  const { quantity: _quantity, condition: _condition, owned: _owned, price: _price, measured_w: _measured, ...fields } = values;
  const part: object = { kind, id: `inline-${kind}${index === 0 ? "" : `-${index + 1}`}`, aliases: [], ...encodeFields(kind, fields), offers: () => [] };
  // The strict schema of the kind has vouched for every field.
  return part as PartOf[K];
};

const priceOf = ({ price }: Pick<LineValues, "price">): Money | undefined => (price === undefined ? undefined : parseMoney(price.amount, price.currency));

/** A line of a rig from its values and its part. */
export const rigLine = <P extends Part>(part: P, values: LineValues): RigLine<P> => {
  const price = priceOf(values);
  return {
    part,
    quantity: values.quantity ?? 1,
    condition: values.condition ?? "new",
    owned: values.owned ?? false,
    ...(values.label === undefined ? {} : { label: values.label }),
    ...(price === undefined ? {} : { priceOverride: price }),
    ...(values.measured_w === undefined ? {} : { measuredW: values.measured_w }),
  };
};

/** Lines beside the parts: delivery, a monitor, cables. */
export const extraLines = (raw: readonly RawExtra[]): readonly ExtraLine[] =>
  raw.map(({ price: given, ...values }): ExtraLine => {
    const price = given === undefined ? undefined : priceOf({ price: given });
    return { kind: "other", quantity: 1, condition: "new", owned: false, ...values, ...(price === undefined ? {} : { price }) };
  });
