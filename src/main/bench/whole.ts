/**
 * Rows that go through the whole workbench, store and all, in workspaces of their own: a sweep, a run with an evaluation
 * after every step, and memory over many runs.
 */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCore, type Core } from '../service/core.ts';
import { readVersion } from '../version.ts';
import type { Peers } from './peers.ts';
import { peerNames } from './python.ts';
import { median, type BenchResult } from './result.ts';
import { experimentOf, sweepRow, type BenchRow } from './rows.ts';

/** A workbench in a workspace that is removed afterwards. */
export async function withCore<T>(threads: number, work: (core: Core) => Promise<T>): Promise<T> {
  const workspace = await mkdtemp(join(tmpdir(), 'backprop-bench-'));
  const core = await openCore({ workspace, threads, version: readVersion() });
  try {
    return await work(core);
  } finally {
    await core.close();
    await rm(workspace, { recursive: true, force: true });
  }
}

/** Seconds from the start to the end of every run, data in memory. @throws Error when a run does not finish */
export async function trainToEnd(core: Core, experiment: unknown): Promise<number> {
  const begun = performance.now();
  const { id, runs } = await core.start(experiment);
  await core.whenEnded(runs.map((run) => run.id));
  const seconds = (performance.now() - begun) / 1000;
  await core.journal.flush();
  const ended = await core.store.getExperiment(id);
  const failed = ended?.runs.find((run) => run.status !== 'finished');
  if (!ended || failed) throw new Error(`bench: a run ended as ${failed?.status}: ${failed?.message}`);
  return seconds;
}

const sweepWork: Omit<BenchRow, 'name' | 'title' | 'unit'> = {
  data: 'mnist',
  hidden: [sweepRow.hidden],
  activation: 'sigmoid',
  batch: 100,
  momentum: 0,
  epochs: sweepRow.epochs,
};

/**
 * Twelve runs on all threads. The peers train half of them in each of two processes with one thread, which is what suits
 * them best, and evaluate as often: measured for one run in each, times six.
 */
export async function benchSweep(
  path: string,
  peers: Peers,
  threads: number,
  repetitions: number,
): Promise<BenchResult> {
  const base = experimentOf(sweepWork, path, sweepRow.epochs) as object;
  const sweep = { 'training.optimizer.learningRate': sweepRow.learningRates };
  const experiment = { ...base, repeats: sweepRow.seeds, sweep };
  const runs = sweepRow.learningRates.length * sweepRow.seeds;
  const [own, busy]: [number[], number[]] = [[], []];
  const theirs = new Map<string, number[]>();
  await withCore(threads, async (core) => {
    await core.plan(experiment);
    for (let repetition = 0; repetition < repetitions; repetition++) {
      const before = process.cpuUsage();
      const seconds = await trainToEnd(core, experiment);
      const { user, system } = process.cpuUsage(before);
      own.push(seconds);
      busy.push((user + system) / 1e6 / seconds / threads);
      for (const peer of peerNames) {
        // scikit-learn's own loop cannot evaluate without training.
        if (peers.versions[peer] === undefined || peer === 'sklearn') continue;
        const one = await peers.trainAtOnce({ ...sweepWork, peer, fraction: 1, evaluate: 2 }, threads);
        if (one !== null) theirs.set(peer, [...(theirs.get(peer) ?? []), (one * runs) / threads]);
      }
    }
  });
  const seconds = median(own);
  const peerSeconds = Object.fromEntries([...theirs].map(([peer, each]) => [peer, { [threads]: median(each) }]));
  const best = Math.min(...[...theirs.values()].map(median));
  return {
    name: sweepRow.name,
    title: sweepRow.title,
    unit: 's',
    seconds,
    gflops: null,
    peers: peerSeconds,
    ratio: Number.isFinite(best) ? best / seconds : null,
    more: { 'cores busy, share': median(busy) },
  };
}

/** Recipe D: 605 evaluations of the whole test set, one after every step. */
export async function benchEvaluations(
  path: string,
  recipe: unknown,
  threads: number,
  repetitions: number,
): Promise<BenchResult> {
  const seconds: number[] = [];
  const experiment = withPath(recipe, path);
  await withCore(threads, async (core) => {
    await core.plan(experiment);
    for (let repetition = 0; repetition < repetitions; repetition++) seconds.push(await trainToEnd(core, experiment));
  });
  return {
    name: 'three-nine',
    title: 'one run of cs189-three-nine: 605 steps, the test set evaluated after each',
    unit: 's',
    seconds: median(seconds),
    gflops: null,
    peers: {},
    ratio: null,
  };
}

function withPath(recipe: unknown, path: string): unknown {
  const experiment = recipe as { readonly dataset: object };
  return { ...experiment, dataset: { ...experiment.dataset, path }, seed: 1, repeats: 1, sweep: {} };
}
