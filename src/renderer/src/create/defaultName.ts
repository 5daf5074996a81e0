/** The name of an experiment that nobody named: what it trains, or what it sweeps. */

import type { Experiment } from '../../../shared/experiment.ts';
import { choiceName, settingName, settingValue } from '../../../shared/names.ts';

/** What the experiment alone does not tell. */
export interface NameContext {
  /** Inputs and outputs of the network; null while no plan has told them. */
  readonly ends: readonly [input: number | string, output: number | string] | null;
  readonly datasetName: string;
}

/** What the schema calls an experiment that has no name. */
const unnamed = 'untitled';

/** `784-64-10 ReLU, SGD 0.1, MNIST`, or `learning rate sweep, 784-300-10`. */
export function defaultName(experiment: Experiment, { ends, datasetName }: NameContext): string {
  const { sweep, network, training } = experiment;
  const axes = Object.keys(sweep).filter((path) => sweep[path]!.length > 1);
  const units = network.hidden.map((layer) => layer.units);
  const shape = ends ? [ends[0], ...units, ends[1]].join('-') : units.length > 0 ? units.join('-') : 'linear';
  if (axes.length > 0) {
    const isShapeSwept = axes.some((path) => /^network\.hidden(\.\d+\.units)?$/.test(path));
    return `${axes.map(settingName).join(' × ')} sweep, ${isShapeSwept ? datasetName : shape}`;
  }
  const activations = [...new Set(network.hidden.map((layer) => choiceName(layer.activation)))].join('/');
  const { type, learningRate } = training.optimizer;
  return [[shape, activations].filter(Boolean).join(' '), `${choiceName(type)} ${settingValue(learningRate)}`, datasetName].join(', '); // prettier-ignore
}

/** The name a person gave, or nothing: a name made from settings would be wrong as soon as one of them changes. */
export function givenName(experiment: Experiment): string {
  if (experiment.name === unnamed) return '';
  const any = '\u0000';
  const forms = [[any, any] as const, null].map((ends) => defaultName(experiment, { ends, datasetName: any }));
  return forms.some((form) => matches(experiment.name, form.split(any))) ? '' : experiment.name;
}

/** Whether a text consists of these parts with something between each two of them. */
function matches(text: string, parts: readonly string[]): boolean {
  const pattern = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.+');
  return new RegExp(`^${pattern}$`).test(text);
}
