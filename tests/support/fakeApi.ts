/**
 * A `WorkbenchApi` for the tests of what carries it. Calls that a test does not give answer with something small where that
 * is possible and refuse otherwise, so that nothing passes by accident.
 */

import { callSchemas, type WorkbenchApi } from '../../src/shared/contract.ts';
import type { CallTable } from '../../src/shared/dispatch.ts';

const activity = {
  workers: 2,
  busy: 0,
  samplesPerSecond: 0,
  queued: 0,
  running: 0,
  secondsLeft: null,
  savedAt: 0,
  allSaved: true,
};

export function fakeApi(given: Partial<WorkbenchApi> = {}): WorkbenchApi {
  const refuse =
    (call: string) =>
    (_input: unknown): Promise<unknown> =>
      Promise.reject(new Error(`fakeApi: ${call} is not given`));
  const refusals = Object.fromEntries(Object.keys(callSchemas).map((name) => [name, refuse(name)])) as CallTable;
  return {
    ...refusals,
    about: async () => ({
      version: '0.0.0',
      host: 'browser',
      platform: 'linux',
      workspace: '/tmp/workspace',
      kernels: 'simd',
      cores: 2,
      threads: 2,
    }),
    getSettings: async () => ({ theme: 'system', threads: 0 }),
    setSettings: async (settings) => settings,
    getActivity: async () => activity,
    act: async () => undefined,
    listDatasets: async () => [],
    chooseDatasetPath: async () => null,
    listRecipes: async () => [],
    listExperiments: async () => [],
    ...given,
  };
}
