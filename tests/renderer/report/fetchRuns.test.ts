import { describe, expect, it } from 'vitest';
import { fetchRuns } from '../../../src/renderer/src/report/fetchRuns.ts';
import { sampleWorkbench } from '../../support/sampleWorkbench.ts';

const ids = ['vu-0', 'vu-1', 'vu-2'];

describe('fetching the runs of a report', () => {
  it('asks for one run after the other and tells how many are there', async () => {
    const { api, calls } = sampleWorkbench();
    const told: number[] = [];
    const runs = await fetchRuns(api, ids, {
      onRun: (done) => told.push(done),
      signal: new AbortController().signal,
    });
    expect(runs.map(({ detail }) => detail.id)).toEqual(ids);
    expect(told).toEqual([1, 2, 3]);
    expect(calls.map(({ name }) => name)).toEqual(ids.flatMap(() => ['getRun', 'getSeries']));
  });

  it('stops asking when it is cancelled', async () => {
    const { api, calls } = sampleWorkbench();
    const cancel = new AbortController();
    const fetched = fetchRuns(api, ids, { onRun: () => cancel.abort(), signal: cancel.signal });
    await expect(fetched).rejects.toThrow(/abort/i);
    expect(calls).toHaveLength(2);
  });

  it('fails with the error of the call', async () => {
    const workbench = sampleWorkbench();
    workbench.failNext('getSeries', new Error('The record is damaged.'));
    const options = { onRun: () => {}, signal: new AbortController().signal };
    await expect(fetchRuns(workbench.api, ids, options)).rejects.toThrow('The record is damaged.');
  });
});
