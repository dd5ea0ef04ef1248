import type { IndexStory } from "../domain/index-story.js";
import { numberText } from "./format.js";
import type { Page } from "./style.js";
import { paragraph, section, tableLines } from "./table.js";

/** Places a card takes when each job in turn counts for three; a card that falls off the list stands below its last place. */
const placesOf = (gpu: string, { reweighted, top }: IndexStory): string => {
  const places = reweighted.map((other) => {
    const at = other.top.findIndex((card) => card.gpu === gpu);
    return at === -1 ? top.length + 1 : at + 1;
  });
  const [best, worst] = [Math.min(...places), Math.max(...places)];
  const words = (place: number): string => (place > top.length ? `below ${top.length}` : String(place));
  return best === worst ? words(best) : `${words(best)} to ${words(worst)}`;
};

/** The jobs behind the training index, and the ten fastest cards with how firmly they stand there. */
export const indexStoryLines = (story: IndexStory, page: Page): readonly string[] => [
  ...section(
    "THE JOBS",
    tableLines(
      [
        { head: "Job", flexible: "wraps" },
        { head: "Share", align: "right" },
        { head: "Memory", align: "right" },
        { head: "Goes by", flexible: "wraps" },
      ],
      story.jobs.map(({ name, sharePct, vramGib, goesBy }) => [name, `${numberText(sharePct)} %`, `${numberText(vramGib)} GB`, goesBy]),
      page,
    ),
    page,
  ),
  ...section(
    "THE TEN FASTEST CARDS, ONE OF EACH",
    [
      ...tableLines(
        [
          { head: "Place", align: "right" },
          { head: "Card" },
          { head: "Index", align: "right" },
          { head: "Place when one job counts three times", flexible: "wraps" },
        ],
        story.top.map(({ gpu, index }, at) => [String(at + 1), gpu, numberText(index), placesOf(gpu, story)]),
        page,
      ),
      ...paragraph("Memory counts job by job: a job that does not fit a card counts at the speed of recomputation or of running from system memory.", page),
    ],
    page,
  ),
];

/** The same as machine-readable output spells it. */
export const indexStoryJson = ({ jobs, top, reweighted }: IndexStory): object => {
  const card = ({ gpu, index }: IndexStory["top"][number]): object => ({ gpu, index: Math.round(index * 10) / 10 });
  return {
    jobs: jobs.map(({ id, name, vramGib, sharePct, goesBy }) => ({ id, name, vram_gib: vramGib, share_pct: Math.round(sharePct * 10) / 10, goes_by: goesBy })),
    top: top.map(card),
    reweighted: reweighted.map((other) => ({ job: other.job, top: other.top.map(card) })),
  };
};
