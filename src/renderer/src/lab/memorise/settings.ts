/** What the exercise remembers and what it trains: a network on noise with labels, until it knows all by heart. Pure. */

import type { RunSummary } from '../../../../shared/contract.ts';
import type { Experiment, ExperimentInput } from '../../../../shared/experiment.ts';
import { z } from '../../../../shared/zod.ts';

export const optimizerChoices = ['sgd', 'momentum', 'nesterov', 'adam'] as const;

const settingsSchema = z.strictObject({
  optimizer: z.enum(optimizerChoices),
  learningRate: z.number().positive(),
  /** Of the hidden ReLU layer; 0 is none. */
  units: z.int().min(0).max(10_000),
  seed: z.int().min(0),
});
export type MemoriseSettings = z.output<typeof settingsSchema>;

export const stateSchema = z.strictObject({ settings: settingsSchema, run: z.string().nullable() });
export type MemoriseState = z.output<typeof stateSchema>;

/** Named settings to compare with one's own, and how many iterations they are known to need. */
export interface Known {
  readonly title: string;
  readonly settings: Omit<MemoriseSettings, 'seed'>;
  readonly steps: number;
  readonly source: string;
}

export const known: readonly Known[] = [
  {
    title: 'The shipped recipe',
    settings: { optimizer: 'sgd', learningRate: 1, units: 0 },
    steps: 1,
    source: 'cs189-memorise, every one of five seeds',
  },
  {
    title: 'Untuned',
    settings: { optimizer: 'momentum', learningRate: 0.1, units: 200 },
    steps: 12,
    source: 'an independent NumPy program, with initial weights of its own',
  },
];

export const initialState: MemoriseState = {
  settings: { optimizer: 'momentum', learningRate: 0.1, units: 200, seed: 1 },
  run: null,
};

/** Images in the set; each has 28 × 28 numbers. */
export const images = 100;
/** Training is given up after as many iterations. */
export const mostSteps = 500;
const name = 'Memorise noise';

/** As the recipe cs189-memorise but for what is set here; Xavier where there is a hidden layer, as its text says. */
export function memoriseExperiment({ optimizer, learningRate, units, seed }: MemoriseSettings): ExperimentInput {
  return {
    version: 1,
    name: `${name}: ${units === 0 ? 'no hidden layer' : `${units} units`}, ${optimizer}, step ${learningRate}`,
    dataset: { source: 'noise', scaling: 'symmetric', trainSize: images, randomInputs: true },
    network: {
      hidden: units === 0 ? [] : [{ units, activation: 'relu' }],
      output: 'softmax',
      init: units === 0 ? { scheme: 'normal', std: 0.01 } : { scheme: 'xavier' },
    },
    training: {
      optimizer: { type: optimizer, learningRate },
      batchSize: 'full',
      steps: mostSteps,
      until: { metric: 'train.error', atMost: 0 },
      evaluateEvery: { steps: 1, on: ['train'] },
    },
    seed,
  };
}

/** The settings of an experiment that this exercise started; null of any other. */
export function settingsOf({ name: called, dataset, network, training, seed }: Experiment): MemoriseSettings | null {
  if (!called.startsWith(name) || !dataset.randomInputs || network.hidden.length > 1) return null;
  const { type, learningRate } = training.optimizer;
  return { optimizer: type, learningRate, units: network.hidden[0]?.units ?? 0, seed };
}

/** The iteration after which every image was known: the run ended there. Null where it is not so, or not yet. */
export const stepReached = ({
  status,
  lastError,
  step,
}: Pick<RunSummary, 'status' | 'lastError' | 'step'>): number | null =>
  status === 'finished' && lastError === 0 ? step : null;

/** `200 ReLU units, momentum, step 0.1` */
export const said = ({ optimizer, learningRate, units }: Omit<MemoriseSettings, 'seed'>): string =>
  `${units === 0 ? 'no hidden layer' : `${units} ReLU units`}, ${optimizer === 'momentum' ? 'momentum 0.9' : optimizer}, step ${learningRate}`;
