/**
 * The phases of a training step, as its leader opens them one after the other. A batch of one block of samples updates
 * weights straight from the sums where it can. A larger one goes part by part, forward, back and into the gradients, so that
 * activations and deltas stay in the caches however large it is.
 */

import { phaseField } from './control.ts';
import type { NetworkLayout } from './layout.ts';
import { phaseKind, taskLists, type Program } from './program.ts';

export interface Phase {
  /** One of `phaseKind`. */
  readonly kind: number;
  readonly count: number;
  readonly chunk: number;
  readonly tasks: number;
  /** See `phaseField.option`. @default 0 */
  readonly option?: number;
  readonly shared: boolean;
  /** So many of the first tasks belong to threads. @default 0 */
  readonly owned?: number;
}

export interface Steps {
  /**
   * Forward and back over a batch that is loaded, and its update, or only its gradients.
   * @param turns whether its columns of pixels are still to be made
   * @returns whether they are there afterwards
   */
  run(count: number, turns: boolean, shared: boolean): boolean;
}

/** @param phase the parameters that hold for the whole step are set before, see `phaseField` */
export function createSteps(
  layout: NetworkLayout,
  phase: Float64Array,
  program: Program,
  runPhase: (phase: Phase) => void,
): Steps {
  const { shape, strides, blockSamples, partSamples, halfTasks } = layout;
  const layers = strides.length;

  /** Samples per task: some tasks for every thread, a multiple of four for the tiles' sake. */
  function chunkOf(count: number, shared: boolean): number {
    const share = shared ? Math.ceil(count / (2 * shape.maxThreads) / 4) * 4 : count;
    return Math.min(blockSamples, share);
  }

  function train(count: number, turns: number, shared: boolean): void {
    const chunk = chunkOf(count, shared);
    const tasks = turns + Math.ceil(count / chunk);
    runPhase({ kind: phaseKind.train, count, chunk, tasks, option: turns, shared });
  }

  /** The same by threads that own halves of the first layer's weights. */
  function trainHalves(count: number, turns: number): void {
    const chunk = chunkOf(count, true);
    const parts = halfTasks.length;
    runPhase({ kind: phaseKind.halves, count, chunk, tasks: parts, shared: true, owned: parts });
    const tasks = turns + Math.ceil(count / chunk);
    runPhase({ kind: phaseKind.deeper, count, chunk, tasks, option: turns, shared: true, owned: turns });
  }

  function runBlock(count: number, turns: boolean, shared: boolean): boolean {
    const owned = shared && program.updatesHalves ? halfTasks.length : 0;
    // one image that is updated directly needs no columns: it is its own list of pixels
    const isSingle = count === 1 && !shared && program.updatesDirectly;
    if (owned) trainHalves(count, turns ? 2 : 0);
    else train(count, turns && !isSingle ? 1 : 0, shared);
    if (shape.scaling.offset !== 0)
      runPhase({ kind: phaseKind.biasGradients, count, chunk: count, tasks: layers, shared });
    const list = owned ? 'deeperTasks' : program.updatesDirectly && !shared ? 'layerTasks' : 'rowTasks';
    const tasks = owned + layout[list].length + layers;
    runPhase({ kind: phaseKind.rows, count, chunk: count, tasks, option: taskLists.indexOf(list), shared, owned });
    return !isSingle;
  }

  function runParts(count: number, turns: boolean, shared: boolean): boolean {
    const list = shared ? 'longTasks' : 'longestTasks';
    const rows = { tasks: layout[list].length + layers, option: taskLists.indexOf(list), shared };
    for (let first = 0; first < count; first += partSamples) {
      const part = Math.min(partSamples, count - first);
      phase[phaseField.first] = first;
      train(part, turns ? Math.ceil(part / blockSamples) : 0, shared);
      runPhase({ kind: phaseKind.gather, count: part, chunk: part, ...rows });
    }
    runPhase({ kind: phaseKind.update, count, chunk: count, ...rows });
    return true;
  }

  return { run: (count, ...how) => (count > blockSamples ? runParts : runBlock)(count, ...how) };
}
