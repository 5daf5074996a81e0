/**
 * What a thread does for one task of a phase. Leader and followers run this same code and share nothing but the block in
 * memory. No result depends on how a phase is cut into tasks: each element is one sum in a fixed order.
 */

import { phaseField } from './control.ts';
import { createGradientWork } from './gradients.ts';
import { createSampleWork } from './samples.ts';
import { addressesOf, type ThreadContext } from './thread.ts';

/**
 * `halves` and `deeper` do together what `train` does, the first layer by halves of its weights, the rest by samples. A
 * batch of many blocks goes part by part through `train` and `gather`, and ends with `update`.
 */
export const phaseKind = {
  train: 0,
  biasGradients: 1,
  rows: 2,
  evaluate: 3,
  probabilities: 4,
  halves: 5,
  deeper: 6,
  gather: 7,
  update: 8,
} as const;

/** The layout's lists of row tasks, as `phaseField.option` numbers them. */
export const taskLists = ['rowTasks', 'layerTasks', 'longTasks', 'longestTasks', 'deeperTasks'] as const;

export interface Program {
  /** Runs one task of the current phase. */
  run(task: number): void;
  /** To be called before any phase that goes forward. */
  prepareInitial(): void;
  /** See `SampleWork.outputs`. */
  outputs(count: number): readonly number[];
  /** True when threads can own parts of the first layer in the current step, see `NetworkLayout.halfTasks`. */
  readonly updatesHalves: boolean;
  /** True when whole layers can be updated at once in the current step, which a thread alone does faster. */
  readonly updatesDirectly: boolean;
}

export function createProgram(context: ThreadContext): Program {
  const { layout } = context;
  const addresses = addressesOf(context);
  const { phase } = addresses;
  const samples = createSampleWork(context, addresses);
  const gradients = createGradientWork(context, addresses);

  /** First sample of a task, and how many it takes. */
  const firstOf = (task: number) => task * phase[phaseField.chunk]!;
  const countOf = (task: number) => Math.min(phase[phaseField.chunk]!, phase[phaseField.count]! - firstOf(task));

  /** Tasks that belong to threads come first: parts of the first layer. */
  function rowsTask(claimed: number): void {
    const owned = phase[phaseField.owned]!;
    const task = claimed - owned;
    if (task < 0) {
      gradients.half(layout.halfTasks[claimed]!);
      return;
    }
    const tasks = layout[taskLists[phase[phaseField.option]!]!];
    if (task < tasks.length) gradients.rows(tasks[task]!);
    else gradients.bias(task - tasks.length);
  }

  /** Columns of pixels come first: of whole blocks, or of the halves that belong to threads. */
  function trainTask(task: number, isDeeper: boolean): void {
    const turns = phase[phaseField.option]!;
    const chunk = task - turns;
    if (task >= turns) (isDeeper ? samples.deeper : samples.train)(firstOf(chunk), countOf(chunk));
    else if (isDeeper) gradients.halfColumns(task === 0 ? 0 : 1);
    else gradients.columns(phase[phaseField.first]! / layout.blockSamples + task);
  }

  /** Row tasks of the phase's list, then one task per layer for its biases. */
  function gatherTask(task: number, isUpdate: boolean): void {
    const tasks = layout[taskLists[phase[phaseField.option]!]!];
    const rows = tasks[task];
    if (rows) (isUpdate ? gradients.update : gradients.gather)(rows);
    else (isUpdate ? gradients.updateBias : gradients.gatherBias)(task - tasks.length);
  }

  return {
    prepareInitial: () => gradients.prepareInitial(),
    outputs: (count) => samples.outputs(count),
    get updatesHalves() {
      return gradients.updatesHalves;
    },
    get updatesDirectly() {
      return gradients.updatesDirectly;
    },
    run(task) {
      const kind = phase[phaseField.kind];
      if (kind === phaseKind.train || kind === phaseKind.deeper) trainTask(task, kind === phaseKind.deeper);
      else if (kind === phaseKind.halves) samples.half(layout.halfTasks[task]!, phase[phaseField.count]!);
      else if (kind === phaseKind.biasGradients) gradients.biasGradient(task);
      else if (kind === phaseKind.rows) rowsTask(task);
      else if (kind === phaseKind.gather || kind === phaseKind.update) gatherTask(task, kind === phaseKind.update);
      else samples.evaluate(firstOf(task), countOf(task), kind === phaseKind.probabilities);
    },
  };
}
