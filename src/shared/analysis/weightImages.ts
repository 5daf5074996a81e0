/**
 * First-layer weights as images: one of the input's shape for each unit, how strong each is, in which order they stand and
 * where their colour scale ends. Typed arrays in, typed arrays out; 300 units of 784 inputs take a few milliseconds.
 */

import type { WeightTensor } from '../contract/analysis.ts';

export interface UnitWeights {
  readonly units: number;
  readonly inputs: number;
  readonly values: Float32Array; // (units, inputs)
  /** Euclidean norm of each unit's weights. */
  readonly norms: Float32Array; // (units)
  /** Where the common colour scale ends, see `scaleEnd`. */
  readonly end: number;
  /** False where some weight is not a number, as after a divergence. */
  readonly isFinite: boolean;
}

/** From a tensor as it is kept: a row for each input, a column for each unit. */
export function unitWeights({ rows: inputs, columns: units, values: kept }: WeightTensor): UnitWeights {
  const values = new Float32Array(units * inputs);
  const squares = new Float64Array(units);
  for (let input = 0, from = 0; input < inputs; input++)
    for (let unit = 0; unit < units; unit++, from++) {
      const weight = kept[from]!;
      values[unit * inputs + input] = weight;
      squares[unit]! += weight * weight;
    }
  const norms = Float32Array.from(squares, Math.sqrt);
  return { units, inputs, values, norms, end: scaleEnd(values), isFinite: norms.every(Number.isFinite) };
}

export const weightsOf = ({ values, inputs }: UnitWeights, unit: number): Float32Array =>
  values.subarray(unit * inputs, (unit + 1) * inputs);

const bins = 2048;

/**
 * The size that all but one in 200 of the weights stay below, so that a few large ones do not leave the others without
 * colour; at most one part in 2,048 of the largest too high. 0 where no weight is a number other than 0.
 */
export function scaleEnd(values: Float32Array): number {
  let largest = 0;
  // By index: iterating is slow until it is compiled, and a screen that has just been opened waits for it.
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i]!);
    if (size > largest && size < Infinity) largest = size;
  }
  if (largest === 0) return 0;
  const counts = new Uint32Array(bins);
  let used = 0;
  const perBin = bins / largest;
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i]!);
    if (!(size <= largest)) continue;
    counts[Math.min(bins - 1, Math.floor(size * perBin))]!++;
    used++;
  }
  let beyond = used / 200;
  let bin = bins - 1;
  while (bin > 0 && beyond >= counts[bin]!) beyond -= counts[bin--]!;
  return (largest * (bin + 1)) / bins;
}

export interface WeightRange {
  readonly low: number;
  readonly high: number;
}

/** The smallest and largest of a unit's weights; NaN where one is not a number. */
export function rangeOf(values: Float32Array): WeightRange {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return { low, high };
}

export type UnitOrder = 'norm' | 'index' | 'activity';

/**
 * Units in the order to show them: by index, or the largest norm or output first. Equals stay in order of their index; what is
 * not a number comes last.
 * @param activity the output of each unit for the image looked at; without it `activity` is the order of the index
 */
export function unitOrder(
  order: UnitOrder,
  { units, norms }: Pick<UnitWeights, 'units' | 'norms'>,
  activity: Float32Array | null,
): Uint32Array {
  const positions = Uint32Array.from({ length: units }, (_, unit) => unit);
  const keys = order === 'norm' ? norms : activity;
  if (order === 'index' || !keys || keys.length !== units) return positions;
  const key = (unit: number): number => (Number.isNaN(keys[unit]) ? -Infinity : keys[unit]!);
  return positions.sort((a, b) => key(b) - key(a) || a - b);
}
