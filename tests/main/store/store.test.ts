import { constants } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Evaluation } from '../../../src/engine/spec.ts';
import type { DatasetEntry } from '../../../src/shared/contract.ts';
import { openDatabase } from '../../../src/main/store/database.ts';
import { listExperiments } from '../../../src/main/store/experiments.ts';
import { openStore } from '../../../src/main/store/sqlite.ts';
import { anExperiment, aRun, aWorkspace, open, workerUrl } from './support.ts';

const evaluation = (step: number, loss = 0.5): Evaluation => ({
  step,
  epoch: step / 100,
  train: { loss, error: 0.25 },
  validation: null,
  test: { loss: 1.5, error: 0.5 },
});

describe('records', () => {
  it('returns what was inserted, newest first, runs by index', async () => {
    const store = await open(aWorkspace());
    const older = anExperiment('older', { createdAt: 1 });
    const newer = anExperiment('newer', { createdAt: 2, name: 'Zürich – 日本 "quoted" \0' });
    const full = aRun('b', 'older', {
      index: 1,
      overrides: { 'training.optimizer.learningRate': 0.1, note: 'NaN' },
      status: 'diverged',
      message: 'loss became NaN at step 7',
      epoch: 0.25,
      totalEpochs: null,
      spark: [0.9, null, 0.1],
      kernels: 'simd-relaxed-fma',
      dataset: {
        id: 'mnist',
        name: 'MNIST',
        sha256: 'ab',
        train: 3,
        validation: 2,
        test: 1,
        inputs: 784,
        classes: 2,
        classNames: ['0', '1'],
      },
      initial: { train: { loss: 2.3, error: 0.9 }, validation: null, test: null },
      final: { train: { loss: NaN, error: 0.9 }, validation: { loss: Infinity, error: 1 }, test: null },
      firstStepReached: 17,
    });
    const plain = aRun('a', 'older');
    await store.insertExperiment(older, [full, plain]);
    await store.insertExperiment(newer, []);

    expect(await store.listExperiments()).toStrictEqual([
      { experiment: newer, runs: [] },
      { experiment: older, runs: [plain, full] },
    ]);
    expect(await store.getRun('b')).toStrictEqual(full);
    expect(await store.getRun('nobody')).toBeNull();
    expect(await store.getExperiment('older')).toStrictEqual({ experiment: older, runs: [plain, full] });
    expect(await store.getExperiment('nobody')).toBeNull();
    await store.labelExperiment('older', { tags: ['week 3', 'λ'], archived: true });
    await store.labelExperiment('older', { notes: 'first line\nsecond' });
    expect((await store.getExperiment('older'))!.experiment).toStrictEqual({
      ...older,
      tags: ['week 3', 'λ'],
      notes: 'first line\nsecond',
      archived: true,
    });
    await store.labelExperiment('newer', { testRevealedAt: 2000 });
    await store.labelExperiment('newer', { testRevealedAt: 3000, tags: ['seen'] });
    expect((await store.getExperiment('newer'))!.experiment).toStrictEqual({
      ...newer,
      tags: ['seen'],
      testRevealedAt: 2000,
    });
    await expect(store.labelExperiment('nobody', { notes: '' })).rejects.toThrow(/nobody/);
    await store.hideExperiment('older', true);
    expect(await store.getExperiment('older')).toBeNull();
  });

  it('changes only the fields given', async () => {
    const store = await open(aWorkspace());
    const run = aRun('a', 'e', { bestError: 0.1, overrides: { seed: 1 } });
    await store.insertExperiment(anExperiment('e'), [run]);
    const changes = { status: 'running', step: 5, seconds: 1.5, overrides: { x: [1, null] }, bestError: null } as const;
    await store.updateRuns([{ id: 'a', changes }]);
    expect(await store.getRun('a')).toStrictEqual({ ...run, ...changes });
  });

  it('writes nothing of an experiment when one of its runs cannot be written', async () => {
    const store = await open(aWorkspace());
    await expect(store.insertExperiment(anExperiment('e'), [aRun('a', 'e'), aRun('b', 'e')])).rejects.toThrow(/UNIQUE/);
    expect(await store.listExperiments()).toStrictEqual([]);
  });

  it('renames, and says so when there is nothing to rename', async () => {
    const store = await open(aWorkspace());
    await store.insertExperiment(anExperiment('e'), []);
    await store.renameExperiment('e', 'better name');
    expect((await store.listExperiments())[0]!.experiment.name).toBe('better name');
    await expect(store.renameExperiment('gone', 'x')).rejects.toMatchObject({ code: 'not-found' });
  });

  it('keeps everything over a restart', async () => {
    const workspace = aWorkspace();
    const first = await openStore({ workspace, workerUrl });
    const run = aRun('a', 'e');
    await first.insertExperiment(anExperiment('e'), [run]);
    await first.close();
    const second = await open(workspace);
    expect(await second.getRun('a')).toStrictEqual(run);
  });
});

describe('series', () => {
  it('joins chunks from a step and an evaluation on, NaN and infinities included', async () => {
    const store = await open(aWorkspace());
    await store.insertExperiment(anExperiment('e'), [aRun('a', 'e')]);
    const first = { fromStep: 0, batchLoss: Float32Array.of(3, 2, NaN), batchError: Float32Array.of(1, 0.5, 0.25) };
    const second = { fromStep: 3, batchLoss: Float32Array.of(Infinity, 1), batchError: Float32Array.of(0.125, 0) };
    await store.updateRuns([{ id: 'a', changes: {}, appended: { ...first, evaluations: [evaluation(0)] } }]);
    await store.updateRuns([
      { id: 'a', changes: {}, appended: { ...second, evaluations: [evaluation(3), evaluation(5, NaN)] } },
    ]);

    expect(await store.readSeries('a', 0, 0)).toStrictEqual({
      fromStep: 0,
      batchLoss: Float32Array.of(3, 2, NaN, Infinity, 1),
      batchError: Float32Array.of(1, 0.5, 0.25, 0.125, 0),
      fromEvaluation: 0,
      evaluations: [evaluation(0), evaluation(3), evaluation(5, NaN)],
    });
    expect(await store.readSeries('a', 2, 2)).toStrictEqual({
      fromStep: 2,
      batchLoss: Float32Array.of(NaN, Infinity, 1),
      batchError: Float32Array.of(0.25, 0.125, 0),
      fromEvaluation: 2,
      evaluations: [evaluation(5, NaN)],
    });
    expect(first.batchLoss).toHaveLength(3); // the caller keeps its arrays
  });

  it.each([0, 1, 2, 3, 4, 5, 6, 7, 9])('reads from step %i of 7 in three chunks', async (from) => {
    const store = await open(aWorkspace());
    await store.insertExperiment(anExperiment('e'), [aRun('a', 'e')]);
    for (const [fromStep, values] of [
      [0, [0, 1]],
      [2, [2]],
      [3, [3, 4, 5, 6]],
    ] as const) {
      const appended = {
        fromStep,
        batchLoss: new Float32Array(values),
        batchError: new Float32Array(values),
        evaluations: [],
      };
      await store.updateRuns([{ id: 'a', changes: {}, appended }]);
    }
    const series = await store.readSeries('a', from, 0);
    expect(series.fromStep).toBe(Math.min(from, 7));
    expect([...series.batchLoss]).toStrictEqual([0, 1, 2, 3, 4, 5, 6].slice(from));
    expect([...series.batchError]).toStrictEqual([0, 1, 2, 3, 4, 5, 6].slice(from));
  });

  it('replaces what follows when a run trains again from an earlier step', async () => {
    const store = await open(aWorkspace());
    await store.insertExperiment(anExperiment('e'), [aRun('a', 'e')]);
    const append = (fromStep: number, values: number[], evaluations: Evaluation[]) => {
      const array = new Float32Array(values);
      return store.updateRuns([
        { id: 'a', changes: {}, appended: { fromStep, batchLoss: array, batchError: array, evaluations } },
      ]);
    };
    await append(0, [0, 1, 2, 3], [evaluation(0), evaluation(2)]);
    await append(4, [4, 5], [evaluation(4), evaluation(6)]);
    await append(3, [30, 40, 50, 60], [evaluation(4, 9)]);
    const series = await store.readSeries('a', 0, 0);
    expect([...series.batchLoss]).toStrictEqual([0, 1, 2, 30, 40, 50, 60]);
    expect(series.evaluations).toStrictEqual([evaluation(0), evaluation(2), evaluation(4, 9)]);
  });

  it('refuses a gap, and then changes nothing at all', async () => {
    const store = await open(aWorkspace());
    await store.insertExperiment(anExperiment('e'), [aRun('a', 'e'), aRun('b', 'e', { index: 1 })]);
    const appended = { fromStep: 3, batchLoss: Float32Array.of(1), batchError: Float32Array.of(1), evaluations: [] };
    const both = store.updateRuns([
      { id: 'a', changes: { step: 9 } },
      { id: 'b', changes: {}, appended },
    ]);
    await expect(both).rejects.toThrow(/continue at step 3, expected at most 0/);
    expect((await store.getRun('a'))!.step).toBe(0);
  });

  it('takes a view of shared memory as it is at the call', async () => {
    const store = await open(aWorkspace());
    await store.insertExperiment(anExperiment('e'), [aRun('a', 'e')]);
    const shared = new Float32Array(new SharedArrayBuffer(8));
    shared.set([1, 2]);
    const appended = { fromStep: 0, batchLoss: shared, batchError: shared, evaluations: [] };
    const update = store.updateRuns([{ id: 'a', changes: {}, appended }]);
    shared.fill(99);
    await update;
    expect([...(await store.readSeries('a', 0, 0)).batchLoss]).toStrictEqual([1, 2]);
  });
});

describe('library and settings', () => {
  it('keeps datasets in the order they were added, replaces and removes them', async () => {
    const store = await open(aWorkspace());
    const entry = (id: string, name: string): DatasetEntry => ({
      id,
      name,
      kind: 'files',
      path: '/x',
      facts: null,
      problem: null,
    });
    await store.saveDataset(entry('b', 'first'));
    await store.saveDataset(entry('a', 'second'));
    await store.saveDataset(entry('b', 'renamed'));
    expect(await store.listDatasets()).toStrictEqual([entry('b', 'renamed'), entry('a', 'second')]);
    await store.removeDataset('b');
    expect(await store.listDatasets()).toStrictEqual([entry('a', 'second')]);
  });

  it('has defaults until something is saved', async () => {
    const store = await open(aWorkspace());
    expect(await store.getSettings()).toStrictEqual({ theme: 'system', threads: 0 });
    await store.saveSettings({ theme: 'dark', threads: 2 });
    expect(await store.getSettings()).toStrictEqual({ theme: 'dark', threads: 2 });
    expect(await store.getSpeed('simd')).toBeNull();
    await store.saveSpeed('simd', 1.5e9);
    expect(await store.getSpeed('simd')).toBe(1.5e9);
    expect(await store.getSpeed('reference')).toBeNull();
  });
});

describe('a list of 1,000 runs', () => {
  it('touches no series, however long they are', async () => {
    const workspace = aWorkspace();
    const store = await open(workspace);
    for (let e = 0; e < 20; e++) {
      const runs = Array.from({ length: 50 }, (_, index) => aRun(`r${e}-${index}`, `e${e}`, { index }));
      await store.insertExperiment(anExperiment(`e${e}`, { createdAt: e }), runs);
    }
    const sql = openDatabase(workspace, 5000);
    onTestFinished(() => sql.close());
    const tables = new Set<string | null>();
    sql.setAuthorizer((action, table) => {
      if (action === constants.SQLITE_READ) tables.add(table);
      return constants.SQLITE_OK;
    });
    expect(listExperiments(sql).map((entry) => entry.runs.length)).toStrictEqual(new Array(20).fill(50));
    expect([...tables].sort()).toStrictEqual(['experiments', 'runs']);
    expect((await store.listExperiments())[19]!.runs[49]).toStrictEqual(aRun('r0-49', 'e0', { index: 49 }));
  });
});
