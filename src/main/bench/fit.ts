/** The exponent of a power law, by least squares on the logarithms. */

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
  const logs = points.map(({ x, seconds }) => [Math.log(x), Math.log(seconds)] as const);
  const mean = (of: 0 | 1) => logs.reduce((sum, log) => sum + log[of], 0) / logs.length;
  const [meanX, meanY] = [mean(0), mean(1)];
  const sum = (f: (x: number, y: number) => number) =>
    logs.reduce((total, [x, y]) => total + f(x - meanX, y - meanY), 0);
  const [xx, xy, yy] = [sum((x) => x * x), sum((x, y) => x * y), sum((_, y) => y * y)];
  if (!(xx > 0)) throw new RangeError('fitPowerLaw: at least two different x expected');
  const exponent = xy / xx;
  return { exponent, factor: Math.exp(meanY - exponent * meanX), rSquared: yy === 0 ? 1 : (xy * xy) / (xx * yy) };
}
