import type { Catalog } from "../../domain/catalog.js";
import { snakeKey } from "../../domain/names.js";
import type { DrawShare, PowerModel, SpeedPoint } from "../../domain/power-model.js";
import { speedAt } from "../../evaluate/workload/limit-speed.js";
import type { FittedFile } from "./fitted-file.js";
import { broughtToCards } from "./measured-rig.js";
import { fitPower, type HeldOut, heldOutPoints, modelsWithout, quantileOf, STATES } from "./power.js";

/** The sweeps and readings of the catalogue, the readings as the cards alone would give them, and board power by GPU id. */
export const powerData = (catalog: Pick<Catalog, "parts" | "subjects" | "assumptions">) => {
  const sweeps = catalog.subjects.powerSweeps().get("power-limits");
  const readings = catalog.subjects.powerReadings().get("power-draw");
  if (sweeps === undefined || readings === undefined) throw new Error("the catalogue has no power measurements");
  return {
    sweeps,
    readings,
    onCards: broughtToCards(readings, catalog),
    boardPowerW: new Map([...catalog.parts.gpu.values()].map(({ id, boardPowerW }): [string, number] => [id, boardPowerW])),
  };
};

/** How far off a held-out point is, as a share of the measured speed. */
const miss = ({ model, kind, shares, actual }: HeldOut): number => Math.abs(speedAt(model.speedAtLimit[kind], shares.usual).value - actual) / actual;

const SOURCE =
  "fitted to published power-limit sweeps and draw readings (github.com/ml-energy/zeus NSDI 2023 traces, github.com/ml-energy/leaderboard, github.com/noonghunna/club-3090, Puget Systems and others: catalog/benchmarks/power-limits.yaml, power-draw.yaml)";

const flow = (value: object): string =>
  `{ ${Object.entries(value)
    .map(([key, inner]) => `${snakeKey(key)}: ${typeof inner === "object" && inner !== null ? flow(inner) : String(inner)}`)
    .join(", ")} }`;

const pointLines = (points: readonly SpeedPoint[]): string => points.map((point) => `    - ${flow(point)}\n`).join("");

const drawLine = (key: string, share: DrawShare): string => `${key}: ${flow(share)}\n`;

const fileText = ({ speedAtLimit, lowestShare, draw, limitedDraw, cards, error, source }: PowerModel): string =>
  `# Written by \`npm run fit\`: change the measurements in benchmarks/, not this file.
schema: 1
name: Speed and draw at a power limit
source: ${JSON.stringify(source)}
error: { median_pct: ${error.medianPct}, p90_pct: ${error.p90Pct}, points: ${error.points} }      # leaving one card out, with only its usual draw known
speed_at_limit:          # share is the limit over what the card would draw without one; speed is over the speed without a limit
  compute:               # training, prompt processing
${pointLines(speedAtLimit.compute)}  decode:                # writing tokens
${pointLines(speedAtLimit.decode)}lowest_share: ${lowestShare}        # of the default limit: below it too few cards were measured
draw:                    # of board power, no limit holding the card back
${STATES.map((state) => `  ${drawLine(snakeKey(state), draw[state])}`).join("")}${drawLine("limited_draw", limitedDraw)}cards:                   # where it was read on the card itself
${Object.entries(cards)
  .map(([id, share]) => `  ${id}: ${flow(share)}\n`)
  .join("")}`;

/** `catalog/models/power.yaml` as the measurements of the catalogue give it. */
export const fittedFile = (catalog: Pick<Catalog, "parts" | "subjects" | "assumptions">): FittedFile => {
  const { sweeps, onCards, boardPowerW } = powerData(catalog);
  const misses = heldOutPoints(sweeps.sweeps, modelsWithout(sweeps, onCards, boardPowerW)).map(miss);
  const percent = (share: number): number => Math.round(quantileOf(misses, share) * 1000) / 10;
  return {
    path: "models/power.yaml",
    text: fileText({
      ...fitPower(sweeps.sweeps, onCards, boardPowerW),
      source: `${SOURCE}; leaving one card out the speed is off by ${percent(0.5)} % at the median and ${percent(0.9)} % at the ninth decile`,
      error: { medianPct: percent(0.5), p90Pct: percent(0.9), points: misses.length },
    }),
  };
};
