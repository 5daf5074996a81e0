/**
 * The benchmark: what there is to measure, in order, and one loop over it. Nothing here is judged; a figure is compared with
 * the peers' of the same run only, since machines differ and are shared.
 */

import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../../shared/errors.ts';
import { openKernels } from '../kernels.ts';
import { paths } from '../paths.ts';
import { listRecipes } from '../recipes.ts';
import type { LoadedData } from '../runs/placement.ts';
import { benchLoad, benchPeak } from './basics.ts';
import { loadImages } from './images.ts';
import { benchMemory } from './memory.ts';
import { openPeers } from './peers.ts';
import type { BenchResult } from './result.ts';
import { benchRows, firstRun, sweepRow } from './rows.ts';
import { measureScaling, scalingAxes, type Scaling } from './scaling.ts';
import { openStopwatch } from './stopwatch.ts';
import { benchFirstRun, benchTraining } from './training.ts';
import { benchEvaluations, benchSweep } from './whole.ts';

export interface BenchData {
  /** Folders or files of the two datasets; notMNIST may be missing, its row is then left out. */
  readonly mnist: string;
  readonly notmnist: string | null;
}

export interface BenchOptions {
  readonly data: BenchData;
  /** Rows to measure; null takes all. */
  readonly only: readonly string[] | null;
  readonly repetitions: number;
  readonly peers: boolean;
  readonly onResult: (result: BenchResult) => void;
  /** Breaks off after the row that is being measured. */
  readonly signal: AbortSignal;
}

/** In the order they are measured; memory first, in a process that has done nothing else. */
export const rowNames: readonly string[] = [
  'memory',
  'peak',
  'load',
  firstRun.name,
  ...benchRows.map(({ name }) => name),
  sweepRow.name,
  'three-nine',
];

const threads = [...new Set([1, Math.min(2, availableParallelism())])];
const most = threads.at(-1)!;

/** @throws UserError when `only` names no row */
export async function runBench(options: BenchOptions): Promise<void> {
  const { data, only, repetitions, onResult, signal } = options;
  const unknown = only?.find((name) => !rowNames.includes(name));
  if (unknown !== undefined)
    throw new UserError(
      'invalid-input',
      `bench --only ${unknown}: there is no such row; expected one of ${rowNames.join(', ')}.`,
    );
  const wanted = (name: string): boolean => !signal.aborted && (only === null || only.includes(name));

  if (wanted('memory')) onResult(await benchMemory(data.mnist, most));
  const kernels = await openKernels();
  if (wanted('peak')) onResult(benchPeak(kernels));
  if (wanted('load')) onResult(await benchLoad(data.mnist, repetitions));

  const compared = [...benchRows, sweepRow].some(({ name }) => wanted(name));
  const peers = await openPeers(options.peers && compared ? undefined : []);
  const stopwatch = openStopwatch(kernels);
  try {
    const loaded = createLoader(options, (name, images) => peers.load(name, images));
    if (wanted(firstRun.name)) onResult(await benchFirstRun(kernels, (await loaded('mnist'))!, most));
    const bench = { stopwatch, peers, repetitions, threads };
    for (const row of benchRows) {
      if (!wanted(row.name)) continue;
      const images = await loaded(row.data);
      if (images) onResult(await benchTraining(row, images, bench));
    }
    if (wanted(sweepRow.name)) {
      await loaded('mnist');
      onResult(await benchSweep(data.mnist, peers, most, Math.min(repetitions, 3)));
    }
  } finally {
    await stopwatch.close();
    await peers.close();
  }
  const recipe = (await listRecipes(paths.recipes)).find(({ name }) => name === 'cs189-three-nine');
  if (recipe && wanted('three-nine'))
    onResult(await benchEvaluations(data.mnist, recipe.experiment, most, repetitions));
}

export async function runScaling(
  options: Pick<BenchOptions, 'data' | 'repetitions' | 'signal'>,
  onAxis: (scaling: Scaling) => void,
): Promise<void> {
  const stopwatch = openStopwatch(await openKernels());
  try {
    const images = await loadImages('mnist', options.data.mnist);
    for (const axis of scalingAxes)
      if (!options.signal.aborted) onAxis(await measureScaling(axis, images, { ...options, stopwatch, threads }));
  } finally {
    await stopwatch.close();
  }
}

/** Loads each dataset when its first row comes, for us and for the peers. */
function createLoader({ data }: BenchOptions, tellPeers: (name: string, images: LoadedData) => Promise<void>) {
  const known = new Map<string, LoadedData>();
  return async (name: 'mnist' | 'notmnist'): Promise<LoadedData | null> => {
    const path = data[name];
    if (path === null) return null;
    const images = known.get(name) ?? (await loadImages(name, path));
    if (!known.has(name)) await tellPeers(name, images);
    known.set(name, images);
    return images;
  };
}

/** `mnist` and `notMNIST.npz` in a folder, or a folder that is MNIST itself. */
export function benchData(folder: string, exists: (path: string) => boolean): BenchData {
  const [mnist, notmnist] = [join(folder, 'mnist'), join(folder, 'notMNIST.npz')];
  return { mnist: exists(mnist) ? mnist : folder, notmnist: exists(notmnist) ? notmnist : null };
}
