import plot from "simple-ascii-chart";
import type { DrawLines, LinePoint } from "./style.js";

/** Rows of the picture, axis apart. */
const ROWS = 13;
const MOST_COLUMNS = 72;
/** What stands around the drawing in a row: an axis and a blank. */
const AROUND = 3;
const TICKS = 4;
const NICE = [1, 2, 2.5, 5, 10];

/** A round step of which about four cover a span: 1, 2, 2.5 or 5 times a power of ten. */
const stepOver = (span: number): number => {
  const power = 10 ** Math.floor(Math.log10(span / TICKS));
  return power * (NICE.find((nice) => nice * power * TICKS >= span) ?? 10);
};

/** Round values from just under the least to just over the greatest. */
const ticksOver = (low: number, high: number): readonly number[] => {
  const step = stepOver(high > low ? high - low : Math.max(1, Math.abs(high)));
  const first = Math.floor(low / step);
  const last = Math.max(first + 1, Math.ceil(high / step));
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
};

/** The height of a line through points, in ascending order, at a place between them. */
const heightAt = (points: readonly LinePoint[], x: number): number => {
  const at = points.findIndex((point) => point.x >= x);
  const [before, after] = at <= 0 ? [points[0], points[0]] : [points[at - 1], points[at]];
  if (before === undefined || after === undefined) return 0;
  return after.x === before.x ? after.y : before.y + ((after.y - before.y) * (x - before.x)) / (after.x - before.x);
};

/** Lines of signs, one sign a line, so that they are told apart without colour; a later line is drawn over an earlier one. */
export const drawLines: DrawLines = ({ series, xTicks, xLabel, yLabel, yFrom }, columns) => {
  const all = series.flatMap(({ points }) => points);
  const xs = all.map(({ x }) => x);
  const ys = all.map(({ y }) => y);
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const yTicks = ticksOver(Math.min(yFrom ?? Number.POSITIVE_INFINITY, ...ys), Math.max(...ys));
  const width = Math.min(MOST_COLUMNS, columns - Math.max(...yTicks.map((tick) => yLabel(tick).length)) - AROUND);
  const marks = new Map<string, string>();
  const drawn = series.map(({ mark, points }) => {
    const last = points.at(-1)?.x ?? right;
    return Array.from({ length: width }, (_, column) => left + ((right - left) * column) / (width - 1))
      .filter((x) => x <= last && x >= (points[0]?.x ?? left))
      .map((x): [number, number] => {
        const y = heightAt(points, x);
        marks.set(`${x} ${y}`, mark);
        return [x, y];
      });
  });
  const picture = plot(drawn, {
    width,
    height: ROWS,
    yRange: [yTicks[0] ?? 0, yTicks.at(-1) ?? 1],
    customXAxisTicks: [...xTicks],
    customYAxisTicks: [...yTicks],
    formatter: (value, { axis }) => (axis === "y" ? yLabel(value) : xLabel(value)),
    lineFormatter: ({ x, y, plotX, plotY }) => ({ x: plotX, y: plotY, symbol: marks.get(`${x} ${y}`) ?? "*" }),
    symbols: { axis: { n: "│", e: "─" } },
  });
  return picture
    .split("\n")
    .map((line) => line.trimEnd())
    .filter((line) => line !== "");
};
