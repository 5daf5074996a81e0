/** What the exercise remembers and what it trains: settings of a small network on points of the plane. Pure. */

import { activationNames, type ExperimentInput } from '../../../../shared/experiment.ts';
import { mostClasses, presetPoints, type PointSet } from '../../../../shared/lab/pointSets.ts';
import { z } from '../../../../shared/zod.ts';

export const optimizerChoices = ['sgd', 'momentum', 'adam'] as const;

const settingsSchema = z.strictObject({
  /** Units of each hidden layer. */
  hidden: z.array(z.int().min(1).max(1000)).max(6),
  activation: z.enum(activationNames),
  optimizer: z.enum(optimizerChoices),
  learningRate: z.number().positive(),
  batchSize: z.int().min(1),
  epochs: z.int().min(1),
  seed: z.int().min(0),
});
export type BoundarySettings = z.output<typeof settingsSchema>;

const point = z.tuple([
  z.number(),
  z.number(),
  z
    .int()
    .min(0)
    .max(mostClasses - 1),
]);
const run = z.string().nullable();

export const stateSchema = z.strictObject({
  source: z.enum(['ellipse', 'own']),
  ellipse: z.strictObject({ settings: settingsSchema, run }),
  own: z.strictObject({ settings: settingsSchema, run, points: z.array(point).max(5000) }),
});
export type BoundaryState = z.output<typeof stateSchema>;
export type DrawnPoint = z.output<typeof point>;

/** As the VU assignment has it: see the recipe vu-synthetic. */
export const ellipseSettings: BoundarySettings = {
  hidden: [3],
  activation: 'sigmoid',
  optimizer: 'sgd',
  learningRate: 0.03,
  batchSize: 1,
  epochs: 3,
  seed: 1,
};

/** Enough for each of the sets to begin with, in a second or two. */
export const ownSettings: BoundarySettings = {
  hidden: [8, 8],
  activation: 'tanh',
  optimizer: 'adam',
  learningRate: 0.01,
  batchSize: 10,
  epochs: 400,
  seed: 1,
};

export const drawnPoints = ({ points, labels }: PointSet): DrawnPoint[] =>
  Array.from(labels, (label, i) => [points[2 * i]!, points[2 * i + 1]!, label]);

export const toPointSet = (drawn: readonly DrawnPoint[]): PointSet => ({
  points: Float32Array.from(drawn.flatMap(([x, y]) => [x, y])),
  labels: Uint16Array.from(drawn, ([, , label]) => label),
});

export const initialState: BoundaryState = {
  source: 'ellipse',
  ellipse: { settings: ellipseSettings, run: null },
  own: { settings: ownSettings, run: null, points: drawnPoints(presetPoints('xor')) },
};

/** The ellipse keeps the recipe's 10,000 points for validation; points that a person drew are all trained on. */
export function boundaryExperiment(settings: BoundarySettings, source: string, title: string): ExperimentInput {
  const { hidden, activation, optimizer, learningRate, batchSize, epochs, seed } = settings;
  const isEllipse = source === 'ellipse';
  return {
    version: 1,
    name: `Decision boundary: ${title}`,
    dataset: { source, scaling: 'none', validationSize: isEllipse ? 10_000 : 0 },
    network: {
      hidden: hidden.map((units) => ({ units, activation })),
      output: 'softmax',
      init: { scheme: activation === 'relu' ? 'he' : 'xavier' },
    },
    training: {
      optimizer: { type: optimizer, learningRate },
      batchSize,
      epochs,
      evaluateEvery: { epochs: 1, on: isEllipse ? ['train', 'validation'] : ['train'] },
    },
    seed,
  };
}
