import { describe, expect, it } from 'vitest';
import { anExperiment, aRun, aWorkspace, open } from './support.ts';

describe('deleting', () => {
  it('hides and brings back; purge removes for good, series and weights included', async () => {
    const store = await open(aWorkspace());
    await store.insertExperiment(anExperiment('e'), [aRun('a', 'e')]);
    await store.insertExperiment(anExperiment('kept'), [aRun('k', 'kept')]);
    await store.writeWeights('a', 1, Uint8Array.of(1));
    await store.hideExperiment('e', true);
    expect((await store.listExperiments()).map((entry) => entry.experiment.id)).toStrictEqual(['kept']);
    await store.hideExperiment('e', false);
    expect(await store.listExperiments()).toHaveLength(2);

    await store.hideExperiment('e', true);
    await store.purge();
    expect(await store.getRun('a')).toBeNull();
    expect(await store.readWeights('a')).toBeNull();
    expect(await store.getRun('k')).not.toBeNull();
    await expect(store.readSeries('a', 0, 0)).rejects.toMatchObject({ code: 'not-found' });
    await expect(store.hideExperiment('e', false)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('of single runs takes them out of the experiment; purge removes them alone', async () => {
    const store = await open(aWorkspace());
    await store.insertExperiment(anExperiment('e'), [aRun('a', 'e'), aRun('b', 'e', { index: 1 })]);
    await store.writeWeights('a', 1, Uint8Array.of(1));
    await store.writeWeights('b', 1, Uint8Array.of(1));
    const listed = async () => (await store.listExperiments()).map(({ runs }) => runs.map(({ id }) => id));
    await store.hideRun('a', true);
    expect(await listed()).toStrictEqual([['b']]);
    expect((await store.getExperiment('e'))!.runs.map(({ id }) => id)).toStrictEqual(['b']);
    await store.hideRun('a', false);
    expect(await listed()).toStrictEqual([['a', 'b']]);

    await store.hideRun('a', true);
    await store.purge();
    expect(await listed()).toStrictEqual([['b']]);
    expect(await store.getRun('a')).toBeNull();
    expect(await store.readWeights('a')).toBeNull();
    expect(await store.readWeights('b')).not.toBeNull();
    await expect(store.hideRun('a', false)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('of the last run takes the experiment along, and brings both back', async () => {
    const store = await open(aWorkspace());
    await store.insertExperiment(anExperiment('e'), [aRun('a', 'e'), aRun('b', 'e', { index: 1 })]);
    await store.hideRun('a', true);
    await store.hideRun('b', true);
    expect(await store.listExperiments()).toStrictEqual([]);
    await store.hideRun('a', false);
    expect((await store.getExperiment('e'))!.runs.map(({ id }) => id)).toStrictEqual(['a']);
    await store.hideRun('a', true);
    await store.purge();
    expect(await store.getRun('b')).toBeNull();
    await expect(store.hideExperiment('e', false)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('is not undone by a run that still flushes', async () => {
    const store = await open(aWorkspace());
    await store.insertExperiment(anExperiment('e'), [aRun('a', 'e', { status: 'running' })]);
    const array = Float32Array.of(1);
    const flush = (fromStep: number) =>
      store.updateRuns([
        { id: 'a', changes: { step: 1 }, appended: { fromStep, batchLoss: array, batchError: array, evaluations: [] } },
      ]);
    await store.hideExperiment('e', true);
    await flush(0);
    expect(await store.listExperiments()).toStrictEqual([]);
    await store.purge();
    await flush(1);
    await store.writeWeights('a', 2, Uint8Array.of(1));
    expect(await store.getRun('a')).toBeNull();
    expect(await store.readWeights('a')).toBeNull();
  });
});
