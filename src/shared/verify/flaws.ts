/**
 * The mistakes that students make most in backpropagation, each as the steps it replaces. One table serves both ends: to
 * find out which mistake explains a student's numbers (`diagnose.ts`), and to break a gradient on purpose for teaching
 * (`breakages.ts`).
 */

import { activations } from '../../engine/activations.ts';
import { map, matrix, product, reshape, scaled, sumRows, transpose, type Matrix } from './matrix.ts';
import { rightSteps as right, type Hidden, type Steps } from './steps.ts';

export interface Flaw {
  /** For programs: `missing-mean`. */
  readonly name: string;
  /** What went wrong and what is right, for the student. */
  readonly sentence: string;
  /** The steps as one may get them wrong: each variant is a mistake of its own. The first is the one for teaching. */
  readonly variants: readonly Partial<Steps>[];
}

/** The output's derivative, the loss, and either gradient on its own, each times a factor. */
function factored(factor: (samples: number, outputs: number) => number): Partial<Steps>[] {
  const times = (a: Matrix, samples: number, outputs: number) => scaled(a, factor(samples, outputs));
  return [
    {
      loss: (logits, judged) => right.loss(logits, judged) * factor(logits.rows, logits.columns),
      outputDelta: (p, judged) => times(right.outputDelta(p, judged), p.rows, p.columns),
    },
    { weightGradient: (x, dz) => times(right.weightGradient(x, dz), x.rows, dz.columns) },
    { biasGradient: (dz) => times(right.biasGradient(dz), dz.rows, dz.columns) },
  ];
}

const rowAlone = (a: Matrix, row: number): Matrix => matrix(1, a.columns, (_, column) => a.values[row * a.columns + column]!); // prettier-ignore
const lastRow = (a: Matrix): Matrix => rowAlone(a, a.rows - 1);

/** The derivative of the activation, taken at the wrong value. */
const maskAt = (at: (hidden: Hidden) => Matrix): Pick<Steps, 'mask'> => ({
  mask: (dh, hidden) => map(dh, (value, output) => value * activations[hidden.activation].df(output), at(hidden)),
});

const reluMaskOf = (dh: Matrix, hidden: Hidden): Matrix =>
  hidden.activation === 'relu' ? map(dh, (value) => Math.max(0, value)) : right.mask(dh, hidden);

/** Softmax down the columns: every class's values over the samples sum to 1. */
const softmaxOfColumns = (logits: Matrix): Matrix => transpose(right.probabilities('softmax', transpose(logits)));

export const flaws: readonly Flaw[] = [
  {
    name: 'missing-mean',
    sentence:
      'The division by N is missing: the loss is the mean over the samples, so its gradient is the sum over the samples divided by N.', // prettier-ignore
    variants: factored((samples) => samples),
  },
  {
    name: 'wrong-sign',
    sentence: 'The sign is wrong: the derivative of the loss by the logits is p − y, not y − p.',
    variants: [
      ...factored(() => -1),
      { propagate: (dz, weights) => scaled(right.propagate(dz, weights), -1) },
      { mask: (dh, hidden) => scaled(right.mask(dh, hidden), -1) },
    ],
  },
  {
    name: 'missing-mask',
    sentence: 'The derivative of the activation is missing: dz = dh ⊙ g′(z), which for ReLU is 0 wherever z ≤ 0.',
    variants: [{ mask: (dh) => dh }],
  },
  {
    name: 'transposed',
    sentence:
      'A factor is transposed: dW = xᵀ dz has a row for each input and a column for each unit, not the reverse.',
    variants: [{ weightGradient: (x, dz) => reshape(product(transpose(dz), x), x.columns, dz.columns) }],
  },
  {
    name: 'transposed-weights',
    sentence: 'The weights enter in the wrong order: z = x W forward, and dh = dz Wᵀ backward.',
    variants: [
      { propagate: (dz, weights) => product(dz, reshape(weights, weights.columns, weights.rows)) },
      { linear: (x, weights, bias) => right.linear(x, reshape(transpose(weights), weights.rows, weights.columns), bias) }, // prettier-ignore
    ],
  },
  {
    name: 'bias-not-summed',
    sentence:
      'The bias is not summed: it reaches every sample, so db is the sum of dz over the samples, dz.sum(axis=0).',
    variants: [
      { biasGradient: (dz) => rowAlone(dz, 0) },
      { biasGradient: lastRow },
      { biasGradient: (dz) => scaled(sumRows(dz), 1 / dz.rows) },
      { biasGradient: (dz) => dz },
      { biasGradient: (dz) => transpose(sumRows(transpose(dz))) },
    ],
  },
  {
    name: 'mean-over-outputs',
    sentence:
      'It is divided by the number of outputs as well: the loss is the mean over the samples only, not over the K outputs.',
    variants: factored((_, outputs) => 1 / outputs),
  },
  {
    name: 'mean-twice',
    sentence: 'It is divided by N twice: once is enough, in dz or in the gradients.',
    variants: factored((samples) => 1 / samples),
  },
  {
    name: 'not-accumulated',
    sentence: 'Only the last sample counts: each sample adds to the gradient (+=) instead of replacing it (=).',
    variants: [1, 0].map((mean) => ({
      weightGradient: (x, dz) => scaled(product(transpose(lastRow(x)), lastRow(dz)), mean || dz.rows),
      biasGradient: (dz) => scaled(lastRow(dz), mean || dz.rows),
    })),
  },
  {
    name: 'mask-of-gradient',
    sentence: 'ReLU’s mask is taken from the gradient: what decides is the sign of z, not that of dh.',
    variants: [{ mask: reluMaskOf }],
  },
  {
    name: 'derivative-of-wrong-value',
    sentence:
      'The derivative of the activation is taken at the wrong value: sigmoid′ = h (1 − h) and tanh′ = 1 − h², with h = g(z).',
    variants: [maskAt(({ z }) => z), maskAt(({ activation, h }) => map(h, activations[activation].f))],
  },
  {
    name: 'missing-labels',
    sentence: 'The labels are missing: the derivative of the loss by the logits is p − y, not p.',
    variants: [{ outputDelta: (p) => scaled(p, 1 / p.rows) }],
  },
  {
    name: 'output-derivative',
    sentence:
      'The derivative of the output function is applied once too often: with cross-entropy, dz = p − y holds it already.',
    variants: [{ outputDelta: (p, judged) => map(right.outputDelta(p, judged), (value, q) => value * q * (1 - q), p) }],
  },
  {
    name: 'missing-bias',
    sentence: 'The bias is missing: z = x W + b.',
    variants: [{ linear: product }],
  },
  {
    name: 'missing-activation',
    sentence: 'The activation is missing: h = g(z).',
    variants: [{ activate: (_, z) => z }],
  },
  {
    name: 'softmax-axis',
    sentence:
      'Softmax runs over the samples: the probabilities of each sample, a row, sum to 1 (axis=1, keepdims=True).',
    variants: [
      {
        probabilities: (output, logits) => (output === 'softmax' ? softmaxOfColumns(logits) : right.probabilities(output, logits)), // prettier-ignore
        loss: (logits, judged) => (judged.output === 'softmax' ? columnLoss(logits, judged.labels) : right.loss(logits, judged)), // prettier-ignore
      },
    ],
  },
];

function columnLoss(logits: Matrix, labels: ArrayLike<number>): number {
  const p = softmaxOfColumns(logits);
  const logs = Array.from({ length: p.rows }, (_, row) => -Math.log(p.values[row * p.columns + labels[row]!]!));
  return logs.reduce((sum, value) => sum + value, 0) / p.rows;
}
