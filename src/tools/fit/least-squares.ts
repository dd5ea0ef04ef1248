/** A constant to be fitted: where it is thought to be before any measurement, and by what factor it may well be off (e to this). */
export interface Prior {
  readonly name: string;
  readonly value: number;
  readonly spread: number;
}

/** A measurement and what the model says it should be, given constants. */
export interface Sample {
  readonly measured: number;
  /** Counts for more or less than another. */
  readonly weight: number;
  readonly predict: (constants: Readonly<Record<string, number>>) => number;
}

/** An error of this size in the logarithm is nothing unusual. */
const SCALE = 0.08;
const STEP = 1e-4;
const MOST_ROUNDS = 30;
const DONE = 1e-5;

type Vector = Float64Array;

/** Solves a symmetric positive definite system in place by Cholesky's method; undefined when it is none. */
const solve = (matrix: readonly Vector[], right: Vector): Vector | undefined => {
  const size = right.length;
  const lower = matrix.map(() => new Float64Array(size));
  const at = (m: readonly Vector[], i: number, j: number): number => m[i]?.[j] ?? 0;
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let sum = at(matrix, i, j);
      for (let k = 0; k < j; k += 1) sum -= at(lower, i, k) * at(lower, j, k);
      const row = lower[i];
      if (row === undefined) return undefined;
      if (i === j) {
        if (sum <= 0) return undefined;
        row[i] = Math.sqrt(sum);
      } else row[j] = sum / at(lower, j, j);
    }
  }
  const solution = Float64Array.from(right);
  for (let i = 0; i < size; i += 1) {
    let sum = solution[i] ?? 0;
    for (let k = 0; k < i; k += 1) sum -= at(lower, i, k) * (solution[k] ?? 0);
    solution[i] = sum / at(lower, i, i);
  }
  for (let i = size - 1; i >= 0; i -= 1) {
    let sum = solution[i] ?? 0;
    for (let k = i + 1; k < size; k += 1) sum -= at(lower, k, i) * (solution[k] ?? 0);
    solution[i] = sum / at(lower, i, i);
  }
  return solution;
};

type Constants = Readonly<Record<string, number>>;

const constantsAt = (priors: readonly Prior[], logs: Vector): Constants =>
  Object.fromEntries(priors.map(({ name }, index) => [name, Math.exp(logs[index] ?? 0)]));

/** What a fit works on; `fixed` are constants that it takes as they are. */
interface Task {
  readonly samples: readonly Sample[];
  readonly priors: readonly Prior[];
  readonly fixed: Constants;
}

const residualsAt = ({ samples, priors, fixed }: Task, logs: Vector): Vector => {
  const constants = { ...fixed, ...constantsAt(priors, logs) };
  return Float64Array.from(samples, ({ measured, weight, predict }) => (weight * Math.log(predict(constants) / measured)) / SCALE);
};

/** Cost that grows as the square near nought and as the size far from it, so that a freak measurement does not pull the rest. */
const softCost = (residual: number): number => 2 * (Math.sqrt(1 + residual ** 2) - 1);
const softWeight = (residual: number): number => 1 / Math.sqrt(1 + residual ** 2);

const total = (residuals: Vector, priors: readonly Prior[], logs: Vector): number => {
  let cost = 0;
  for (const residual of residuals) cost += softCost(residual);
  priors.forEach(({ value, spread }, index) => {
    cost += (((logs[index] ?? 0) - Math.log(value)) / spread) ** 2;
  });
  return cost;
};

interface Normal {
  readonly matrix: Vector[];
  readonly gradient: Vector;
}

/** Normal equations of the linearised problem around `logs`, by forward differences. */
const normalAt = (task: Task, logs: Vector, residuals: Vector): Normal => {
  const { priors } = task;
  const size = priors.length;
  const slopes = priors.map((_, index) => {
    const moved = Float64Array.from(logs);
    moved[index] = (moved[index] ?? 0) + STEP;
    return residualsAt(task, moved).map((residual, row) => (residual - (residuals[row] ?? 0)) / STEP);
  });
  const weights = residuals.map(softWeight);
  const matrix = priors.map(() => new Float64Array(size));
  const gradient = new Float64Array(size);
  for (let i = 0; i < size; i += 1) {
    const slope = slopes[i];
    const row = matrix[i];
    const prior = priors[i];
    if (slope === undefined || row === undefined || prior === undefined) continue;
    for (let j = 0; j <= i; j += 1) {
      const other = slopes[j];
      let sum = 0;
      if (other !== undefined) for (let k = 0; k < residuals.length; k += 1) sum += (weights[k] ?? 0) * (slope[k] ?? 0) * (other[k] ?? 0);
      row[j] = sum;
      const mirrored = matrix[j];
      if (mirrored !== undefined) mirrored[i] = sum;
    }
    row[i] = (row[i] ?? 0) + 1 / prior.spread ** 2;
    let pull = 0;
    for (let k = 0; k < residuals.length; k += 1) pull += (weights[k] ?? 0) * (slope[k] ?? 0) * (residuals[k] ?? 0);
    gradient[i] = pull + ((logs[i] ?? 0) - Math.log(prior.value)) / prior.spread ** 2;
  }
  return { matrix, gradient };
};

/**
 * Constants that explain the measurements best in the logarithm, held near their priors where the measurements say little:
 * the Levenberg–Marquardt method on a robust cost. The same samples in the same order give the same constants.
 * @param from - where to begin; the priors when left out
 * @param fixed - constants that the samples need and that are not fitted
 */
export const fitConstants = (priors: readonly Prior[], samples: readonly Sample[], from: Constants = {}, fixed: Constants = {}): Constants => {
  const task: Task = { samples, priors, fixed };
  let logs = Float64Array.from(priors, ({ name, value }) => Math.log(from[name] ?? value));
  let residuals = residualsAt(task, logs);
  let cost = total(residuals, priors, logs);
  let damping = 1e-3;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const { matrix, gradient } = normalAt(task, logs, residuals);
    let better = false;
    while (!better && damping < 1e8) {
      const damped = matrix.map((row, index) => {
        const copy = Float64Array.from(row);
        copy[index] = (copy[index] ?? 0) * (1 + damping);
        return copy;
      });
      const step = solve(damped, gradient);
      if (step !== undefined) {
        const next = logs.map((value, index) => value - Math.max(-2, Math.min(2, step[index] ?? 0)));
        const nextResiduals = residualsAt(task, next);
        const nextCost = total(nextResiduals, priors, next);
        if (nextCost < cost) {
          const gain = (cost - nextCost) / cost;
          logs = next;
          residuals = nextResiduals;
          cost = nextCost;
          damping = Math.max(1e-9, damping / 10);
          better = true;
          if (gain < DONE) return constantsAt(priors, logs);
        }
      }
      if (!better) damping *= 10;
    }
    if (!better) break;
  }
  return constantsAt(priors, logs);
};
