import { describe, expect, test } from "vitest";
import { nonNegativeLeastSquares, solveSymmetric } from "../../../src/tools/fit/linear.js";

describe("least squares", () => {
  test("a symmetric system is solved: 4x + 2y = 2 and 2x + 3y = 5 give -0.5 and 2", () => {
    const [x, y] = solveSymmetric([[4], [2, 3]], [2, 5]);
    expect(x).toBeCloseTo(-0.5, 12);
    expect(y).toBeCloseTo(2, 12);
  });

  test("a system without a solution is refused", () => {
    expect(() => solveSymmetric([[1], [2, 1]], [1, 1])).toThrow(RangeError);
  });

  test("coefficients that fit exactly are found", () => {
    const rows = [
      [1, 0, 2],
      [0, 1, 1],
      [1, 1, 0],
      [2, 1, 1],
    ];
    const right = rows.map(([a = 0, b = 0, c = 0]) => 3 * a + 0 * b + 0.5 * c);
    const [a, b, c] = nonNegativeLeastSquares(rows, right);
    expect(a).toBeCloseTo(3, 6);
    expect(b).toBeCloseTo(0, 6);
    expect(c).toBeCloseTo(0.5, 6);
  });

  test("a coefficient that would be negative is zero, and the rest make the best of it", () => {
    // Without the limit: y = 2x - z. With it z is 0 and x the mean of 1 and 2.
    const found = nonNegativeLeastSquares(
      [
        [1, 1],
        [1, 0],
      ],
      [1, 2],
    );
    expect(found[0]).toBeCloseTo(1.5, 6);
    expect(found[1]).toBe(0);
  });
});
