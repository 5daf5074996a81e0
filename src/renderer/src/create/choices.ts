/** The choices of the form's selects: value, name and what stands beside the name in the second tone. */

import type { FormState } from './form.ts';
import { formatCount } from '../../../shared/format.ts';
import { choiceName } from '../../../shared/names.ts';
import type { DatasetEntry } from '../../../shared/contract.ts';

export interface ChoiceItem<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly hint?: string | undefined;
  /** Needs settings of its own, which the other choices do not know, so that it cannot be compared with them. */
  readonly isAlone?: boolean;
}

type Items<Value extends string> = readonly ChoiceItem<Value>[];

export const scalings: Items<FormState['dataset']['scaling']> = [
  { value: 'unit', label: choiceName('unit'), hint: 'scaling' },
  { value: 'symmetric', label: choiceName('symmetric'), hint: 'scaling' },
  { value: 'standardize', label: choiceName('standardize'), hint: 'scaling' },
  { value: 'none', label: choiceName('none'), hint: 'scaling' },
];

export const activations: Items<FormState['network']['hidden'][number]['activation']> = [
  { value: 'sigmoid', label: 'sigmoid' },
  { value: 'relu', label: choiceName('relu') },
  { value: 'tanh', label: 'tanh' },
  { value: 'identity', label: 'identity', hint: 'no bend' },
];

export const outputs: Items<FormState['network']['output']> = [
  { value: 'softmax', label: 'softmax, cross-entropy' },
  { value: 'sigmoid', label: 'one sigmoid unit', hint: 'binary cross-entropy, two classes' },
];

export const inits: Items<FormState['network']['init']['scheme']> = [
  { value: 'xavier', label: choiceName('xavier'), hint: 'N(0, 2 / (in + out)), biases 0' },
  { value: 'he', label: choiceName('he'), hint: 'N(0, 2 / in), biases 0' },
  { value: 'normal', label: 'normal', hint: 'N(0, SD²), biases 0' },
  { value: 'ece285', label: choiceName('ece285'), hint: 'N(0, 2 / (in + 1)), output half of it, biases too' },
  {
    value: 'ece421',
    label: choiceName('ece421'),
    hint: 'N(0, 2 / (in + classes)), output N(0, 2 / (in + 1)), biases 0',
  },
];

export const optimizers: Items<FormState['training']['optimizer']['type']> = [
  { value: 'sgd', label: choiceName('sgd'), hint: 'plain gradient descent' },
  { value: 'momentum', label: 'momentum', hint: 'v ← μv + g' },
  { value: 'nesterov', label: choiceName('nesterov'), hint: 'looks ahead along v' },
  { value: 'adam', label: choiceName('adam'), hint: 'a step of its own for every weight' },
];

export const schedules: Items<FormState['training']['schedule']['type']> = [
  { value: 'constant', label: 'constant' },
  { value: 'step', label: choiceName('step'), hint: 'times a factor every few epochs', isAlone: true },
  { value: 'exponential', label: 'exponential', hint: 'times a factor every epoch', isAlone: true },
  { value: 'cosine', label: 'cosine', hint: 'down to 0 at the end' },
];

export const stopRules: Items<FormState['training']['stop']> = [
  { value: 'off', label: 'off', hint: 'stop early' },
  { value: 'until', label: 'at a target', hint: 'stop early' },
  { value: 'earlyStopping', label: 'without progress', hint: 'stop early' },
  { value: 'both', label: 'at a target or without progress' },
];

export const lengthUnits: Items<'epochs' | 'steps'> = [
  { value: 'epochs', label: 'epochs' },
  { value: 'steps', label: 'steps' },
];

export const shuffles: Items<FormState['training']['shuffle']> = [
  { value: 'each-epoch', label: 'shuffled', hint: 'before every epoch' },
  { value: 'never', label: 'as it comes', hint: 'same batches every epoch' },
];

export const metrics: Items<FormState['training']['until']['metric']> = (
  ['train', 'validation', 'test'] as const
).flatMap((split) =>
  (['loss', 'error'] as const).map((kind) => ({ value: `${split}.${kind}` as const, label: `${split} ${kind}` })),
);

/** The library's entries; an id that the library does not know keeps its place, so that nothing is changed silently. */
export function datasetChoices(entries: readonly DatasetEntry[], chosen: string): ChoiceItem<string>[] {
  const items = entries.map((entry) => ({ value: entry.id, label: entry.name, hint: datasetHint(entry) }));
  const isKnown = entries.some(({ id }) => id === chosen);
  return isKnown || chosen === '' ? items : [{ value: chosen, label: chosen, hint: 'not in the library' }, ...items];
}

function datasetHint({ facts, problem, kind }: DatasetEntry): string {
  if (problem !== null) return problem;
  if (!facts) return kind === 'built-in' ? 'made on first use' : 'not read yet';
  const counts = [facts.train, facts.test].filter((count) => count > 0).map(formatCount);
  return `${counts.join(' + ')} · ${facts.height === 1 ? `${facts.width} inputs` : `${facts.height} × ${facts.width}`}`;
}
