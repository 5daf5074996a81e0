/** Runs that do not fit into the shared memory together: they wait for one another, and only what can never fit fails. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ExperimentInput } from '../../../src/shared/experiment.ts';
import type { RunSummary } from '../../../src/shared/contract.ts';
import { openCore, type Core } from '../../../src/main/service/core.ts';

/** A batch of 2,000 through 512 units: the activations of one run take some 8 MB. */
const wide: ExperimentInput = {
  version: 1,
  name: 'wide',
  dataset: { source: 'ellipse', trainSize: 2000, validationSize: 100 },
  network: { hidden: [{ units: 512, activation: 'relu' }], output: 'softmax' },
  training: { optimizer: { type: 'sgd', learningRate: 0.1 }, batchSize: 'full', steps: 12 },
  repeats: 3,
};
const long: ExperimentInput = {
  ...wide,
  name: 'long',
  repeats: 1,
  training: { ...wide.training, steps: 1_000_000 },
};
const steps = 150;
const oneRun = 12 * 2 ** 20;

let workspace: string;
const open: Core[] = [];
beforeEach(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'backprop-room-'));
});
afterEach(async () => {
  for (const core of open.splice(0)) await core.close();
  await rm(workspace, { recursive: true, force: true });
});

async function openWith(memoryBytes: number): Promise<Core> {
  const core = await openCore({ workspace, threads: 2, version: '0.0.0-test', memoryBytes });
  open.push(core);
  return core;
}

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

describe('runs that do not fit into memory together', () => {
  it('wait for one another, and all of them finish', async () => {
    const core = await openWith(oneRun);
    // Long enough that the wait of the second is told of: news are gathered for a fifth of a second.
    const { runs } = await core.start({ ...wide, training: { ...wide.training, steps } });
    const second = whenRun(core, runs[1]!.id, ({ message }) => message !== null);
    const ids = runs.map(({ id }) => id);
    expect(await second).toMatchObject({
      status: 'queued',
      step: 0,
      message: expect.stringMatching(/^Waits until another run has ended/),
    });
    await core.whenEnded(ids);
    for (const id of ids) expect(await core.run(id)).toMatchObject({ status: 'finished', step: steps, message: null });
  });

  it('can be stopped while they wait, and leave the line to the next', async () => {
    const core = await openWith(oneRun);
    const [holder] = (await core.start(long)).runs;
    const [waits, next] = (await core.start({ ...wide, repeats: 2 })).runs;
    await whenRun(core, waits!.id, ({ message }) => message !== null);
    core.manager.command(waits!.id, 'stop');
    core.manager.command(holder!.id, 'stop');
    await core.whenEnded([holder!.id, waits!.id, next!.id]);
    expect(await core.run(waits!.id)).toMatchObject({ status: 'stopped', step: 0 });
    expect(await core.run(next!.id)).toMatchObject({ status: 'finished', step: 12 });
  });

  it('fail with what was needed where nothing else holds memory, and hold up no other', async () => {
    const core = await openWith(oneRun);
    const units = [{ units: 1500, activation: 'relu' as const }];
    const huge = await core.start({ ...wide, repeats: 1, network: { hidden: units, output: 'softmax' } });
    const fits = await core.start({ ...wide, repeats: 1 });
    const ids = [...huge.runs, ...fits.runs].map(({ id }) => id);
    await core.whenEnded(ids);
    expect(await core.run(ids[0]!)).toMatchObject({
      status: 'failed',
      message: expect.stringMatching(/bytes are needed in one piece/),
    });
    expect(await core.run(ids[1]!)).toMatchObject({ status: 'finished' });
  });
});
