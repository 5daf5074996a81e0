/**
 * The swept settings of the form: which of its fields can be axes, what has no field, and how the axes follow the
 * hidden layers. Pure. The order of the axes is the order in which they were added.
 */

import { optimizerFields } from './form.ts';
import type { FormState, OptimizerField } from './form.ts';
import { readNumber } from './text.ts';

export type Sweep = FormState['sweep'];
type Values = Sweep[string];

const optimizerType = 'training.optimizer.type';

/** With these values; none takes the axis away. An axis that is there keeps its place. */
export function withAxis(sweep: Sweep, path: string, values: Values): Sweep {
  if (values.length > 0) return { ...sweep, [path]: values };
  const { [path]: _, ...others } = sweep;
  return others;
}

/** How many runs the form asks for: the grid of its axes, with every seed. One seed where the field holds no number yet. */
export function runCount({ sweep, repeats }: Pick<FormState, 'sweep' | 'repeats'>): number {
  const seeds = readNumber(repeats);
  const each = typeof seeds === 'number' && seeds >= 1 ? seeds : 1;
  return Object.values(sweep).reduce((product, values) => product * values.length, each);
}

/** @param order for every layer in its new place the place it had; layers that are gone are left out */
export function withLayers(sweep: Sweep, order: readonly number[]): Sweep {
  const moved = Object.entries(sweep).flatMap(([path, values]): [string, Values][] => {
    const [, old, setting] = /^network\.hidden\.(\d+)\.(.+)$/.exec(path) ?? [];
    if (old === undefined) return [[path, values]];
    const place = order.indexOf(Number(old));
    return place < 0 ? [] : [[`network.hidden.${place}.${setting}`, values]];
  });
  return Object.fromEntries(moved);
}

/** The settings beside the learning rate that every optimiser of the experiment has, swept ones included. */
export function optimizerSettings({ sweep, training }: Pick<FormState, 'sweep' | 'training'>): OptimizerField[] {
  const swept = (sweep[optimizerType] ?? []).flatMap((type) => {
    const known = Object.entries(optimizerFields).find(([name]) => name === type);
    return known ? [known[1]] : [];
  });
  return optimizerFields[training.optimizer.type].filter((field) => swept.every((fields) => fields.includes(field)));
}

/**
 * The optimiser that the file has beside a sweep of optimisers: the chosen one where all others know its settings, else
 * plain SGD, which has none that another lacks.
 */
export function baseOptimizer(form: Pick<FormState, 'sweep' | 'training'>): FormState['training']['optimizer']['type'] {
  const { type } = form.training.optimizer;
  return optimizerSettings(form).length === optimizerFields[type].length ? type : 'sgd';
}

/** The initialisation beside a sweep of them; `normal` has a setting that the others lack. */
export const baseInit = (form: Pick<FormState, 'sweep' | 'network'>): FormState['network']['init']['scheme'] =>
  form.network.init.scheme === 'normal' && !hasInitStd(form) ? 'xavier' : form.network.init.scheme;

/** True where every initialisation of the experiment is `normal`, the only one with a spread of its own. */
export const hasInitStd = ({ sweep, network }: Pick<FormState, 'sweep' | 'network'>): boolean =>
  [network.init.scheme, ...(sweep['network.init.scheme'] ?? [])].every((scheme) => scheme === 'normal');

/** The settings that every schedule of the experiment has. */
export function scheduleSettings({ sweep, training }: Pick<FormState, 'sweep' | 'training'>): ('factor' | 'every')[] {
  const types = [training.schedule.type, ...(sweep['training.schedule.type'] ?? [])];
  const isEach = (...names: string[]): boolean => types.every((type) => names.includes(String(type)));
  return [...(isEach('step', 'exponential') ? ['factor' as const] : []), ...(isEach('step') ? ['every' as const] : [])];
}

/** The settings that have a field which can be an axis, given what the form shows at the moment. */
export function axisPaths(form: FormState): string[] {
  const { network, training } = form;
  const stops = training.stop === 'both' ? ['until', 'earlyStopping'] : [training.stop];
  return [
    ...['source', 'scaling', 'classes', 'trainSize', 'validationSize', 'testSize', 'seed'].map((name) => `dataset.${name}`), // prettier-ignore
    ...network.hidden.flatMap((_, i) => [`network.hidden.${i}.units`, `network.hidden.${i}.activation`]),
    ...['network.output', 'network.init.scheme', ...(hasInitStd(form) ? ['network.init.std'] : [])],
    ...['type', 'learningRate', ...optimizerSettings(form)].map((name) => `training.optimizer.${name}`),
    ...['type', ...scheduleSettings(form)].map((name) => `training.schedule.${name}`),
    ...['training.batchSize', `training.${training.length.unit}`, 'training.shuffle', 'seed'],
    ...(stops.includes('until') ? ['training.until.metric', 'training.until.atMost'] : []),
    ...(stops.includes('earlyStopping') ? ['training.earlyStopping.metric', 'training.earlyStopping.patience'] : []),
    `training.evaluateEvery.${training.evaluateEvery.unit}`,
  ];
}

/** Swept settings that no field shows: whole objects of a recipe, or fields that the present choices hide. */
export function otherAxes(form: FormState): [string, Values][] {
  const shown = new Set(axisPaths(form));
  return Object.entries(form.sweep).filter(([path]) => !shown.has(path));
}
