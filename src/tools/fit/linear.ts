/** A symmetric matrix or a table of rows, by row. */
export type Rows = readonly (readonly number[])[];

/** A cell of a table that is known to be there: the inner loops below run a hundred million times. */
const at = (values: Float64Array | readonly number[], index: number): number => values[index] as number;

/** Sum of products of the first `length` numbers of two rows. */
const dotTo = (a: Float64Array, b: Float64Array, length: number): number => {
  let sum = 0;
  for (let index = 0; index < length; index += 1) sum += (a[index] as number) * (b[index] as number);
  return sum;
};

/**
 * The solution of a symmetric positive definite system, by Cholesky's method.
 * @param matrix - lower triangle is read
 * @throws RangeError when the matrix is not positive definite
 */
export const solveSymmetric = (matrix: Rows, right: readonly number[]): number[] => {
  const size = right.length;
  const lower: Float64Array[] = [];
  for (let row = 0; row < size; row += 1) {
    const line = Float64Array.from(matrix[row]?.slice(0, row + 1) ?? []);
    for (let column = 0; column < row; column += 1) {
      const other = lower[column] as Float64Array;
      line[column] = (at(line, column) - dotTo(line, other, column)) / at(other, column);
    }
    const rest = at(line, row) - dotTo(line, line, row);
    if (!(rest > 0)) throw new RangeError("the matrix is not positive definite");
    line[row] = Math.sqrt(rest);
    lower.push(line);
  }
  const solution = Float64Array.from(right);
  for (let row = 0; row < size; row += 1) {
    const line = lower[row] as Float64Array;
    solution[row] = (at(solution, row) - dotTo(line, solution, row)) / at(line, row);
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    const line = lower[row] as Float64Array;
    const value = at(solution, row) / at(line, row);
    solution[row] = value;
    for (let above = 0; above < row; above += 1) solution[above] = at(solution, above) - at(line, above) * value;
  }
  return [...solution];
};

const product = (rows: Rows, right: readonly number[]): { readonly gram: number[][]; readonly moment: number[] } => {
  const width = rows[0]?.length ?? 0;
  const gram = Array.from({ length: width }, () => new Array<number>(width).fill(0));
  const moment = new Array<number>(width).fill(0);
  for (let index = 0; index < rows.length; index += 1) {
    const row = rows[index] as readonly number[];
    for (let a = 0; a < width; a += 1) {
      const line = gram[a] as number[];
      const value = at(row, a);
      for (let b = 0; b < width; b += 1) line[b] = at(line, b) + value * at(row, b);
      moment[a] = at(moment, a) + value * at(right, index);
    }
  }
  return { gram, moment };
};

const TINY = 1e-10;

/**
 * Least squares with coefficients that are not negative: Lawson and Hanson's active sets, on the normal equations.
 * @see Lawson and Hanson, "Solving Least Squares Problems", 1974, chapter 23
 */
export const nonNegativeLeastSquares = (rows: Rows, right: readonly number[]): number[] => {
  const { gram, moment } = product(rows, right);
  const width = moment.length;
  const ridge = TINY * Math.max(...gram.map((line, index) => at(line, index)), TINY);
  const solveOn = (columns: readonly number[]): number[] => {
    const inner = columns.map((a) => columns.map((b) => at(gram[a] ?? [], b) + (a === b ? ridge : 0)));
    return solveSymmetric(
      inner,
      columns.map((column) => at(moment, column)),
    );
  };
  const found = new Array<number>(width).fill(0);
  let active: number[] = [];
  for (let round = 0; round < 3 * width + 10; round += 1) {
    const slope = (column: number): number => at(moment, column) - (gram[column] ?? []).reduce((sum, value, index) => sum + value * at(found, index), 0);
    let best = -1;
    let steepest = TINY * (1 + Math.max(...moment.map(Math.abs)));
    for (let column = 0; column < width; column += 1) {
      if (!active.includes(column) && slope(column) > steepest) {
        best = column;
        steepest = slope(column);
      }
    }
    if (best === -1) break;
    active = [...active, best].sort((a, b) => a - b);
    for (let step = 0; step <= width; step += 1) {
      const trial = solveOn(active);
      if (trial.every((value) => value > 0)) {
        found.fill(0);
        active.forEach((column, index) => {
          found[column] = at(trial, index);
        });
        break;
      }
      // Go towards the trial until the first coefficient is zero, and let that one go.
      let part = 1;
      active.forEach((column, index) => {
        const value = at(found, column);
        if (at(trial, index) <= 0) part = Math.min(part, value / (value - at(trial, index) + Number.MIN_VALUE));
      });
      active.forEach((column, index) => {
        found[column] = at(found, column) + part * (at(trial, index) - at(found, column));
      });
      active = active.filter((column) => at(found, column) > TINY * ridge);
      for (let column = 0; column < width; column += 1) if (!active.includes(column)) found[column] = 0;
      if (active.length === 0) break;
    }
  }
  return found;
};

/** The middle of values; 0 of none. */
export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const half = (sorted.length - 1) / 2;
  return sorted.length === 0 ? 0 : (at(sorted, Math.floor(half)) + at(sorted, Math.ceil(half))) / 2;
};
