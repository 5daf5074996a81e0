import { describe, expect, it, vi } from 'vitest';
import { createClient } from '../../src/shared/client.ts';
import { createDispatcher } from '../../src/shared/dispatch.ts';
import { UserError } from '../../src/shared/errors.ts';
import { fakeApi } from '../support/fakeApi.ts';

const silent = { onDefect: () => {} };

describe('createDispatcher', () => {
  it('calls what the contract names and returns its value', async () => {
    const dispatch = createDispatcher(fakeApi(), silent);
    expect(await dispatch('chooseDatasetPath', {})).toEqual({ ok: true, value: null });
  });

  it('passes the validated input on', async () => {
    const renameExperiment = vi.fn(async () => {});
    const dispatch = createDispatcher(fakeApi({ renameExperiment }), silent);
    expect(await dispatch('renameExperiment', { id: 'e1', name: '  wide  ' })).toEqual({ ok: true, value: undefined });
    expect(renameExperiment).toHaveBeenCalledExactlyOnceWith({ id: 'e1', name: 'wide' });
  });

  it.each(['nonsense', 'constructor', '__proto__', 'toString', 42, null, undefined, ['about']])(
    'refuses %j, which is no call',
    async (name) => {
      const reply = await createDispatcher(fakeApi(), silent)(name, {});
      expect(reply).toMatchObject({
        ok: false,
        code: 'invalid-input',
        message: expect.stringContaining('no call named'),
      });
    },
  );

  it.each([
    ['getRun', {}, 'id'],
    ['getRun', { id: 7 }, 'id'],
    ['getRun', { id: 'r', extra: 1 }, 'extra'],
    ['getSeries', { id: 'r', fromStep: -1, fromEvaluation: 0 }, 'fromStep'],
    ['about', null, 'object'],
  ])('refuses %s with %j, naming %s', async (name, input, named) => {
    const reply = await createDispatcher(fakeApi(), silent)(name, input);
    expect(reply).toMatchObject({ ok: false, code: 'invalid-input', message: expect.stringContaining(named) });
  });

  it('hands a UserError over with its code and sentence', async () => {
    const getRun = () => Promise.reject(new UserError('not-found', 'getRun: there is no run r9'));
    const reply = await createDispatcher(fakeApi({ getRun }), silent)('getRun', { id: 'r9' });
    expect(reply).toEqual({ ok: false, code: 'not-found', message: 'getRun: there is no run r9' });
  });

  it('logs a defect and answers with a calm sentence that tells nothing of it', async () => {
    const onDefect = vi.fn();
    const defect = new TypeError('x is undefined at secret.ts:7');
    const dispatch = createDispatcher(fakeApi({ about: () => Promise.reject(defect) }), { onDefect });
    const reply = await dispatch('about', {});
    expect(reply).toMatchObject({ ok: false, code: 'internal', message: expect.not.stringContaining('secret') });
    expect(onDefect).toHaveBeenCalledExactlyOnceWith('about', defect);
  });
});

describe('createClient', () => {
  const transport = (api = fakeApi()) => ({ invoke: createDispatcher(api, silent), subscribe: () => () => {} });

  it('returns values and throws the same UserError that the service threw', async () => {
    const refusal = new UserError('dataset', 'idx: train-images: header promises 60000 images, file holds 3');
    const api = createClient(transport(fakeApi({ addDataset: () => Promise.reject(refusal) }))).api;
    expect(await api.listDatasets({})).toEqual([]);
    const thrown = await api.addDataset({ path: '/data' }).catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(UserError);
    expect(thrown).toMatchObject({ code: 'dataset', message: refusal.message });
  });

  it('hears only the event it asked for, until stopped', () => {
    const listeners = new Set<(event: 'experiments' | 'datasets', payload: unknown) => void>();
    const { on } = createClient({
      ...transport(),
      subscribe: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    });
    const heard = vi.fn();
    const stop = on('datasets', heard);
    listeners.forEach((listener) => listener('experiments', null));
    listeners.forEach((listener) => listener('datasets', null));
    expect(heard).toHaveBeenCalledExactlyOnceWith(null);
    stop();
    expect(listeners.size).toBe(0);
  });
});
