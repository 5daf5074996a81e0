/** The service with the real engine: experiments from start to end, and what pausing, stopping and threads change. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ExperimentSummary, RunSummary } from '../../../src/shared/contract.ts';
import type { ExperimentInput } from '../../../src/shared/experiment.ts';
import { openCore, type Core } from '../../../src/main/service/core.ts';
import { withoutClock } from '../../support/clock.ts';

const small: ExperimentInput = {
  version: 1,
  name: 'small',
  dataset: { source: 'ellipse', trainSize: 6000, validationSize: 1000 },
  network: { hidden: [{ units: 8, activation: 'sigmoid' }], output: 'softmax' },
  training: { optimizer: { type: 'momentum', learningRate: 0.05 }, batchSize: 10, epochs: 4 },
};

/** Long enough to be caught in the middle. */
const long: ExperimentInput = { ...small, name: 'long', training: { ...small.training, epochs: 2000 } };

let workspace: string;
const open: Core[] = [];

async function openWith(threads: number): Promise<Core> {
  const core = await openCore({ workspace, threads, version: '0.0.0-test' });
  open.push(core);
  return core;
}

beforeEach(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'backprop-core-'));
});

afterEach(async () => {
  for (const core of open.splice(0)) await core.close();
  await rm(workspace, { recursive: true, force: true });
});

const ids = (summary: ExperimentSummary) => summary.runs.map((run) => run.id);

/** Resolves with the first summary of a run that fulfils the condition. */
function whenRun(core: Core, id: string, condition: (run: RunSummary) => boolean): Promise<RunSummary> {
  return new Promise((resolve) => {
    const stop = core.events.on('runs', (runs) => {
      const found = runs.find((run) => run.id === id && condition(run));
      if (!found) return;
      stop();
      resolve(found);
    });
  });
}

async function trained(core: Core, experiment: ExperimentInput) {
  const summary = await core.start(experiment);
  await core.whenEnded(ids(summary));
  const run = await core.run(ids(summary)[0]!);
  const series = await core.journal.series(run.id, 0, 0);
  return { run, series, weights: (await core.store.readWeights(run.id))!.npz };
}

describe('an experiment', () => {
  it('trains, learns, and keeps its record, series and weights', async () => {
    const core = await openWith(2);
    const { run, series, weights } = await trained(core, small);
    expect(run).toMatchObject({
      status: 'finished',
      step: 2000,
      epoch: 4,
      kernels: core.kernels,
      rankedBy: 'validation',
    });
    expect(run.final!.validation!.error).toBeLessThan(run.initial!.validation!.error / 2);
    expect(run.final!.test).toBeNull();
    expect(run.bestError).toBeLessThanOrEqual(run.lastError!);
    expect(series.batchLoss).toHaveLength(2000);
    expect(series.batchLoss.every(Number.isFinite)).toBe(true);
    expect(series.evaluations.map((evaluation) => evaluation.step)).toEqual([0, 500, 1000, 1500, 2000]);
    expect(weights.length).toBeGreaterThan(0);

    await core.close();
    const again = await openWith(1);
    const [stored] = await again.store.listExperiments();
    expect(stored!.runs[0]).toEqual(run);
  });

  it('queues more runs than threads and ends them all', async () => {
    const core = await openWith(2);
    const summary = await core.start({ ...small, repeats: 7, training: { ...small.training, epochs: 1 } });
    await core.whenEnded(ids(summary));
    await core.journal.flush();
    const [stored] = await core.store.listExperiments();
    expect(stored!.runs.map((run) => run.status)).toEqual(Array(7).fill('finished'));
    expect(new Set(stored!.runs.map((run) => run.final!.train!.loss)).size).toBe(7);
    expect(core.pool.busy).toBe(0);
  });

  it('that diverges keeps what it has and says where', async () => {
    const core = await openWith(1);
    const optimizer = { type: 'sgd' as const, learningRate: 1e30 };
    const network = { ...small.network, hidden: [{ units: 8, activation: 'identity' as const }] };
    const { run, series } = await trained(core, { ...small, network, training: { ...small.training, optimizer } });
    expect(run.status).toBe('diverged');
    expect(run.message).toContain(`step ${run.step}`);
    expect(series.batchLoss).toHaveLength(run.step);
    expect(run.final).not.toBeNull();
  });
});

describe('determinism', () => {
  // Steps large enough that two threads do share them.
  const wide: ExperimentInput = {
    ...small,
    network: { hidden: [{ units: 200, activation: 'tanh' }, { units: 100, activation: 'relu' }], output: 'softmax' }, // prettier-ignore
    training: { ...small.training, batchSize: 1000, epochs: 6 },
  };

  it('weights are bit-identical with one thread and with two', async () => {
    const one = await openWith(1);
    const alone = await trained(one, wide);
    const two = await openWith(2);
    const together = await trained(two, wide);
    expect(withoutClock(together.series)).toEqual(withoutClock(alone.series));
    expect(Buffer.compare(together.weights, alone.weights)).toBe(0);
  });

  it('pausing and resuming changes nothing', async () => {
    const core = await openWith(2);
    const whole = await trained(core, { ...wide, training: { ...wide.training, epochs: 200 } });
    const summary = await core.start({ ...wide, training: { ...wide.training, epochs: 200 } });
    const id = ids(summary)[0]!;
    await whenRun(core, id, (run) => run.step > 0);
    core.manager.command(id, 'pause');
    const paused = await whenRun(core, id, (run) => run.status === 'paused');
    expect(paused.step).toBeLessThan(paused.totalSteps);
    core.manager.command(id, 'resume');
    await core.whenEnded([id]);
    const series = await core.journal.series(id, 0, 0);
    expect(withoutClock(series)).toEqual(withoutClock(whole.series));
    const weights = await core.store.readWeights(id);
    expect(Buffer.compare(weights!.npz, whole.weights)).toBe(0);
  });
});

describe('commands', () => {
  it('stop keeps what the run has, with its final scores and weights', async () => {
    const core = await openWith(1);
    const summary = await core.start(long);
    const id = ids(summary)[0]!;
    await whenRun(core, id, (run) => run.step > 0);
    core.manager.command(id, 'stop');
    await core.whenEnded([id]);
    const run = await core.run(id);
    expect(run.status).toBe('stopped');
    expect(run.step).toBeGreaterThan(0);
    expect(run.final!.train!.loss).toBeGreaterThan(0);
    const series = await core.journal.series(id, 0, 0);
    expect(series.batchLoss).toHaveLength(run.step);
    expect(series.evaluations.at(-1)).toMatchObject({ step: run.step, train: run.final!.train });
    expect((await core.store.readWeights(id))!.step).toBe(run.step);
    expect(() => core.manager.command(id, 'pause')).toThrow(/has ended/);
  });

  it('a queued run can be paused, resumed and stopped before it begins', async () => {
    const core = await openWith(1);
    const summary = await core.start({ ...long, repeats: 3 });
    const [first, second, third] = ids(summary) as [string, string, string];
    core.manager.command(second, 'pause');
    core.manager.command(third, 'stop');
    expect((await core.run(second)).status).toBe('paused');
    expect((await core.run(third)).status).toBe('stopped');
    core.manager.command(second, 'resume');
    expect((await core.run(second)).status).toBe('queued');
    core.manager.command(first, 'stop');
    await whenRun(core, second, (run) => run.status === 'running');
  });

  it('closing marks what is underway as interrupted', async () => {
    const core = await openWith(1);
    const summary = await core.start({ ...long, repeats: 2 });
    await whenRun(core, ids(summary)[0]!, (run) => run.step > 0);
    await core.close();
    const again = await openWith(1);
    const [stored] = await again.store.listExperiments();
    expect(stored!.runs.map((run) => run.status)).toEqual(['interrupted', 'interrupted']);
    expect(stored!.runs[0]!.step).toBeGreaterThan(0);
  });
});

describe('what cannot be run', () => {
  const refused: [string, unknown, RegExp][] = [
    ['a class that is not there', { ...small, dataset: { source: 'ellipse', classes: [0, 7] } }, /dataset\.classes.*7/],
    ['a validation split as large as the data', { ...small, dataset: { source: 'noise', validationSize: 1000 } }, /dataset\.validationSize/],
    ['a source that is unknown', { ...small, dataset: { source: 'fashion' } }, /fashion/],
    ['a sigmoid output for ten classes', { ...small, dataset: { source: 'noise' }, network: { output: 'sigmoid' } }, /network\.output/],
    ['10^9 units', { ...small, network: { ...small.network, hidden: [{ units: 1e9, activation: 'relu' }] } }, /units.*100000|100 ?000/],
    ['more memory than can be addressed', { ...small, network: { ...small.network, hidden: Array(3).fill({ units: 100_000, activation: 'relu' }) } }, /memory|bytes/],
    ['a rule on a split that does not exist', { ...small, training: { ...small.training, until: { metric: 'test.error', atMost: 0 } } }, /training\.until\.metric/],
    ['an empty sweep', { ...small, sweep: { seed: [] } }, /sweep/],
  ]; // prettier-ignore

  it.each(refused)('%s: one sentence, and nothing is stored', async (_, experiment, sentence) => {
    const core = await openWith(1);
    const result = await core.plan(experiment);
    expect(result).toMatchObject({ ok: false });
    await expect(core.start(experiment)).rejects.toThrow(sentence);
    expect(await core.store.listExperiments()).toEqual([]);
  });
});
