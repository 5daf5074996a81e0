/**
 * The experiment file, version 1: one schema shared by the form, the file, the command line and the store.
 *
 * `ExperimentInput` is what a person writes (defaults left out), `Experiment` what the program works with. The sweep is
 * checked here only for its form; `sweep.ts` expands it and validates every combination with this same schema.
 */

import type { InitSpec, OptimizerSpec, ScheduleSpec } from '../engine/spec.ts';
import { contradictions } from './contradictions.ts';
import { z } from './zod.ts';

export const activationNames = ['sigmoid', 'relu', 'tanh', 'identity'] as const;
export const outputNames = ['softmax', 'sigmoid'] as const;
export const initSchemes = ['xavier', 'he', 'normal', 'ece285', 'ece421'] as const;
export const optimizerTypes = ['sgd', 'momentum', 'nesterov', 'adam'] as const;
export const scalingNames = ['unit', 'symmetric', 'none', 'standardize'] as const;
export const splitNames = ['train', 'validation', 'test'] as const;
export const scheduleTypes = ['constant', 'step', 'exponential', 'cosine'] as const;

/** The most units one layer may have; memory for the whole network is checked when the run is planned. */
export const maxUnits = 100_000;

const count = z.int().min(1);
const countOrZero = z.int().min(0);
const finite = z.number();
const positive = z.number().positive();
const fraction = z.number().min(0).lt(1);

const layer = z.strictObject({ units: count.max(maxUnits), activation: z.enum(activationNames) });

const init = z.discriminatedUnion('scheme', [
  z.strictObject({ scheme: z.literal('xavier') }),
  z.strictObject({ scheme: z.literal('he') }),
  z.strictObject({ scheme: z.literal('normal'), std: z.number().min(0).default(0.01) }),
  z.strictObject({ scheme: z.literal('ece285') }),
  z.strictObject({ scheme: z.literal('ece421') }),
]);

const common = { learningRate: positive, weightDecay: z.number().min(0).default(0) };
const velocity = { momentum: fraction.default(0.9), initialVelocity: finite.default(0) };
const optimizer = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('sgd'), ...common }),
  z.strictObject({ type: z.literal('momentum'), ...common, ...velocity }),
  z.strictObject({ type: z.literal('nesterov'), ...common, ...velocity }),
  z.strictObject({
    type: z.literal('adam'),
    ...common,
    beta1: fraction.default(0.9),
    beta2: fraction.default(0.999),
    epsilon: positive.default(1e-8),
  }),
]);

const schedule = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('constant') }),
  z.strictObject({ type: z.literal('step'), every: count, factor: positive }),
  z.strictObject({ type: z.literal('exponential'), factor: positive }),
  z.strictObject({ type: z.literal('cosine') }),
]);

const eitherOr = { path: ['steps'], message: 'given with epochs, expected either epochs or steps, not both' };

const splitMetrics = splitNames.flatMap((split) => [`${split}.loss` as const, `${split}.error` as const]);
const splitMetric = z.enum(splitMetrics);

const on = z.array(z.enum(splitNames)).default([...splitNames]);
const evaluateEvery = z
  .strictObject({ epochs: count.optional(), steps: count.optional(), on })
  .superRefine(({ epochs, steps }, context) => {
    if (epochs !== undefined && steps !== undefined) context.addIssue({ code: 'custom', ...eitherOr });
  })
  .transform(({ epochs, steps, on }) => (steps !== undefined ? { steps, on } : { epochs: epochs ?? 1, on }));

export const datasetSchema = z.strictObject({
  source: z.string().min(1),
  path: z.string().min(1).optional(),
  scaling: z.enum(scalingNames).default('unit'),
  classes: z.array(countOrZero).min(2).optional(),
  trainSize: count.optional(),
  validationSize: countOrZero.default(0),
  testSize: countOrZero.default(0),
  seed: countOrZero.default(0),
  randomInputs: z.boolean().default(false),
});

export const networkSchema = z.strictObject({
  hidden: z.array(layer).max(32).default([]),
  output: z.enum(outputNames),
  init: init.default({ scheme: 'xavier' }),
});

export const trainingSchema = z.strictObject({
  optimizer,
  schedule: schedule.default({ type: 'constant' }),
  batchSize: z.union([count, z.literal('full')]).default(100),
  /** 5 when neither `epochs` nor `steps` is given; giving both is an error. */
  epochs: count.max(1_000_000).optional(),
  steps: count.max(1_000_000_000).optional(),
  until: z.strictObject({ metric: splitMetric, atMost: z.number().min(0) }).optional(),
  earlyStopping: z.strictObject({ metric: splitMetric, patience: count }).optional(),
  shuffle: z.enum(['each-epoch', 'never']).default('each-epoch'),
  evaluateEvery: evaluateEvery.default({ epochs: 1, on: [...splitNames] }),
});

const expectationMetric = z
  .string()
  .regex(/^(firstStepReached|((initial|final)\.)?(train|validation|test)\.(loss|error))$/)
  .describe('a metric such as test.error, initial.train.loss or firstStepReached');

export const expectationSchema = z
  .strictObject({
    metric: expectationMetric,
    at: z.union([z.literal('start'), z.literal('end'), countOrZero]).default('end'),
    /** The mean of a group, each of its runs, or the means of all groups of a sweep in their order. */
    over: z.enum(['mean', 'each', 'groups']).default('mean'),
    /** With `over: groups` only, and in place of bounds: every group's mean is below (above) that of the one before. */
    order: z.enum(['falling', 'rising']).optional(),
    min: finite.optional(),
    max: finite.optional(),
    /** The source's own figure, shown beside ours; the bounds alone decide. */
    published: finite.optional(),
    /** The source's own sentence. */
    quote: z.string().optional(),
    /** What a reader has to know to compare the two figures, such as that the images are not the same. */
    note: z.string().optional(),
  })
  .superRefine(({ over, order, min, max }, context) => {
    const wrong = (path: string, message: string): void => context.addIssue({ code: 'custom', path: [path], message });
    if (over !== 'groups' && order) wrong('order', `given ${order}, expected only with over: groups`);
    if (over === 'groups' && !order) wrong('order', 'missing, expected falling or rising, since over is groups');
    if (over === 'groups' && (min ?? max) !== undefined)
      wrong('over', 'given groups, expected an order and no min or max');
  });

export const experimentSchema = z
  .strictObject({
    version: z.literal(1),
    /** The file's name without its ending when left out; whoever reads the file fills it in. */
    name: z.string().min(1).max(200).default('untitled'),
    /** Recipes only: the course, and what a student should look for. */
    about: z
      .strictObject({ course: z.string(), title: z.string(), lookFor: z.string(), choices: z.string().optional() })
      .optional(),
    dataset: datasetSchema,
    network: networkSchema,
    training: trainingSchema,
    seed: countOrZero.default(1),
    repeats: count.max(1000).default(1),
    sweep: z.record(z.string(), z.array(z.json()).min(1)).default({}),
    expects: z.array(expectationSchema).default([]),
  })
  .superRefine((value, context) => {
    for (const { path, message } of contradictions(value)) context.addIssue({ code: 'custom', path, message });
  })
  .transform((value) => {
    const { epochs, steps, ...training } = value.training;
    const length = steps !== undefined ? { steps } : { epochs: epochs ?? 5 };
    return { ...value, training: { ...training, ...length } };
  });

/** What a person writes: every field with a default may be left out. */
export type ExperimentInput = z.input<typeof experimentSchema>;
/** A complete experiment: every default filled in. */
export type Experiment = z.output<typeof experimentSchema>;
export type Expectation = z.output<typeof expectationSchema>;
export type DatasetSpec = z.output<typeof datasetSchema>;
export type NetworkChoice = z.output<typeof networkSchema>;
export type TrainingChoice = Experiment['training'];
export type ScalingName = (typeof scalingNames)[number];

/** The compiler's proof that what the schema yields is what the engine takes. */
export const engineTakes = (choice: {
  init: NetworkChoice['init'];
  optimizer: TrainingChoice['optimizer'];
  schedule: TrainingChoice['schedule'];
}): { init: InitSpec; optimizer: OptimizerSpec; schedule: ScheduleSpec } => choice;
