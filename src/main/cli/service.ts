/**
 * What the command line asks of the workbench: the narrow interface between `src/main/cli` and the service. The service
 * implements it over the same store, library and worker pool as the app; the commands are tested against a double.
 *
 * A promise that rejects with a UserError means that the input is wrong and nothing was stored or started; anything
 * else that is thrown is a defect. A run that fails later is no rejection: its record says `failed` and why.
 */

import type { Dataset } from '../datasets/dataset.ts';
import type { Downloads } from '../datasets/download/downloads.ts';
import type { LoadOptions } from '../datasets/thread.ts';
import type { ExperimentWithRuns, RunRecord } from '../store/store.ts';
export type { ExperimentWithRuns } from '../store/store.ts';
import type { DatasetEntry, Predictions, RunSeries, RunSummary, SplitName } from '../../shared/contract.ts';
import type { DatasetSpec, Experiment } from '../../shared/experiment.ts';
import type { NamedArrays } from '../export/npz.ts';

/** What a command that waits for runs is told meanwhile, and how it breaks them off. */
export interface Watch {
  /** The runs that changed since the last call, at most 15 calls a second. */
  readonly onProgress: (runs: readonly RunSummary[]) => void;
  /** When aborted, the runs stop, keep what they have, are marked `interrupted`, and the promise resolves. */
  readonly signal: AbortSignal;
}

export interface RunRequest extends Watch {
  /** Complete, sweep included; `dataset.path` is absolute where given (`--data` is already in it). */
  readonly experiment: Experiment;
  /** Arrays of `--weights-in`; every run starts from them. Null draws the weights as `network.init` says. */
  readonly initialWeights: NamedArrays | null;
}

export interface ResumeRequest extends Watch {
  /** Where the images lie now; null reads them from where they were. */
  readonly dataPath: string | null;
}

export interface CliService {
  /** Validates, stores, trains to the end and flushes. Resolves when every run has ended, however it ended. */
  runExperiment(request: RunRequest): Promise<ExperimentWithRuns>;
  /** Continues interrupted runs from their last checkpoints and trains them to their ends. */
  resumeRuns(runIds: readonly string[], request: ResumeRequest): Promise<void>;
  /** Reads a dataset: an id of the library, or else a path whose format is detected from its content. */
  loadDataset(idOrPath: string, options?: LoadOptions): Promise<Dataset>;
  /** Fetches a dataset into the workspace, or what is missing of it. */
  downloadDataset(id: string, options: Parameters<Downloads['fetch']>[1]): Promise<DatasetEntry>;
  /** Where a dataset of the library has its files; null where it has none. */
  datasetPath(id: string): Promise<string | null>;
  /** The dataset of an experiment: its `path`, else what the library has for its `source`. */
  openDataset(spec: DatasetSpec): Promise<Dataset>;
  getExperiment(id: string): Promise<ExperimentWithRuns | null>;
  /** Newest first. */
  listExperiments(): Promise<readonly ExperimentWithRuns[]>;
  getRun(runId: string): Promise<RunRecord | null>;
  /** The whole series, from step 0. */
  readSeries(runId: string): Promise<RunSeries>;
  /** The latest weights as NPZ bytes; null where the run has none yet. */
  readWeights(runId: string): Promise<Uint8Array | null>;
  /** What the network of a run says of a split with its latest weights. */
  predict(runId: string, split: SplitName): Promise<Predictions>;
  /** Flushes the store and ends all threads. */
  close(): Promise<void>;
}

export interface ServiceOptions {
  /** Folder of the workspace; created when missing. */
  readonly workspace: string;
  /** Threads that train at most; 0 takes every core. */
  readonly threads: number;
}

export type OpenService = (options: ServiceOptions) => Promise<CliService>;

export interface ServeOptions {
  readonly workspace: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** Added to the library before the first page is shown; null for none. */
  readonly data: string | null;
  readonly open: boolean;
}

/** Serves the workbench until the signal is aborted. `onReady` is told the address with its token. */
export type Serve = (options: ServeOptions, onReady: (url: string) => void, signal: AbortSignal) => Promise<void>;
