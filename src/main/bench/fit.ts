/** Least squares: a line through points, and the exponent of a power law, which is a line through their logarithms. */

export interface Line {
  /** `y ≈ slope · x + intercept`. */
  readonly slope: number;
  readonly intercept: number;
  /** Share of the variance of y that the line explains. */
  readonly rSquared: number;
}

/** @throws RangeError with fewer than two different x */
export function fitLine(points: readonly (readonly [x: number, y: number])[]): Line {
  const mean = (of: 0 | 1) => points.reduce((sum, point) => sum + point[of], 0) / points.length;
  const [meanX, meanY] = [mean(0), mean(1)];
  const sum = (f: (x: number, y: number) => number) =>
    points.reduce((total, [x, y]) => total + f(x - meanX, y - meanY), 0);
  const [xx, xy, yy] = [sum((x) => x * x), sum((x, y) => x * y), sum((_, y) => y * y)];
  if (!(xx > 0)) throw new RangeError('fitLine: at least two different x expected');
  const slope = xy / xx;
  return { slope, intercept: meanY - slope * meanX, rSquared: yy === 0 ? 1 : (xy * xy) / (xx * yy) };
}

export interface PowerLaw {
  /** `seconds ≈ factor · x^exponent`. */
  readonly exponent: number;
  readonly factor: number;
  /** Share of the logarithms' variance that the law explains. */
  readonly rSquared: number;
}

/** @throws RangeError with fewer than two different x, or values that are not positive */
export function fitPowerLaw(points: readonly { readonly x: number; readonly seconds: number }[]): PowerLaw {
  if (points.some(({ x, seconds }) => !(x > 0 && seconds > 0)))
    throw new RangeError('fitPowerLaw: positive values expected');
  const { slope, intercept, rSquared } = fitLine(points.map(({ x, seconds }) => [Math.log(x), Math.log(seconds)]));
  return { exponent: slope, factor: Math.exp(intercept), rSquared };
}
