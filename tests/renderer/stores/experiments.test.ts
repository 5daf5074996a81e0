// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils';
import { createPinia, disposePinia } from 'pinia';
import { isReactive } from 'vue';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useActivity } from '../../../src/renderer/src/stores/activity.ts';
import { useClient } from '../../../src/renderer/src/stores/client.ts';
import { patchRuns, useExperiments } from '../../../src/renderer/src/stores/experiments.ts';
import { UserError } from '../../../src/shared/errors.ts';
import { sampleWorkbench } from '../../support/sampleWorkbench.ts';
import type { SampleWorkbench } from '../../support/sampleWorkbench.ts';

let workbench: SampleWorkbench;
let pinia: ReturnType<typeof createPinia>;
let detach: () => void;

const calls = (name: string): number => workbench.calls.filter((call) => call.name === name).length;
const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));

beforeEach(() => {
  workbench = sampleWorkbench();
  pinia = createPinia();
  detach = useClient(pinia).attach(workbench);
});
afterEach(() => {
  disposePinia(pinia);
  detach();
});

describe('the experiments of the renderer', () => {
  it('are read once and keep plain objects', async () => {
    const store = useExperiments(pinia);
    expect(store.state.status).toBe('loading');
    await flushPromises();
    expect(store.state.status).toBe('ready');
    expect(store.list).toHaveLength(6);
    expect(store.runCount).toBe(133);
    expect(isReactive(store.list[0])).toBe(false);
  });

  it('take many changes in one frame and leave the rest as it was', async () => {
    const store = useExperiments(pinia);
    await flushPromises();
    const [changing, untouched] = store.list;
    workbench.change('vu-8', { epoch: 4.1 });
    workbench.change('vu-8', { epoch: 4.2 });
    workbench.change('vu-9', { status: 'finished' });
    expect(store.list[0]).toBe(changing);
    await nextFrame();
    expect(store.list[0]?.runs[8]?.epoch).toBe(4.2);
    expect(store.list[0]?.runs[9]?.status).toBe('finished');
    expect(store.list[0]?.runs[0]).toBe(changing?.runs[0]);
    expect(store.list[1]).toBe(untouched);
  });

  it('keep a change that came while an older list was under way', async () => {
    const store = useExperiments(pinia);
    await flushPromises();
    const older = workbench.experiments;
    const { promise, resolve } = Promise.withResolvers<typeof older>();
    vi.spyOn(workbench.api, 'listExperiments').mockReturnValueOnce(promise);
    const loading = store.load();
    workbench.change('vu-9', { status: 'finished' });
    await nextFrame();
    resolve(older);
    await loading;
    expect(store.list[0]?.runs[9]?.status).toBe('finished');
    expect(store.list[0]?.runs[8]).toBe(older[0]?.runs[8]);
  });

  it('are asked for again after a change of the list, on reconnecting and on focus', async () => {
    useExperiments(pinia);
    await flushPromises();
    workbench.emit('experiments', null);
    await flushPromises();
    expect(calls('listExperiments')).toBe(2);
    workbench.setConnected(false);
    expect(calls('listExperiments')).toBe(2);
    workbench.setConnected(true);
    await flushPromises();
    expect(calls('listExperiments')).toBe(3);
    window.dispatchEvent(new Event('focus'));
    await flushPromises();
    expect(calls('listExperiments')).toBe(4);
  });

  it('say why they could not be read, and try again', async () => {
    workbench.failNext('listExperiments', new UserError('internal', 'The workspace cannot be read.'));
    const store = useExperiments(pinia);
    await flushPromises();
    expect(store.state).toEqual({ status: 'failed', message: 'The workspace cannot be read.' });
    await store.load();
    expect(store.state.status).toBe('ready');
  });

  it('stay on screen when a later reading fails', async () => {
    const store = useExperiments(pinia);
    await flushPromises();
    workbench.failNext('listExperiments', new Error('connection lost'));
    await store.load();
    expect(store.state.status).toBe('ready');
    expect(store.list).toHaveLength(6);
  });

  it('disappear at once when deleted and come back when restored', async () => {
    const store = useExperiments(pinia);
    await flushPromises();
    await store.remove('mixed');
    expect(store.list.some(({ id }) => id === 'mixed')).toBe(false);
    await store.restore('mixed');
    await flushPromises();
    expect(store.list.some(({ id }) => id === 'mixed')).toBe(true);
  });

  it('pass a command on to every experiment that is under way', async () => {
    const store = useExperiments(pinia);
    await flushPromises();
    await store.commandAll('stop');
    const ids = workbench.calls.filter(({ name }) => name === 'commandExperiment').map(({ input }) => input);
    expect(ids).toEqual([
      { id: 'vu', command: 'stop' },
      { id: 'mixed', command: 'stop' },
    ]);
  });
});

describe('changed runs', () => {
  it('of an experiment that is not listed change nothing', () => {
    const list = workbench.experiments;
    const run = list[0]?.runs[0];
    if (!run) throw new Error('the sample has no run');
    expect(patchRuns(list, [{ ...run, experimentId: 'gone' }])).toEqual(list);
    expect(patchRuns(list, [])).toBe(list);
  });
});

describe('the connection', () => {
  it('leaves no listener behind', async () => {
    useExperiments(pinia);
    useActivity(pinia);
    await flushPromises();
    expect(workbench.listeners()).toBeGreaterThan(0);
    disposePinia(pinia);
    detach();
    expect(workbench.listeners()).toBe(0);
    const before = calls('listExperiments');
    window.dispatchEvent(new Event('focus'));
    expect(calls('listExperiments')).toBe(before);
  });

  it('cannot be used before there is one', () => {
    const bare = createPinia();
    expect(() => useClient(bare).api).toThrow('before a workbench was attached');
  });

  it('does not resync when it is reported up twice', () => {
    const client = useClient(pinia);
    const resync = vi.fn();
    client.onResync(resync);
    workbench.setConnected(true);
    expect(resync).not.toHaveBeenCalled();
    expect(client.connected).toBe(true);
  });
});
