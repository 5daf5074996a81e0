/** What happens around the calls: newer ones, runs that train, threads that die, the end of the program. */

import type { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { Lanes } from '../../../src/main/analysis/lanes.ts';
import { AnalysisWorker } from '../../../src/main/analysis/thread.ts';
import { openKernels } from '../../../src/main/kernels.ts';
import { paths } from '../../../src/main/paths.ts';
import { UserError } from '../../../src/shared/errors.ts';
import { digits, laboratory, type Laboratory } from './support.ts';

const open: Laboratory[] = [];
afterEach(async () => {
  for (const lab of open.splice(0)) await lab.close();
});

async function opened(): Promise<Laboratory> {
  const lab = await laboratory();
  open.push(lab);
  return lab;
}

const codeOf = (error: unknown): string => (error instanceof UserError ? error.code : String(error));

describe('lanes', () => {
  it('end the call before, and nobody else', async () => {
    const lanes = new Lanes();
    const never = (signal: AbortSignal) =>
      new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(new Error('late'))));
    const first = lanes.run('a', never).catch(codeOf);
    const other = lanes.run('b', async () => 'b');
    const free = lanes.run(undefined, async () => 'free');
    const second = lanes.run('a', async () => 'a');
    expect(await Promise.all([first, other, free, second])).toEqual(['cancelled', 'b', 'free', 'a']);
    expect(lanes.running).toBe(0);
    const last = lanes.run(undefined, never).catch(codeOf);
    lanes.close();
    expect(await last).toBe('cancelled');
  });

  it('of twenty calls leave one result', async () => {
    const lab = await opened();
    const [id] = (await lab.train(digits)) as [string];
    const begun = Array.from({ length: 20 }, (_, i) =>
      lab.api.getPredictions({ id, step: (i % 4) * 50, split: 'train', lane: 'gallery' }).catch(codeOf),
    );
    const answers = await Promise.all(begun);
    expect(answers.slice(0, 19)).toEqual(Array(19).fill('cancelled'));
    expect(answers[19]).toMatchObject({ step: 150, split: 'train' });
    // What was broken off is no trouble for who asks again.
    expect((await lab.api.getPredictions({ id, step: 0, split: 'train' })).labels).toHaveLength(2500);
  });

  it('break off work that has begun', async () => {
    const lab = await opened();
    const [id] = (await lab.train({ ...digits, training: { ...digits.training, epochs: 40 } })) as [string];
    await lab.api.getPredictions({ id, step: 0, split: 'test' }); // the thread is there
    const health = lab.api.getLayerHealth({ id, lane: 'health' }).catch(codeOf);
    await lab.api.getWeights({ id, step: 50, tensor: 'b1' });
    const again = lab.api.getLayerHealth({ id, lane: 'health' });
    expect(await health).toBe('cancelled');
    expect(await again).toHaveLength(41);
  });
});

describe('a run that trains', () => {
  it('shows the weights it has right now, and the kept ones of its checkpoints', async () => {
    const lab = await opened();
    const summary = await lab.core.start({ ...digits, training: { ...digits.training, epochs: 5000 } });
    const { id } = summary.runs[0]!;
    await lab.whenRun(id, (run) => run.step > 0);
    const early = await lab.api.getPredictions({ id, step: null, split: 'test' });
    await lab.whenRun(id, (run) => run.step > early.step + 200);
    const later = await lab.api.getPredictions({ id, step: null, split: 'test' });
    expect(later.step).toBeGreaterThan(early.step);
    expect(later.probabilities).not.toEqual(early.probabilities);
    const checkpoints = await lab.api.listCheckpoints({ id });
    expect(checkpoints[0]).toEqual({ step: 0, epoch: 0 });
    const kept = await lab.api.getPredictions({ id, step: 0, split: 'test' });
    expect(kept.step).toBe(0);

    lab.core.manager.command(id, 'pause');
    const paused = await lab.whenRun(id, (run) => run.status === 'paused');
    const still = await lab.api.getPredictions({ id, step: null, split: 'test' });
    expect(still.step).toBe(paused.step);
    lab.core.manager.command(id, 'stop');
    await lab.core.whenEnded([id]);
    const ended = await lab.api.getPredictions({ id, step: null, split: 'test' });
    expect(ended.step).toBeGreaterThanOrEqual(paused.step);
    if (ended.step === paused.step) expect(ended.probabilities).toEqual(still.probabilities);
  });

  it('that has not begun has nothing to look at', async () => {
    const lab = await opened();
    const summary = await lab.core.start({ ...digits, repeats: 2, training: { ...digits.training, epochs: 5000 } });
    const { id } = summary.runs[1]!;
    expect(await lab.api.listCheckpoints({ id })).toEqual([]);
    await expect(lab.api.getPredictions({ id, step: null, split: 'test' })).rejects.toThrow(/no weights yet/);
  });
});

describe('the analysis thread', () => {
  it('is not there before somebody looks, nor after the program has closed', async () => {
    const lab = await opened();
    const [id] = (await lab.train(digits)) as [string];
    expect(lab.core.analysis.worker.running).toBe(false);
    await lab.api.getPredictions({ id, step: null, split: 'test' });
    expect(lab.core.analysis.worker.running).toBe(true);
    const pending = lab.api.getLayerHealth({ id }).catch(codeOf);
    await lab.close();
    expect(lab.core.analysis.worker.running).toBe(false);
    expect(await pending).toBe('cancelled');
    await expect(lab.api.getPredictions({ id, step: null, split: 'test' })).rejects.toThrow(/closed/);
  });

  it('is replaced when it dies; who waited for it is told', async () => {
    const lab = await opened();
    const [id] = (await lab.train(digits)) as [string];
    const threads: Worker[] = [];
    const seen = (worker: Worker) => void threads.push(worker);
    process.on('worker', seen);
    onTestFinished(() => void process.off('worker', seen));
    const dying = lab.api.getLayerHealth({ id });
    await vi.waitFor(() => expect(threads).toHaveLength(1));
    await Promise.all([threads[0]!.terminate(), expect(dying).rejects.toThrow(/broken off.*Try again/)]);
    expect((await lab.api.getPredictions({ id, step: 50, split: 'test' })).step).toBe(50);
  });

  it('ends when nobody has asked for a while, and starts again', async () => {
    const lab = await opened();
    const [id] = (await lab.train(digits)) as [string];
    const look = await lab.core.analysis.look({ id, step: 0 });
    const { prepared } = look.subject;
    const loaded = await openKernels();
    const worker = new AnalysisWorker({ workerUrl: paths.analysisWorker, loaded, idleAfter: 1 });
    const inputs = { kind: 'placed', section: worker.key(prepared), images: Uint32Array.of(0) } as const;
    const ask = () =>
      worker.call(prepared, undefined, (thread, stop) =>
        thread.$call('predict', { ...look.job, inputs: { ...inputs, images: inputs.images.slice() }, stop }),
      );
    const first = await ask();
    await vi.waitFor(() => expect(worker.running).toBe(false));
    expect(await ask()).toEqual(first);
    await worker.close();
  });
});
