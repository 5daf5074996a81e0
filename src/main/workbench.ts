/** The workbench service: every call of the contract, over the parts that `service/core.ts` puts together. */

import { availableParallelism } from 'node:os';
import type { RunCommand, WorkbenchApi } from '../shared/contract.ts';
import { UserError } from '../shared/errors.ts';
import type { OpenWorkbench } from './host.ts';
import { paths } from './paths.ts';
import { listRecipes } from './recipes.ts';
import { activityOf, watchActivity } from './service/activity.ts';
import { analysisCalls } from './service/analysis.ts';
import { openCore, threadCount } from './service/core.ts';
import { dataCalls } from './service/data.ts';
import { labCalls } from './service/lab.ts';
import { experimentSummary, runDetail } from './service/experiments.ts';
import { planFigures } from './service/plan.ts';
import { expectationsOf } from './service/verdicts.ts';

export const openWorkbench: OpenWorkbench = async ({ workspace, host, version, chooseDatasetPath }) => {
  const core = await openCore({ workspace, version, threads: 0 });
  const { store, manager, pool, library, events, journal } = core;

  const activity = () =>
    activityOf({
      threads: pool.threads,
      busy: pool.busy,
      live: manager.live,
      savedAt: journal.savedAt,
      allSaved: journal.allSaved,
    });
  const stopWatching = watchActivity(activity, (now) => events.emit('activity', now));

  const runsOf = async (experimentId: string): Promise<string[]> => {
    const found = await store.getExperiment(experimentId);
    if (!found)
      throw new UserError('not-found', `experiment ${experimentId}: there is none; it may have been deleted.`);
    return found.runs.map((run) => run.id);
  };

  /** Commands those runs of an experiment that are underway. */
  async function commandAll(experimentId: string, word: RunCommand): Promise<void> {
    const ids = await runsOf(experimentId);
    for (const id of ids) if (manager.record(id)) manager.command(id, word);
    if (word === 'resume') await core.resume(ids.filter((id) => !manager.record(id)));
  }

  /** Continues runs that an earlier session left unfinished. */
  async function resumeInterrupted(ids: readonly string[]): Promise<void> {
    const resumed = await core.resume(ids);
    if (resumed.length === 0)
      throw new UserError('conflict', 'resume: this run is not interrupted; only a paused or interrupted run goes on.');
  }

  const api: WorkbenchApi = {
    about: async () => ({
      version,
      host,
      platform: process.platform,
      workspace,
      kernels: core.kernels,
      cores: availableParallelism(),
      threads: pool.threads,
    }),
    getSettings: () => store.getSettings(),
    async setSettings(settings) {
      await store.saveSettings(settings);
      pool.resize(threadCount(settings.threads));
      manager.refresh();
      events.emit('settings', settings);
      return settings;
    },
    getActivity: async () => activity(),
    act: async () => core.attention.act(pool.threads),

    ...analysisCalls(core),
    ...dataCalls(core),
    ...labCalls(core),
    listDatasets: () => library.list(),
    async removeDataset({ id }) {
      await library.remove(id);
      events.emit('datasets', null);
    },
    chooseDatasetPath: async () => (chooseDatasetPath ? chooseDatasetPath() : null),

    listRecipes: async () => listRecipes(paths.recipes),
    async planExperiment({ experiment }) {
      const result = await core.plan(experiment);
      if (!result.ok) return result;
      return { ok: true, plan: planFigures(result.planned, pool.threads, core.speed) };
    },
    startExperiment: ({ experiment }) => core.start(experiment),
    async listExperiments() {
      const all = await store.listExperiments();
      return all.map((one) => experimentSummary(one, (id) => manager.record(id)));
    },
    async renameExperiment({ id, name }) {
      await store.renameExperiment(id, name);
      events.emit('experiments', null);
    },
    async labelExperiment({ id, labels }) {
      await store.labelExperiment(id, labels);
      events.emit('experiments', null);
    },
    async deleteExperiment({ id }) {
      await commandAll(id, 'stop');
      await store.hideExperiment(id, true);
      events.emit('experiments', null);
    },
    async restoreExperiment({ id }) {
      await store.hideExperiment(id, false);
      events.emit('experiments', null);
    },
    getExpectations: async ({ id }) => expectationsOf(core, id, await listRecipes(paths.recipes)),

    listViews: () => store.listViews(),
    async saveView({ name, view }) {
      const saved = { name, savedAt: Date.now(), view };
      await store.saveView(saved);
      return saved;
    },
    deleteView: ({ name }) => store.removeView(name),

    async getRun({ id }) {
      const record = await core.run(id);
      const found = await store.getExperiment(record.experimentId);
      return runDetail(record, found?.experiment.name ?? record.experiment.name);
    },
    async deleteRun({ id }) {
      if (manager.record(id)) manager.command(id, 'stop');
      await store.hideRun(id, true);
      events.emit('experiments', null);
    },
    async restoreRun({ id }) {
      await store.hideRun(id, false);
      events.emit('experiments', null);
    },
    getSeries: ({ id, fromStep, fromEvaluation }) => journal.series(id, fromStep, fromEvaluation),
    async commandRun({ id, command }) {
      if (command === 'resume' && !manager.record(id)) await resumeInterrupted([id]);
      else manager.command(id, command);
    },
    commandExperiment: ({ id, command }) => commandAll(id, command),
  };

  return {
    api,
    on: events.on,
    busy: () => manager.live.some((record) => record.status !== 'paused'),
    async close() {
      stopWatching();
      await core.close();
    },
  };
};
