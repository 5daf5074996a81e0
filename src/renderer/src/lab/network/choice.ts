/** Which network an exercise is about: a recipe's, a run's, or one's own. As the form has it, and as the service takes it. */

import type { ActivationName, OutputName } from '../../../../engine/spec.ts';
import type { NetworkSource, Recipe } from '../../../../shared/contract.ts';
import { mostSamples } from '../../../../shared/contract/lab.ts';
import { formatCount } from '../../../../shared/format.ts';

export interface OwnLayer {
  /** Tells layers apart while they come and go. */
  readonly key: symbol;
  units: string;
  activation: ActivationName;
}

/** Numbers are text, as typed. */
export interface NetworkChoice {
  from: 'own' | 'recipe' | 'run';
  recipe: string;
  run: string;
  weights: 'initial' | 'latest';
  own: { dataset: string; hidden: OwnLayer[]; output: OutputName };
  /** Of the initial weights; empty leaves a recipe's own. */
  seed: string;
  /** Empty takes the batch size, 100 at most. */
  samples: string;
}

export const ownLayer = (units: string, activation: ActivationName): OwnLayer => ({ key: Symbol('layer'), units, activation }); // prettier-ignore

/** Small, and on data that needs no files. */
export const firstChoice = (): NetworkChoice => ({
  from: 'own',
  recipe: '',
  run: '',
  weights: 'latest',
  own: { dataset: 'synthetic-digits', hidden: [ownLayer('30', 'relu')], output: 'softmax' },
  seed: '1',
  samples: '20',
});

export type FieldName = 'recipe' | 'run' | 'units' | 'seed' | 'samples';

export type ReadChoice =
  | { readonly ok: true; readonly source: NetworkSource; readonly samples: number | undefined }
  | { readonly ok: false; readonly field: FieldName; readonly problem: string };

/** What the service is asked for, or the first field that cannot be read. */
export function readChoice(choice: NetworkChoice, recipes: readonly Recipe[]): ReadChoice {
  const wrong = (field: FieldName, problem: string): ReadChoice => ({ ok: false, field, problem });
  const samples = choice.samples.trim() === '' ? undefined : wholeNumber(choice.samples, 1, mostSamples);
  if (samples === null) return wrong('samples', `Give 1 to ${formatCount(mostSamples)} images, or nothing.`);
  if (choice.from === 'run') {
    if (choice.run === '') return wrong('run', 'Choose a run; there are some once an experiment was started.');
    return { ok: true, source: { kind: 'run', id: choice.run, weights: choice.weights }, samples };
  }
  const seed = choice.seed.trim() === '' ? undefined : wholeNumber(choice.seed, 0, 2 ** 32 - 1);
  if (seed === null) return wrong('seed', 'Give a whole number from 0 on, or nothing.');
  const seeded = seed === undefined ? {} : { seed };
  if (choice.from === 'recipe') {
    const recipe = recipes.find(({ name }) => name === choice.recipe);
    if (!recipe) return wrong('recipe', 'Choose a recipe.');
    return { ok: true, source: { kind: 'experiment', experiment: { ...recipe.experiment, ...seeded } }, samples };
  }
  const { dataset, hidden, output } = choice.own;
  const layers = hidden.map(({ units, activation }) => ({ units: wholeNumber(units, 1, 100_000), activation }));
  const known = layers.flatMap(({ units, activation }) => (units === null ? [] : [{ units, activation }]));
  if (known.length < layers.length) return wrong('units', 'Give each layer a whole number of units from 1 on.');
  const experiment = {
    version: 1,
    name: [...known.map(({ units }) => units), output].join('-'),
    dataset: { source: dataset },
    network: { hidden: known, output },
    training: { optimizer: { type: 'sgd', learningRate: 0.1 } },
    ...seeded,
  } as const;
  return { ok: true, source: { kind: 'experiment', experiment: { ...experiment, network: { hidden: known, output } } }, samples }; // prettier-ignore
}

function wholeNumber(text: string, least: number, most: number): number | null {
  const value = /^\s*\d+\s*$/.test(text) ? Number(text) : NaN;
  return value >= least && value <= most ? value : null;
}
