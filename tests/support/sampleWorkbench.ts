/**
 * A double of the whole service for the renderer's tests: the contract over plain objects in memory, no engine and no
 * clock. A test moves it on with `change` and `emit`, and reads `calls`.
 */

import type {
  EventName,
  ExperimentSummary,
  RunCommand,
  RunStatus,
  RunSummary,
  SavedView,
  Settings,
  WorkbenchApi,
  WorkbenchEvents,
} from '../../src/shared/contract.ts';
import { UserError } from '../../src/shared/errors.ts';
import { experimentSchema } from '../../src/shared/experiment.ts';
import { judgeExpectations } from '../../src/shared/result/expectations.ts';
import type { Listener, Workbench } from '../../src/renderer/src/stores/client.ts';
import { withoutRun } from '../../src/renderer/src/stores/experiments.ts';
import { fakeApi } from './fakeApi.ts';
import { sampleAnalysis } from './sampleAnalysis.ts';
import { activityOf, runDetail, sampleDatasets, samplePlan, sampleRecipes } from './sampleAnswers.ts';
import { sampleExperiments, sampleSummary } from './sampleExperiments.ts';

export interface SampleWorkbench extends Workbench {
  /** Every call so far, by name, with its input. */
  readonly calls: { readonly name: string; readonly input: unknown }[];
  /** What the service would answer now. */
  experiments: ExperimentSummary[];
  /** The next call of that name rejects with this error. */
  failNext(name: keyof WorkbenchApi, error: Error): void;
  /** Changes a run and tells the listeners. */
  change(runId: string, changes: Partial<RunSummary>): void;
  emit<Name extends EventName>(name: Name, payload: WorkbenchEvents[Name]): void;
  setConnected(connected: boolean): void;
  /** How many listeners there are; 0 once everything was taken down. */
  listeners(): number;
}

export function sampleWorkbench(experiments: ExperimentSummary[] = sampleExperiments()): SampleWorkbench {
  const listeners = new Set<(name: EventName, payload: unknown) => void>();
  const connection = new Set<(connected: boolean) => void>();
  const failures = new Map<string, Error>();
  const views = new Map<string, SavedView>();
  const deleted = new Map<string, ExperimentSummary>();
  /** The experiment as it was before the run was deleted, by that run. */
  const deletedRuns = new Map<string, ExperimentSummary>();
  const calls: SampleWorkbench['calls'] = [];
  let settings: Settings = { theme: 'system', threads: 0 };

  const runs = (): RunSummary[] => fake.experiments.flatMap((experiment) => experiment.runs);
  const found = (id: string): ExperimentSummary => {
    const experiment = fake.experiments.find((one) => one.id === id);
    if (!experiment) throw new UserError('not-found', `There is no experiment ${id}.`);
    return experiment;
  };
  const command = (run: RunSummary, given: RunCommand): void => {
    const next: Record<RunCommand, RunStatus> = { pause: 'paused', resume: 'running', stop: 'stopped' };
    if (['queued', 'running', 'paused'].includes(run.status)) fake.change(run.id, { status: next[given] });
    if (run.status === 'interrupted' && given === 'resume') fake.change(run.id, { status: 'queued', message: null });
  };

  const api: WorkbenchApi = {
    ...fakeApi(),
    ...sampleAnalysis(),
    about: async () => ({
      version: '0.1.0',
      host: 'browser',
      platform: 'linux',
      workspace: '/home/student/.local/share/backprop-workbench',
      kernels: 'simd',
      cores: 2,
      threads: settings.threads || 2,
    }),
    getSettings: async () => settings,
    setSettings: async (input) => {
      settings = input;
      fake.emit('settings', settings);
      return settings;
    },
    getActivity: async () => activityOf(runs()),
    act: async () => undefined,
    listDatasets: async () => sampleDatasets,
    addDataset: async ({ path }) => {
      throw new UserError('dataset', `${path}: no such folder. Give a folder with the four MNIST files.`);
    },
    removeDataset: async () => undefined,
    chooseDatasetPath: async () => null,
    listRecipes: async () => sampleRecipes,
    planExperiment: async ({ experiment }) => {
      const parsed = experimentSchema.safeParse(experiment);
      if (parsed.success) return { ok: true, plan: samplePlan };
      return { ok: false, issues: parsed.error.issues.map((i) => ({ path: i.path.join('.'), message: i.message })) };
    },
    startExperiment: async ({ experiment }) => {
      const id = `new-${fake.experiments.length}`;
      const started = sampleSummary(id, experimentSchema.parse(experiment), () => ({ status: 'queued' }));
      fake.experiments = [started, ...fake.experiments];
      fake.emit('experiments', null);
      return started;
    },
    listExperiments: async () => fake.experiments,
    renameExperiment: async ({ id, name }) => {
      const renamed = { ...found(id), name };
      fake.experiments = fake.experiments.map((one) => (one.id === id ? renamed : one));
      fake.emit('experiments', null);
    },
    labelExperiment: async ({ id, labels }) => {
      const { tags = found(id).tags, notes = found(id).notes, archived = found(id).archived } = labels;
      const testRevealedAt = found(id).testRevealedAt ?? labels.testRevealedAt ?? null;
      const labelled = { ...found(id), tags, notes, archived, testRevealedAt };
      fake.experiments = fake.experiments.map((one) => (one.id === id ? labelled : one));
      fake.emit('experiments', null);
    },
    deleteExperiment: async ({ id }) => {
      deleted.set(id, found(id));
      fake.experiments = fake.experiments.filter((one) => one.id !== id);
      fake.emit('experiments', null);
    },
    restoreExperiment: async ({ id }) => {
      const experiment = deleted.get(id);
      if (!experiment) throw new UserError('not-found', `There is no deleted experiment ${id}.`);
      fake.experiments = [experiment, ...fake.experiments].sort((a, b) => b.createdAt - a.createdAt);
      fake.emit('experiments', null);
    },
    getExpectations: async ({ id }) => {
      const { experiment, runs: members } = found(id);
      const judged = members.map((run) => ({ ...runDetail(fake.experiments, run.id), resumedFromStep: null }));
      return judgeExpectations(experiment.expects, judged, [], () => null);
    },
    listViews: async () => [...views.values()].reverse(),
    saveView: async ({ name, view }) => {
      const saved = { name, savedAt: 1, view };
      views.set(name, saved);
      return saved;
    },
    deleteView: async ({ name }) => void views.delete(name),
    deleteRun: async ({ id }) => {
      const experiment = fake.experiments.find((one) => one.runs.some((run) => run.id === id));
      if (!experiment) throw new UserError('not-found', `There is no run ${id}.`);
      deletedRuns.set(id, experiment);
      fake.experiments = [...withoutRun(fake.experiments, id)];
      fake.emit('experiments', null);
    },
    restoreRun: async ({ id }) => {
      const given = deletedRuns.get(id);
      if (!given) throw new UserError('not-found', `There is no deleted run ${id}.`);
      const kept = fake.experiments.find((one) => one.id === given.id)?.runs ?? [];
      const back = [...given.runs.filter((run) => run.id === id), ...kept].sort((a, b) => a.index - b.index);
      fake.experiments = [{ ...given, runs: back }, ...fake.experiments.filter((one) => one.id !== given.id)];
      fake.experiments.sort((a, b) => b.createdAt - a.createdAt);
      fake.emit('experiments', null);
    },
    getRun: async ({ id }) => runDetail(fake.experiments, id),
    getSeries: async ({ fromStep, fromEvaluation }) => ({
      fromStep,
      batchLoss: new Float32Array(),
      batchError: new Float32Array(),
      fromEvaluation,
      evaluations: [],
    }),
    commandRun: async ({ id, command: given }) => {
      for (const run of runs()) if (run.id === id) command(run, given);
    },
    commandExperiment: async ({ id, command: given }) => {
      for (const run of found(id).runs) command(run, given);
    },
  };

  const fake: SampleWorkbench = {
    api: recorded(api, calls, failures),
    calls,
    experiments,
    failNext: (name, error) => void failures.set(name, error),
    change(runId, changes) {
      const changed: RunSummary[] = [];
      const update = (run: RunSummary): RunSummary => {
        if (run.id !== runId) return run;
        const next = { ...run, ...changes };
        changed.push(next);
        return next;
      };
      fake.experiments = fake.experiments.map((one) =>
        one.runs.some((run) => run.id === runId) ? { ...one, runs: one.runs.map(update) } : one,
      );
      fake.emit('runs', changed);
    },
    emit: (name, payload) => listeners.forEach((listener) => listener(name, payload)),
    setConnected: (connected) => connection.forEach((listener) => listener(connected)),
    listeners: () => connection.size + listeners.size,
    on<Name extends EventName>(name: Name, listener: Listener<Name>) {
      const relay = (event: EventName, payload: unknown): void => {
        if (event === name) listener(payload as WorkbenchEvents[Name]);
      };
      listeners.add(relay);
      return () => void listeners.delete(relay);
    },
    onConnection(listener) {
      connection.add(listener);
      return () => void connection.delete(listener);
    },
  };
  return fake;
}

/** The same calls, written down, and failing once where a test asks for it. */
function recorded(api: WorkbenchApi, calls: SampleWorkbench['calls'], failures: Map<string, Error>): WorkbenchApi {
  return new Proxy(api, {
    get(target, name: keyof WorkbenchApi) {
      return (input: never) => {
        calls.push({ name, input });
        const failure = failures.get(name);
        failures.delete(name);
        return failure ? Promise.reject(failure) : target[name](input);
      };
    },
  });
}
