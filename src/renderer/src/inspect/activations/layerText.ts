/** What is said of a layer and of one of its units, for one image. Pure. */

import { layerFacts, unitState } from '../../../../shared/analysis/layerOutputs.ts';
import type { OutputKind } from '../../../../shared/analysis/layerOutputs.ts';
import { formatCount } from '../../../../shared/format.ts';
import { choiceName } from '../../../../shared/names.ts';
import { weightText } from '../weights/tiles.ts';

/** `300 sigmoid · 12 saturated · mean 0.4213`. */
export function layerText(kind: OutputKind, values: Float32Array): string {
  const { silent, saturated, mean } = layerFacts(kind, values);
  const parts = [`${formatCount(values.length)} ${choiceName(kind)}`];
  if (kind === 'relu') parts.push(`${formatCount(silent)} silent`);
  if (kind === 'sigmoid' || kind === 'tanh') parts.push(`${formatCount(saturated)} saturated`);
  return [...parts, `mean ${weightText(mean)}`].join(' · ');
}

/** `unit 17: 0.9981, saturated`. */
export function unitText(kind: OutputKind, values: Float32Array, unit: number): string {
  const value = values[unit];
  if (value === undefined) return '';
  const state = unitState(kind, value);
  return `unit ${unit}: ${weightText(value)}${state ? `, ${state}` : ''}`;
}
