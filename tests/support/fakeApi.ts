/**
 * A `WorkbenchApi` for the tests of what carries it. Calls that a test does not give answer with something small where that
 * is possible and refuse otherwise, so that nothing passes by accident.
 */

import type { WorkbenchApi } from '../../src/shared/contract.ts';

const activity = { workers: 2, busy: 0, samplesPerSecond: 0, queued: 0, running: 0, secondsLeft: null, savedAt: null };

export function fakeApi(given: Partial<WorkbenchApi> = {}): WorkbenchApi {
  const refuse = (call: string) => (): Promise<never> => Promise.reject(new Error(`fakeApi: ${call} is not given`));
  return {
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
    listDatasets: async () => [],
    addDataset: refuse('addDataset'),
    removeDataset: refuse('removeDataset'),
    chooseDatasetPath: async () => null,
    listRecipes: async () => [],
    planExperiment: refuse('planExperiment'),
    startExperiment: refuse('startExperiment'),
    listExperiments: async () => [],
    renameExperiment: refuse('renameExperiment'),
    deleteExperiment: refuse('deleteExperiment'),
    restoreExperiment: refuse('restoreExperiment'),
    getRun: refuse('getRun'),
    getSeries: refuse('getSeries'),
    commandRun: refuse('commandRun'),
    commandExperiment: refuse('commandExperiment'),
    ...given,
  };
}
