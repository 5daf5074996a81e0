/** One layer's outputs for one image: which units are silent or saturated, and how far its colour scale reaches. */

import type { ActivationName } from '../../engine/spec.ts';

/** As near to its bounds the slope of a sigmoid or tanh unit is all but gone; the same margin as in `LayerHealth`. */
const margin = 0.01;

/** `linear` is the identity, and logits. */
export type OutputKind = ActivationName | 'linear';
/** What keeps a unit from learning by this image; null where nothing does. */
export type UnitState = 'silent' | 'saturated' | null;

/** ReLU: 0 is silent. Sigmoid and tanh: within 0.01 of a bound is saturated. */
export function unitState(kind: OutputKind, value: number): UnitState {
  switch (kind) {
    case 'relu':
      return value === 0 ? 'silent' : null;
    case 'sigmoid':
      return value <= margin || value >= 1 - margin ? 'saturated' : null;
    case 'tanh':
      return Math.abs(value) >= 1 - margin ? 'saturated' : null;
    default:
      return null;
  }
}

/** The value of the full colour: 1 where outputs are bounded by it, else the largest of them in size. */
export function outputEnd(kind: OutputKind, values: Float32Array): number {
  if (kind === 'sigmoid' || kind === 'tanh') return 1;
  return values.reduce((most, value) => (Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most), 0);
}

export interface LayerFacts {
  readonly silent: number;
  readonly saturated: number;
  readonly mean: number;
}

export function layerFacts(kind: OutputKind, values: Float32Array): LayerFacts {
  let [silent, saturated, sum] = [0, 0, 0];
  for (const value of values) {
    const state = unitState(kind, value);
    if (state === 'silent') silent++;
    if (state === 'saturated') saturated++;
    sum += value;
  }
  return { silent, saturated, mean: values.length === 0 ? 0 : sum / values.length };
}
