/** The service as the command line sees it: one experiment at a time, waited for. */

import { UserError } from '../../shared/errors.ts';
import { issuesError } from '../../shared/parse.ts';
import type { CliService, OpenService, Watch } from '../cli/service.ts';
import { readVersion } from '../version.ts';
import { openCore } from './core.ts';
import { float32Weights } from './weights.ts';

export const openService: OpenService = async ({ workspace, threads }): Promise<CliService> => {
  const core = await openCore({ workspace, threads, version: readVersion() });

  const withRuns = async (experimentId: string) => {
    const found = await core.store.getExperiment(experimentId);
    if (!found) throw new UserError('not-found', `experiment ${experimentId}: it was deleted while it ran.`);
    return found;
  };

  /** Tells of the runs until all have ended; an abort interrupts them. */
  async function trainToEnd(runIds: readonly string[], { onProgress, signal }: Watch): Promise<void> {
    const ids = new Set(runIds);
    const stop = core.events.on('runs', (runs) => onProgress(runs.filter((run) => ids.has(run.id))));
    const interrupt = () => void core.manager.interruptAll();
    signal.addEventListener('abort', interrupt, { once: true });
    if (signal.aborted) interrupt();
    await core.whenEnded(runIds);
    stop();
    signal.removeEventListener('abort', interrupt);
    await core.journal.flush();
  }

  return {
    async runExperiment({ experiment, initialWeights, ...watch }) {
      const planned = await core.plan(experiment);
      if (!planned.ok) throw issuesError(experiment.name, planned.issues);
      const weights = initialWeights && float32Weights(initialWeights, planned.planned.runs);
      const summary = await core.start(experiment, weights);
      await trainToEnd(
        summary.runs.map((run) => run.id),
        watch,
      );
      return withRuns(summary.id);
    },

    async resumeRuns(runIds, { dataPath, ...watch }) {
      const resumed = await core.resume(runIds, dataPath);
      await trainToEnd(resumed, watch);
    },

    loadDataset: async (idOrPath, options) => {
      const known = (await core.library.list()).some(({ id }) => id === idOrPath);
      return known
        ? core.library.open({ source: idOrPath, seed: 0 }, options)
        : core.library.open({ source: 'files', path: idOrPath, seed: 0 }, options);
    },

    async datasetPath(id) {
      const entries = await core.library.list();
      return entries.find((entry) => entry.id === id)?.path ?? null;
    },

    downloadDataset: (id, options) => core.downloads.fetch(id, options),
    openDataset: (spec) => core.library.open(spec),
    getExperiment: (id) => core.store.getExperiment(id),
    listExperiments: () => core.store.listExperiments(),
    getRun: (runId) => core.store.getRun(runId),
    readSeries: (runId) => core.journal.series(runId, 0, 0),
    readWeights: async (runId) => (await core.store.readWeights(runId))?.npz ?? null,
    predict: (id, split) => core.analysis.predictions({ id, step: null }, split),
    close: () => core.close(),
  };
};
