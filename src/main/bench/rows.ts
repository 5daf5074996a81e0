/**
 * The work that is timed, as data: the same table for our figures and for the peers', so that both train the same network
 * on the same images with the same batches.
 */

import type { ActivationName } from '../../engine/spec.ts';

export interface BenchRow {
  readonly name: string;
  /** What is timed, in words; `unit` says of how much of it the seconds are. */
  readonly title: string;
  readonly data: 'mnist' | 'notmnist';
  readonly hidden: readonly number[];
  readonly activation: ActivationName;
  readonly batch: number | 'full';
  /** 0 is plain SGD. */
  readonly momentum: number;
  readonly unit: 'epoch' | 'step';
  /** Epochs timed in one go, after one that is not; of a full batch, an epoch is a step. */
  readonly epochs: number;
}

const mnist = { data: 'mnist', momentum: 0, unit: 'epoch' } as const;

/** Networks take the dataset's inputs and have its ten classes. None of it is evaluated while it is timed. */
export const benchRows: readonly BenchRow[] = [
  { ...mnist, name: 'h64-b100', title: '784-64-10 ReLU, batch 100', hidden: [64], activation: 'relu', batch: 100, epochs: 20 },
  { ...mnist, name: 'h300-b100', title: '784-300-10 sigmoid, batch 100', hidden: [300], activation: 'sigmoid', batch: 100, epochs: 8 },
  { ...mnist, name: 'h1000-b100', title: '784-1000-10 ReLU, batch 100', hidden: [1000], activation: 'relu', batch: 100, epochs: 3 },
  { ...mnist, name: 'h300-b16', title: '784-300-10 sigmoid, batch 16', hidden: [300], activation: 'sigmoid', batch: 16, epochs: 5 },
  { ...mnist, name: 'h300-b1', title: '784-300-10 sigmoid, batch 1', hidden: [300], activation: 'sigmoid', batch: 1, epochs: 2 },
  { ...mnist, name: 'full-h64', title: 'full batch of 60,000, 784-64-10 ReLU', hidden: [64], activation: 'relu', batch: 'full', unit: 'step', epochs: 20 },
  { name: 'notmnist-h1000', title: 'full batch of 10,000 letters, 784-1000-10 ReLU, momentum', data: 'notmnist', hidden: [1000], activation: 'relu', batch: 'full', momentum: 0.9, unit: 'step', epochs: 5 },
]; // prettier-ignore

/** The work of another row, done by threads that have trained nothing yet. */
export const firstRun = {
  name: 'first-run',
  title: 'h300-b100 as the first run of new threads, all of them',
  of: 'h300-b100',
} as const;

/** Twelve runs at once, through the whole workbench. */
export const sweepRow = {
  name: 'sweep',
  title: '12 runs (4 rates × 3 seeds), 784-300-10 sigmoid, batch 100, 5 epochs, evaluated at start and end',
  learningRates: [0.001, 0.003, 0.01, 0.03],
  seeds: 3,
  hidden: 300,
  epochs: 5,
} as const;

/** The experiment of a row, as a person would write it; `epochs` bounds how long it may train. */
export function experimentOf(row: Omit<BenchRow, 'name' | 'title' | 'unit'>, path: string, epochs: number): unknown {
  const optimizer = { type: row.momentum > 0 ? 'momentum' : 'sgd', learningRate: 0.05 };
  return {
    version: 1,
    name: 'bench',
    dataset: { source: row.data, path },
    network: { hidden: row.hidden.map((units) => ({ units, activation: row.activation })), output: 'softmax' },
    training: {
      optimizer: row.momentum > 0 ? { ...optimizer, momentum: row.momentum } : optimizer,
      batchSize: row.batch,
      epochs,
      evaluateEvery: { epochs: 1_000_000, on: [] },
    },
  };
}
