import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { Document, isSeq, parseDocument } from "yaml";
import { readBytes } from "../../catalog/files.js";
import { layerOf } from "../../catalog/layer.js";
import { lastDay, loadCatalog } from "../../catalog/load.js";
import { FOLDER_OF } from "../../domain/names.js";
import { CONDITIONS } from "../../domain/offer.js";
import { moneyText, wrapped } from "../../render/format.js";
import { amountText } from "../../render/rig-file.js";
import { safeText } from "../../render/safe-text.js";
import { catalogFor, ownPricesPath, partFor } from "../catalogs.js";
import type { Io } from "../io.js";
import { amountOf, dayFrom, oneOf, usage } from "../parse.js";
import { scenarioFrom } from "../scenario.js";
import { makeFolder, writeWhole } from "../write-file.js";

interface PriceFlags {
  readonly currency?: string;
  readonly condition?: string;
  readonly market?: string;
  readonly date?: string;
  readonly dryRun?: boolean;
  readonly quiet?: boolean;
}

const HEADER = " Your own prices: rigplan uses them before all others. Edit or delete lines as you like.";

/** The user's price file, comments kept; a new one where there is none. Checked before it is touched. */
const priceDocument = (path: string): Document => {
  if (!existsSync(path)) {
    const fresh = new Document({ schema: 1 });
    fresh.commentBefore = HEADER;
    return fresh;
  }
  const bytes = readBytes(path);
  layerOf(path, [{ path: "", bytes }]);
  return parseDocument(new TextDecoder().decode(bytes), { version: "1.2", schema: "core" });
};

/** `rigplan catalog price ID AMOUNT`: adds an offer to the user's own price file. */
export const runPrice = async (text: string, amountWords: string, flags: PriceFlags, io: Io): Promise<void> => {
  if (flags.currency === undefined) throw usage("missing: --currency CODE", "for example: rigplan catalog price rtx-3090 520 --currency GBP --condition used");
  const catalog = await catalogFor([], io);
  const scenario = scenarioFrom(catalog, { currency: flags.currency });
  const part = partFor(await loadCatalog(), "catalog price", text);
  const amount = amountOf("the amount", amountWords, scenario.currency);
  const condition = oneOf("--condition", flags.condition ?? "new", CONDITIONS);
  const market = flags.market === undefined ? scenario.region.market : scenarioFrom(catalog, { region: flags.market }).region.market;
  const seenOn = flags.date === undefined ? catalog.asOf : dayFrom("--date", flags.date);
  if (seenOn > lastDay(catalog.asOf)) throw usage(`--date ${seenOn} has not come yet`, "give the day on which you saw the price");
  const offer = {
    amount: amountText(amount),
    currency: amount.currency,
    condition,
    market,
    tax: condition === "used" ? "none" : "included",
    seen_on: seenOn,
    statistic: "typical",
  };
  const path = ownPricesPath(io);
  const document = priceDocument(path);
  const keys = [FOLDER_OF[part.kind], part.id, "prices"];
  if (!document.hasIn(keys)) document.setIn(keys, document.createNode([]));
  const prices = document.getIn(keys);
  if (isSeq(prices)) prices.flow = false;
  document.addIn(keys, document.createNode(offer, { flow: true }));
  const said = `${safeText(part.name)}, ${condition}: ${moneyText(amount)} (${market}, ${seenOn})`;
  const lines = (words: string): string => wrapped(words, io.columns).join("\n");
  if (flags.dryRun === true) {
    io.out(`would write to ${safeText(path)}:\n${lines(said)}\n`);
    return;
  }
  makeFolder(dirname(path));
  await writeWhole(path, document.toString({ lineWidth: 0 }));
  io.out(`${lines(said)}\n`);
  if (flags.quiet !== true) io.err(`wrote ${safeText(path)}\n`);
};
