import type { Catalog } from "../domain/catalog.js";
import { snaked } from "../domain/names.js";
import type { FreeSource } from "../domain/rental.js";
import { hoursText } from "./allowance-words.js";
import { head } from "./catalog-table.js";
import { type Json, known } from "./json-values.js";
import type { Page } from "./style.js";
import { paragraph, section, tableLines } from "./table.js";

export const freeDocument = (sources: readonly FreeSource[], catalog: Catalog): Json => ({
  ...head("catalog list", catalog),
  result: {
    entries: sources.map(({ provider, tier, isOnce, gpuName, buys }) => ({
      kind: "free",
      ...(snaked(tier) as Json),
      id: `${provider.id}/${tier.id}`,
      provider: provider.name,
      once: isOnce,
      ...known("gpu_name", gpuName),
      ...known("credit_lasts_h", buys?.hours),
      ...known("credit_lasts_on", buys?.gpuName),
    })),
  },
});

const bare = (name: string): string =>
  name.replace(/, (?:free(?: TPU.*)?|trial|sign-up credit)$/, "").replace(/^(?:NVIDIA|AMD) (?:GeForce |Radeon )?| notebooks$/g, "");

const creditWords = ({ tier, buys }: FreeSource): string => {
  const hours = buys === undefined ? "" : `, some ${hoursText(Math.round(buys.hours))} h of ${bare(buys.gpuName)}`;
  return `${tier.currency ?? ""} ${(tier.credit ?? "").replace(/\.00$/, "")}${tier.period === undefined ? "" : ` a ${tier.period}`}${hours}`;
};

const amountWords = (source: FreeSource): string => {
  const { hoursPerWeek, hoursPerMonth, hoursPerDayReported: reported, credit } = source.tier;
  if (hoursPerWeek !== undefined) return `${hoursText(hoursPerWeek)} h a week`;
  if (hoursPerMonth !== undefined) return `${hoursText(hoursPerMonth)} h a month`;
  if (reported !== undefined) return `~${hoursText(reported.from)} to ${hoursText(reported.to)} h a day`;
  return credit === undefined ? "not published" : creditWords(source);
};

const whoWords = ({ tier: { count = 1, name, credit }, gpuName }: FreeSource): string => {
  const card = gpuName === undefined ? (credit === undefined ? "card not stated" : "your choice") : `${count === 1 ? "" : `${count} × `}${bare(gpuName)}`;
  return `${bare(name)}: ${card}`;
};

const sharedWords = (sources: readonly FreeSource[]): string => {
  const names = [...new Set(sources.flatMap(({ tier, provider }) => (tier.quota === undefined ? [] : [bare(provider.name)])))];
  return names.length === 0 ? "" : ` The GPU hours of ${names.join(" and ")} are for all its GPUs together.`;
};

/** Who gives GPU time for nothing: how much, on what, and when that was seen. */
export const freeText = (sources: readonly FreeSource[], page: Page): string => {
  const again = sources.filter(({ isOnce }) => !isOnce);
  const once = sources.filter(({ isOnce }) => isOnce);
  return [
    ...section(
      "FREE AGAIN AND AGAIN",
      tableLines(
        [{ head: "Who, and on what", flexible: "wraps" }, { head: "How much" }, { head: "Session", align: "right" }, { head: "Seen" }],
        again.map((source) => [
          whoWords(source),
          amountWords(source),
          source.tier.sessionH === undefined ? "-" : `${hoursText(source.tier.sessionH)} h`,
          source.tier.seenOn,
        ]),
        page,
      ),
      page,
    ).slice(1),
    "",
    ...paragraph(`Session: how long one stays open at most. ~ is what users report.${sharedWords(again)}`, page),
    ...section(
      "ONCE, TO START WITH",
      tableLines(
        [{ head: "Who" }, { head: "Credit", flexible: "wraps" }, { head: "Seen" }],
        once.map((source) => [bare(source.tier.name), creditWords(source), source.tier.seenOn]),
        page,
      ),
      page,
    ),
    "",
    ...paragraph(
      "The hours are those of the provider's cheapest card at its listed price, machine and card together, tax left out. Ask whether a credit wants a payment card and when it ends. Such terms change: look before you count on one.",
      page,
    ),
    ...paragraph("More of one of them: rigplan catalog show kaggle. Beside a rig: rigplan compare 1x:rtx-3090 free:kaggle.", page),
    "",
  ].join("\n");
};
