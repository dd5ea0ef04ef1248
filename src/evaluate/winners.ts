import type { WinnersPlatform, WinnersReport, WinningSolution } from "../domain/winner.js";

type Placed = WinningSolution & { readonly platform: string };

const GROUPS: readonly { readonly gpus: string; readonly from: number; readonly to: number }[] = [
  { gpus: "none", from: 0, to: 0 },
  { gpus: "1", from: 1, to: 1 },
  { gpus: "2", from: 2, to: 2 },
  { gpus: "3 to 4", from: 3, to: 4 },
  { gpus: "5 to 8", from: 5, to: 8 },
  { gpus: "more than 8", from: 9, to: Number.POSITIVE_INFINITY },
];
const LAST_PLACE = 10;
const FEWEST_FOR_A_TASK = 3;
const MOST_EXAMPLES = 3;

/** A prize or a place among the first ten; the write-up of a prize package that names no place counts as one. */
const isWinner = ({ place }: WinningSolution): boolean => place === undefined || (/^\d+$/.test(place) && Number(place) <= LAST_PLACE);

/** The value below which a share of the sorted values lies, in proportion between two. */
const quantile = (sorted: readonly number[], share: number): number => {
  const at = (sorted.length - 1) * share;
  const below = sorted[Math.floor(at)] ?? 0;
  const above = sorted[Math.ceil(at)] ?? below;
  return below + (above - below) * (at - Math.floor(at));
};

const ascending = (values: readonly number[]): readonly number[] => [...values].sort((a, b) => a - b);

const hoursOf = (solutions: readonly WinningSolution[]): readonly number[] =>
  ascending(solutions.flatMap(({ trainingHours }) => (trainingHours === undefined ? [] : [trainingHours])));

const byTask = (solutions: readonly Placed[]): WinnersReport["byTask"] =>
  [...new Set(solutions.map(({ task }) => task))]
    .map((task) => {
      const of = solutions.filter((solution) => solution.task === task);
      const hours = hoursOf(of);
      const counts = ascending(of.map(({ gpuCount }) => gpuCount));
      return {
        task,
        solutions: of.length,
        medianGpus: quantile(counts, 0.5),
        ...(hours.length < FEWEST_FOR_A_TASK ? {} : { medianHours: quantile(hours, 0.5) }),
      };
    })
    .filter(({ solutions: count }) => count >= FEWEST_FOR_A_TASK)
    .sort((a, b) => b.solutions - a.solutions || (a.task < b.task ? -1 : 1));

/** How near a solution's hardware is to a rig: the same card and number, the same card, the same number. */
const nearness = ({ hardware, gpuCount }: WinningSolution, { gpuCount: count, card }: RigBeside): number => {
  const isSameCard = card !== "" && hardware.toLowerCase().includes(card.toLowerCase());
  return (isSameCard ? 2 : 0) + (gpuCount === count ? 1 : 0);
};

/** A rig to set beside the winners: how many GPUs of which card, by its short name (`RTX 3090`). */
export interface RigBeside {
  readonly label: string;
  readonly gpuCount: number;
  readonly card: string;
}

const examplesFor = (rig: RigBeside, solutions: readonly Placed[]): readonly Placed[] =>
  [...solutions]
    .filter((solution) => nearness(solution, rig) > 0)
    .sort((a, b) => nearness(b, rig) - nearness(a, rig) || b.year - a.year || (a.competition < b.competition ? -1 : 1))
    .slice(0, MOST_EXAMPLES);

/** How many GPUs competition winners used, for which tasks and how long, and those whose hardware was nearest to one's own. */
export const winnersReport = (platforms: readonly WinnersPlatform[], rigs: readonly RigBeside[]): WinnersReport => {
  const named = platforms.map(({ name, solutions }) => ({ name, solutions: solutions.filter(isWinner).map((solution) => ({ ...solution, platform: name })) }));
  const all: readonly Placed[] = named.flatMap(({ solutions }) => solutions);
  const within = (from: number, to: number): number => all.filter(({ gpuCount }) => gpuCount >= from && gpuCount <= to).length;
  const share = (count: number): number => (all.length === 0 ? 0 : count / all.length);
  const years = ascending(all.map(({ year }) => year));
  const hours = hoursOf(all);
  return {
    solutions: all.length,
    platforms: named.map(({ name, solutions }) => ({ name, solutions: solutions.length })),
    years: { from: years[0] ?? 0, to: years.at(-1) ?? 0 },
    byGpuCount: GROUPS.map(({ gpus, from, to }) => ({ gpus, solutions: within(from, to), share: share(within(from, to)) })).filter(
      ({ solutions }) => solutions > 0,
    ),
    byTask: byTask(all),
    ...(hours.length === 0
      ? {}
      : {
          hours: { solutions: hours.length, lower: quantile(hours, 0.25), median: quantile(hours, 0.5), upper: quantile(hours, 0.75), most: hours.at(-1) ?? 0 },
        }),
    beside: rigs.map((rig) => ({ label: rig.label, gpuCount: rig.gpuCount, shareWithin: share(within(0, rig.gpuCount)), examples: examplesFor(rig, all) })),
  };
};
