/** Runs whose process was closed or killed: they continue from a checkpoint and end with the same weights. */

import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import { openCore, type Core } from '../../../src/main/service/core.ts';
import { interruptible } from './interruptible.ts';
import { clockOf, withoutClock } from '../../support/clock.ts';

let workspace: string;
const open: Core[] = [];

async function openHere(): Promise<Core> {
  const core = await openCore({ workspace, threads: 2, version: '0.0.0-test' });
  open.push(core);
  return core;
}

beforeEach(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'backprop-resume-'));
});

afterEach(async () => {
  for (const core of open.splice(0)) await core.close();
  await rm(workspace, { recursive: true, force: true });
});

/** Trains the experiment without interruption. */
async function undisturbed(core: Core) {
  const summary = await core.start(interruptible);
  const { id } = summary.runs[0]!;
  await core.whenEnded([id]);
  return { series: await core.journal.series(id, 0, 0), weights: (await core.store.readWeights(id))!.npz };
}

/** Resumes the only interrupted run and trains it to its end. */
async function resumed(core: Core) {
  const { id } = (await core.store.listExperiments())[0]!.runs[0]!;
  expect(await core.resume([id])).toEqual([id]);
  await core.whenEnded([id]);
  const series = await core.journal.series(id, 0, 0);
  return { run: await core.run(id), series, weights: (await core.store.readWeights(id))!.npz };
}

it('a run interrupted by closing continues at that very step', async () => {
  const first = await openHere();
  const summary = await first.start(interruptible);
  await new Promise<void>((resolve) => {
    const stop = first.events.on('runs', ([run]) => {
      if (!run || run.step === 0) return;
      stop();
      resolve();
    });
  });
  await first.close();
  const second = await openHere();
  const before = await second.run(summary.runs[0]!.id);
  expect(before).toMatchObject({ status: 'interrupted', final: { train: { error: expect.any(Number) } } });

  const { run, series, weights } = await resumed(second);
  expect(run).toMatchObject({ status: 'finished', resumedFromStep: before.step });
  const whole = await undisturbed(second);
  expect(withoutClock(series)).toEqual(withoutClock(whole.series));
  const clock = clockOf(series);
  expect(clock).toEqual([...clock].sort((a, b) => a - b));
  expect(clock.at(-1)).toBeLessThanOrEqual(run.seconds);
  expect(Buffer.compare(weights, whole.weights)).toBe(0);
});

it('a run whose process was killed continues from its last checkpoint', async () => {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'interruptible.ts'), workspace], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const gone = new Promise((resolve) => child.once('exit', resolve));
  // It says so once a checkpoint is on the disk and training has gone on from there.
  for await (const chunk of child.stdout) if (String(chunk).includes('secured')) break;
  child.kill('SIGKILL');
  await gone;

  const core = await openHere();
  const { run, series, weights } = await resumed(core);
  expect(run.status).toBe('finished');
  expect(run.resumedFromStep).toBeGreaterThan(0);
  const whole = await undisturbed(core);
  expect(withoutClock(series)).toEqual(withoutClock(whole.series));
  expect(Buffer.compare(weights, whole.weights)).toBe(0);
});
