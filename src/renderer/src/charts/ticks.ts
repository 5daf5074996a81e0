/**
 * Where an axis carries its labels. Own ticks rather than the chart library's, because a logarithmic axis needs more
 * than powers of ten and because an axis of epochs is drawn over data in steps.
 */

/** Ticks at round values (1, 2 or 5 times a power of ten), all inside [from, to], about `wanted` of them. */
export function linearTicks(from: number, to: number, wanted: number): number[] {
  if (!(to > from)) return [from];
  const step = roundStep((to - from) / Math.max(1, wanted));
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => clean((first + i) * step));
}

/** The smallest of 1, 2 or 5 times a power of ten that is at least `least`. */
export function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const mantissa = least / power;
  return power * (mantissa <= 1 + 1e-9 ? 1 : mantissa <= 2 + 1e-9 ? 2 : mantissa <= 5 + 1e-9 ? 5 : 10);
}

/**
 * Ticks of a logarithmic axis: some round values of every decade, thinned to powers of ten when there would be more than `wanted`,
 * and linear ones inside a fraction of a decade.
 */
export function logTicks(from: number, to: number, wanted: number): number[] {
  if (!(from > 0) || !(to > from)) return [from];
  const decades = Math.log10(to / from);
  if (decades < 0.7) return linearTicks(from, to, wanted);
  const first = Math.floor(Math.log10(from));
  const last = Math.ceil(Math.log10(to));
  const every = Math.max(1, Math.ceil(decades / wanted));
  const mantissas = decades < 1.3 ? [1, 2, 3, 5, 7] : decades * 3 <= wanted + 2 ? [1, 2, 5] : [1];
  const ticks: number[] = [];
  for (let power = first; power <= last; power += every)
    for (const mantissa of mantissas) ticks.push(clean(mantissa * 10 ** power));
  return ticks.filter((tick) => tick >= from * (1 - 1e-9) && tick <= to * (1 + 1e-9));
}

/** Without the last digits that repeated addition leaves (0.30000000000000004). */
const clean = (value: number): number => Number(value.toPrecision(12));
