/** The path of a sparkline. Pure. */

export interface SparklinePath {
  /** SVG path data; a gap wherever a value is missing or not finite. Empty without two neighbouring values. */
  readonly path: string;
  /** The last finite point, where a marker goes when the curve broke off there. */
  readonly last: { readonly x: number; readonly y: number } | null;
  readonly broken: boolean;
}

/**
 * @param values from first to last, none below zero, spread over the whole width
 * @param share how much of the width the values so far take, 0..1, for a run under way. @default 1
 * The scale runs from zero to the largest value: an error that stays at 50 % must not look as if it rose or fell.
 */
export function sparklinePath(
  values: readonly (number | null)[],
  size: { readonly width: number; readonly height: number },
  share = 1,
): SparklinePath {
  const isValue = (value: number | null | undefined): value is number => Number.isFinite(value);
  const known = values.filter(isValue);
  const high = Math.max(0, ...known);
  const pad = 1.5;
  const step = values.length > 1 ? ((size.width - 2 * pad) * share) / (values.length - 1) : 0;
  const xOf = (at: number): number => round(pad + at * step);
  const yOf = (value: number): number =>
    round(size.height - pad - (high > 0 ? value / high : 0) * (size.height - 2 * pad));

  const points = values.map((value, at) => (isValue(value) ? `${xOf(at)} ${yOf(value)}` : null));
  const path = points
    .map((point, at) => (point === null ? '' : `${(points[at - 1] ?? null) === null ? 'M' : 'L'}${point}`))
    .join('');
  const lastAt = values.findLastIndex(isValue);
  const lastValue = values[lastAt];
  return {
    path,
    last: isValue(lastValue) ? { x: xOf(lastAt), y: yOf(lastValue) } : null,
    broken: known.length > 0 && lastAt < values.length - 1,
  };
}

const round = (value: number): number => Math.round(10 * value) / 10;
