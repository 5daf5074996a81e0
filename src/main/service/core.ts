/**
 * The workbench's parts put together: store, dataset library, shared memory, worker pool and run manager. The app's
 * service (workbench.ts) and the command line's (terminal.ts) are two faces of it.
 */

import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { KernelVariant } from '../../engine/backend.ts';
import type { Tensors } from '../../engine/protocol.ts';
import type { ExperimentSummary } from '../../shared/contract.ts';
import { UserError, messageOf } from '../../shared/errors.ts';
import { issuesError } from '../../shared/parse.ts';
import { createDownloads, type Downloads } from '../datasets/download/downloads.ts';
import { plansFor, type DownloadPlan } from '../datasets/download/plans.ts';
import { Analysis } from '../analysis/analysis.ts';
import { createLibrary, type DatasetLibrary } from '../datasets/library.ts';
import { ownFolders, sweepUploads } from '../datasets/owned.ts';
import { openKernels } from '../kernels.ts';
import { Lab } from '../lab/lab.ts';
import { paths } from '../paths.ts';
import { Attention } from '../runs/attention.ts';
import { Journal } from '../runs/journal.ts';
import { CheckpointWriter } from '../runs/checkpoints.ts';
import { RunManager } from '../runs/manager.ts';
import { EngineMemory } from '../runs/memory.ts';
import { Pool } from '../runs/pool.ts';
import { openStore } from '../store/sqlite.ts';
import type { ExperimentRecord, RunRecord, Store } from '../store/store.ts';
import { Events } from './events.ts';
import { experimentRecord, experimentSummary, runRecord } from './experiments.ts';
import { planExperiment, type Planned } from './plan.ts';
import { PreparedCache } from './prepared.ts';
import { resumedRun } from './resume.ts';
import { summaryOf } from '../runs/record.ts';

export interface CoreOptions {
  readonly workspace: string;
  readonly version: string;
  /** Threads that train at most; 0 takes what the settings say, and every core where they say nothing. */
  readonly threads: number;
  /** Shared memory for runs and their images, at most. @default what WebAssembly can address, 4 GiB */
  readonly memoryBytes?: number;
  /** Hears of every error that no user caused. @default prints it on stderr */
  readonly onDefect?: (error: unknown) => void;
  /** What can be downloaded, and from where. @default the public sources, or the mirror that the environment names */
  readonly downloadPlans?: readonly DownloadPlan[] | undefined;
}

export interface Core {
  readonly workspace: string;
  readonly version: string;
  readonly kernels: KernelVariant;
  readonly store: Store;
  readonly library: DatasetLibrary;
  readonly analysis: Analysis;
  readonly lab: Lab;
  readonly downloads: Downloads;
  readonly pool: Pool;
  readonly manager: RunManager;
  readonly attention: Attention;
  readonly journal: Journal;
  readonly events: Events;
  /** Multiply-adds a second and thread, as last measured here; null before the first run. */
  readonly speed: number | null;
  plan(input: unknown): Promise<Planned>;
  /** Validates, stores and queues an experiment. Rejects with a UserError that lists every issue. */
  start(input: unknown, initialWeights?: Tensors | null): Promise<ExperimentSummary>;
  /**
   * Continues interrupted runs of this workspace from their last checkpoints. Returns the ids of those it took over.
   * @param dataPath where their images lie now. @default where they were
   */
  resume(runIds: readonly string[], dataPath?: string | null): Promise<string[]>;
  /** The record of a run as it is now, live or stored. */
  run(id: string): Promise<RunRecord>;
  /** Resolves when these runs have ended, however they did. */
  whenEnded(runIds: readonly string[]): Promise<void>;
  /** Marks what is underway as interrupted, writes everything, ends every thread. */
  close(): Promise<void>;
}

export async function openCore(options: CoreOptions): Promise<Core> {
  const store = await openStore({ workspace: options.workspace, workerUrl: paths.storeWorker });
  try {
    return await assemble(store, options);
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function assemble(store: Store, options: CoreOptions): Promise<Core> {
  const onDefect = options.onDefect ?? ((error) => console.error(error));
  const loaded = await openKernels();
  const { variant } = loaded;
  await store.purge();
  await store.reclaim();
  const settings = await store.getSettings();
  let speed = await store.getSpeed(variant);

  const events = new Events();
  const library = createLibrary({ workerUrl: paths.datasetsWorker, store, workspace: options.workspace });
  await sweepUploads(
    options.workspace,
    (await store.listDatasets()).map((entry) => entry.path),
  );
  const downloads = createDownloads({
    plans: options.downloadPlans ?? plansFor(process.env),
    folder: join(options.workspace, ownFolders.downloads),
    library,
    announce: (all) => events.emit('downloads', all),
    arrived: () => events.emit('datasets', null),
    onDefect,
  });
  const prepared = new PreparedCache((spec) => library.open(spec));
  const memory = new EngineMemory(options.memoryBytes);
  const attention = new Attention();
  const pool = new Pool({
    workerUrl: paths.engineWorker,
    setup: { ...loaded, memory: memory.memory, attention: attention.memory },
    threads: threadCount(options.threads || settings.threads),
  });

  const announce = (runIds: readonly string[]) => {
    const records = runIds.map((id) => manager.record(id) ?? ended.get(id)).filter((record) => record !== undefined);
    for (const id of runIds) if (!manager.record(id)) ended.delete(id);
    events.emit('runs', records.map(summaryOf));
  };
  const journal = new Journal(store, announce, onDefect);
  /** Last records of runs whose end was not announced yet. */
  const ended = new Map<string, RunRecord>();
  const waiting = new Set<() => void>();
  const manager = new RunManager({
    journal,
    checkpoints: new CheckpointWriter(store, journal),
    memory,
    pool,
    loadData: (experiment) => prepared.get(experiment.dataset),
    ended: (record) => {
      ended.set(record.id, record);
      for (const look of waiting) look();
    },
    saveSpeed: (measured) => {
      speed = measured;
      store.saveSpeed(variant, measured).catch(onDefect);
    },
    onDefect,
  });

  const run = async (id: string): Promise<RunRecord> => {
    const record = manager.record(id) ?? (await journal.flush(), await store.getRun(id));
    if (!record) throw new UserError('not-found', `run ${id}: there is no such run in ${options.workspace}.`);
    return record;
  };
  const analysis = new Analysis({
    workerUrl: paths.analysisWorker,
    loaded,
    store,
    manager,
    run,
    open: (spec) => prepared.open(spec),
  });

  const lab = new Lab(paths.labWorker);

  const plan = (input: unknown) =>
    planExperiment(input, { open: (spec) => library.open(spec), prepare: (spec) => prepared.get(spec) });

  return {
    workspace: options.workspace,
    version: options.version,
    kernels: variant,
    store,
    library,
    analysis,
    lab,
    downloads,
    pool,
    manager,
    attention,
    journal,
    events,
    get speed() {
      return speed;
    },
    plan,

    async start(input, initialWeights = null) {
      const result = await plan(input);
      if (!result.ok) throw issuesError('experiment', result.issues);
      const record: ExperimentRecord = experimentRecord(result.planned);
      const queued = result.planned.runs.map((run) => ({
        record: runRecord(record.id, run, options.version),
        work: run.work,
        from: null,
        tensors: initialWeights,
        errors: [],
      }));
      const runs = queued.map((run) => run.record);
      await store.insertExperiment(record, runs);
      events.emit('experiments', null);
      manager.enqueue(queued);
      return experimentSummary({ experiment: record, runs }, (id) => manager.record(id));
    },

    async resume(runIds, dataPath = null) {
      const claimed = await store.claimRuns(runIds);
      for (const id of claimed) {
        try {
          const run = await resumedRun(store, plan, id, dataPath);
          const { step, seconds, resumedFromStep, status, message, endedAt } = run.record;
          journal.record(id, { step, seconds, resumedFromStep, status, message, endedAt });
          manager.enqueue([run]);
        } catch (error) {
          journal.record(id, { status: 'interrupted', message: messageOf(error) });
        }
      }
      events.emit('experiments', null);
      return claimed;
    },

    run,

    whenEnded(runIds) {
      return new Promise((resolve) => {
        const look = () => {
          if (runIds.some((id) => manager.record(id))) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      });
    },

    async close() {
      await analysis.close();
      await lab.close();
      await manager.interruptAll();
      await journal.close();
      await downloads.close();
      await library.finishRemovals();
      library.close();
      await pool.close();
      await store.close();
    },
  };
}

/** Every core unless told otherwise, and never more threads than WebAssembly's team can hold. */
export function threadCount(wanted: number): number {
  return Math.max(1, Math.min(wanted || availableParallelism(), 64));
}
