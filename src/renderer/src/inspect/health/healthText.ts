/** What the figures of layers mean: the sentence for networks that have collapsed, and the cells of the table. Pure. */

import type { HealthMoment, LayerHealth } from '../../../../shared/contract.ts';
import { formatCount, formatPercent, missing } from '../../../../shared/format.ts';
import { choiceName } from '../../../../shared/names.ts';
import { weightText } from '../weights/tiles.ts';

/** Half of a layer: fewer dead units are usual and do little harm. */
const worthSaying = 0.5;

/** `layer 1`, `output`. */
export const layerName = ({ layer }: LayerHealth, layers: readonly LayerHealth[]): string =>
  layer === layers.length ? 'output' : `layer ${layer}`;

/** Whether units of the layer can be dead at all: linear ones cannot. */
export const canDie = ({ activation }: LayerHealth): boolean =>
  activation === 'relu' || activation === 'sigmoid' || activation === 'tanh';

/** One sentence for each thing that keeps the network from learning; empty where it is well. @param images looked at */
export function healthWarnings(layers: readonly LayerHealth[], images: number): string[] {
  const hidden = layers.slice(0, -1);
  const warnings = hidden.flatMap((layer) => {
    const { units, deadUnits, activation } = layer;
    if (!canDie(layer) || deadUnits < worthSaying * units) return [];
    const what = `${formatCount(deadUnits)} of ${formatCount(units)} ${choiceName(activation)} units`;
    const where = hidden.length > 1 ? ` of layer ${layer.layer}` : '';
    return activation === 'relu'
      ? [`${what}${where} never fire: they are 0 for every one of ${formatCount(images)} training images.`]
      : [
          `${what}${where} are saturated for every one of ${formatCount(images)} training images: hardly any gradient passes them.`,
        ];
  });
  if (layers.some(({ weightNorm, gradientNorm }) => !Number.isFinite(weightNorm) || !Number.isFinite(gradientNorm)))
    warnings.push('Norms are not numbers: the run had diverged by this epoch.');
  else if (hidden.some((layer) => layer.deadUnits === layer.units && canDie(layer)))
    warnings.push('Where a whole layer is dead, the layers before it learn no more.');
  return warnings;
}

export interface HealthRow {
  readonly name: string;
  readonly units: string;
  readonly dead: string;
  readonly isBad: boolean;
  readonly mean: string;
  readonly zeros: string;
  readonly weightNorm: string;
  readonly gradientNorm: string;
}

export function healthRows({ layers }: HealthMoment): HealthRow[] {
  return layers.map((layer) => ({
    name: layerName(layer, layers),
    units: `${formatCount(layer.units)} ${choiceName(layer.activation)}`,
    dead: isHidden(layer, layers) && canDie(layer) ? formatCount(layer.deadUnits) : missing,
    isBad: isHidden(layer, layers) && canDie(layer) && layer.deadUnits >= worthSaying * layer.units,
    mean: short(layer.meanActivation),
    zeros: zerosText(layer.zeros),
    weightNorm: short(layer.weightNorm),
    gradientNorm: short(layer.gradientNorm),
  }));
}

const isHidden = ({ layer }: LayerHealth, layers: readonly LayerHealth[]): boolean => layer < layers.length;

/** All is all: one output in a million that is not 0 shows. */
function zerosText(zeros: number): string {
  if (zeros < 1 && zeros > 0.9995) return '> 99.9 %';
  return zeros > 0 && zeros < 0.0005 ? '< 0.1 %' : formatPercent(zeros, 1);
}

/** Three digits, as many as a narrow table has room for. */
function short(value: number): string {
  if (!Number.isFinite(value)) return weightText(value);
  const size = Math.abs(value);
  const text = size !== 0 && size < 1e-3 ? value.toExponential(1) : String(Number(value.toPrecision(3)));
  return text.replaceAll('-', '−');
}
