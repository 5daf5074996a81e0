/**
 * A network small enough to be drawn, with every forward value and every derivative of its loss, computed in float64 by the
 * engine's reference. Two inputs, three hidden units and two logits are what the VU Amsterdam assignment works out by hand.
 */

import { ReferenceNetwork } from '../../engine/reference/network.ts';
import { batchValues } from '../../engine/reference/values.ts';
import type { ActivationName, NetworkSpec, TrainingData } from '../../engine/spec.ts';

/** Matrices by rows: `W[i][j]` goes from input i to hidden unit j. */
export type Matrix = readonly (readonly number[])[];

export interface TinyNetwork {
  readonly x: readonly number[]; // (inputs)
  readonly W: Matrix; // (inputs, hidden)
  readonly b: readonly number[]; // (hidden)
  readonly V: Matrix; // (hidden, classes)
  readonly c: readonly number[]; // (classes)
  readonly activation: ActivationName;
  /** The true class, from 0. */
  readonly label: number;
}

/** Values and the loss's derivative by each of them, under the assignment's names. */
export interface TinyValues {
  /** Inputs of the hidden units, x W + b. */
  readonly k: readonly number[]; // (hidden)
  readonly h: readonly number[]; // (hidden)
  /** Logits, h V + c. */
  readonly o: readonly number[]; // (classes)
  /** Probabilities. */
  readonly y: readonly number[]; // (classes)
  /** −log y of the true class, in nats. */
  readonly loss: number;
  readonly derivatives: {
    readonly W: Matrix;
    readonly b: readonly number[];
    readonly V: Matrix;
    readonly c: readonly number[];
    readonly k: readonly number[];
    readonly h: readonly number[];
    readonly o: readonly number[];
    readonly x: readonly number[];
  };
}

/** The network of the assignment (VU Amsterdam, Deep Learning, assignment 1, question 3). */
export const publishedNetwork: TinyNetwork = {
  x: [1, -1],
  W: [
    [1, 1, 1],
    [-1, -1, -1],
  ],
  b: [0, 0, 0],
  V: [
    [1, 1],
    [-1, -1],
    [-1, -1],
  ],
  c: [0, 0],
  activation: 'sigmoid',
  label: 0,
};

/** Its derivatives as the assignment prints them, to four decimals. */
export const publishedDerivatives: Pick<TinyValues['derivatives'], 'W' | 'b' | 'V' | 'c'> = {
  W: [
    [0, 0, 0],
    [0, 0, 0],
  ],
  b: [0, 0, 0],
  V: [
    [-0.4404, 0.4404],
    [-0.4404, 0.4404],
    [-0.4404, 0.4404],
  ],
  c: [-0.5, 0.5],
};

export function tinyValues(network: TinyNetwork): TinyValues {
  const { x, W, b, V, c, label } = network;
  const reference = new ReferenceNetwork({
    network: specOf(network),
    optimizer: { type: 'sgd', learningRate: 1, weightDecay: 0 },
    maxBatch: 1,
    data: dataOf(x, label),
  });
  for (const [name, values] of Object.entries({ W1: W.flat(), b1: b, W2: V.flat(), b2: c }))
    reference.write(name, values);
  const batch = Uint32Array.of(0);
  const { forward, probabilities, losses, backward } = batchValues(reference, batch);
  const { gradients } = reference.gradients(batch);
  const row = (name: string) => [...forward.get(name)!.values];
  const delta = (name: string) => [...backward.get(name)!.values];
  const [dk, dout] = [delta('dz1'), delta('dz2')];
  return {
    k: row('z1'),
    h: row('h1'),
    o: row('z2'),
    y: [...probabilities.values],
    loss: losses[0]!,
    derivatives: {
      W: rowsOf(gradients.get('W1')!, b.length),
      b: [...gradients.get('b1')!],
      V: rowsOf(gradients.get('W2')!, c.length),
      c: [...gradients.get('b2')!],
      k: dk,
      h: V.map((weights) => dot(weights, dout)),
      o: dout,
      x: W.map((weights) => dot(weights, dk)),
    },
  };
}

function specOf({ x, b, c, activation }: TinyNetwork): NetworkSpec {
  const hidden = [{ units: b.length, activation }];
  return { inputs: x.length, classes: c.length, hidden, output: 'softmax', init: { scheme: 'xavier' } };
}

function dataOf(x: readonly number[], label: number): TrainingData {
  return {
    images: { kind: 'dense-f32', count: 1, inputs: x.length, values: Float32Array.from(x) },
    labels: Uint16Array.of(label),
    scaling: { factor: 1, offset: 0 },
    train: Uint32Array.of(0),
    validation: null,
    test: null,
  };
}

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

function rowsOf(values: ArrayLike<number>, columns: number): number[][] {
  const flat = Array.from(values);
  return Array.from({ length: flat.length / columns }, (_, row) => flat.slice(row * columns, (row + 1) * columns));
}
