/**
 * What the workbench keeps between sessions, as an interface. `openStore` (sqlite.ts) implements it over a worker thread,
 * since node:sqlite is synchronous; nothing else in the program writes SQL.
 *
 * Every method is one transaction. A rejected promise is a UserError whose sentence names the workspace file.
 */

import type { KernelVariant } from '../../engine/backend.ts';
import type { Evaluation } from '../../engine/spec.ts';
import type { TrainerState } from '../../engine/trainer.ts';
import type {
  DatasetEntry,
  DatasetUse,
  Drawing,
  ExperimentSummary,
  ImageTag,
  Labels,
  Overrides,
  RunSeries,
  RunStatus,
  SavedView,
  Scores,
  Settings,
} from '../../shared/contract.ts';
import type { Experiment } from '../../shared/experiment.ts';

/** An experiment without its runs. */
export type ExperimentRecord = Omit<ExperimentSummary, 'runs'>;

export interface RunRecord {
  readonly id: string;
  readonly experimentId: string;
  readonly index: number;
  readonly seed: number;
  readonly overrides: Overrides;
  /** The complete experiment of this one run: no sweep, one seed. */
  readonly experiment: Experiment;
  readonly architecture: string;
  readonly parameters: number;
  readonly status: RunStatus;
  readonly message: string | null;
  readonly step: number;
  readonly totalSteps: number;
  readonly epoch: number;
  readonly totalEpochs: number | null;
  readonly seconds: number;
  readonly samplesPerSecond: number | null;
  readonly rankedBy: 'validation' | 'test' | 'train';
  readonly bestError: number | null;
  readonly lastError: number | null;
  readonly spark: readonly (number | null)[];
  readonly kernels: KernelVariant | null;
  readonly dataset: DatasetUse | null;
  readonly engineVersion: string;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly initial: Scores | null;
  readonly final: Scores | null;
  readonly firstStepReached: number | null;
  readonly resumedFromStep: number | null;
}

export interface ExperimentWithRuns {
  readonly experiment: ExperimentRecord;
  readonly runs: readonly RunRecord[];
}

/** A change to one run: the fields that changed, and what its series gained since the last flush. */
export interface RunUpdate {
  readonly id: string;
  readonly changes: Partial<Omit<RunRecord, 'id' | 'experimentId' | 'index' | 'experiment'>>;
  readonly appended?: {
    /** Step before the first appended value: equals the number of steps already stored. */
    readonly fromStep: number;
    readonly batchLoss: Float32Array;
    readonly batchError: Float32Array;
    readonly evaluations: readonly Evaluation[];
  };
}

/** All that continuing a run needs. */
export interface ResumePoint {
  readonly state: TrainerState;
  /** Seconds of training up to here. */
  readonly seconds: number;
  /** Weights and optimiser slots as NPZ. */
  readonly npz: Uint8Array;
}

export interface Store {
  readonly workspace: string;

  insertExperiment(experiment: ExperimentRecord, runs: readonly RunRecord[]): Promise<void>;
  /** Newest first, without the deleted ones; runs in order of their index. */
  listExperiments(): Promise<ExperimentWithRuns[]>;
  /** One experiment with its runs in order of their index; null where there is none or it is hidden. */
  getExperiment(id: string): Promise<ExperimentWithRuns | null>;
  renameExperiment(id: string, name: string): Promise<void>;
  /** Changes the labels given and leaves the others. */
  labelExperiment(id: string, labels: Labels): Promise<void>;
  /** Hides (`true`) or brings back. Hidden experiments are removed for good by `purge`. */
  hideExperiment(id: string, hidden: boolean): Promise<void>;
  /**
   * Hides (`true`) or brings back a single run. An experiment whose last run is hidden is hidden with it, and comes back
   * with any of them.
   */
  hideRun(id: string, hidden: boolean): Promise<void>;
  /**
   * Removes hidden experiments and runs, with series and checkpoints. Called once at start. Spares what another living
   * process hid, since it may still be brought back there, or trains.
   */
  purge(): Promise<void>;

  getRun(id: string): Promise<RunRecord | null>;
  /**
   * All updates in one transaction. A run that was removed in the meantime is passed over. An earlier `fromStep` than what
   * is stored replaces the series from there on. Rejects with `conflict` when another living process trains a run.
   */
  updateRuns(updates: readonly RunUpdate[]): Promise<void>;
  readSeries(id: string, fromStep: number, fromEvaluation: number): Promise<RunSeries>;
  /**
   * Marks as interrupted every run that is queued, running or paused but whose process is gone (its lease is free),
   * and returns their ids. Runs inserted by this store are owned by this process until it ends.
   */
  reclaim(): Promise<string[]>;
  /**
   * Takes over interrupted runs for this process and marks them queued; returns the ids it got. Of two processes that ask
   * for the same run, one gets it.
   */
  claimRuns(ids: readonly string[]): Promise<string[]>;

  /**
   * Weights of a run as NPZ bytes, written to a temporary file, fsynced, renamed. At most 50 are kept per run, evenly
   * thinned; the first and the latest always.
   */
  writeWeights(runId: string, step: number, npz: Uint8Array): Promise<void>;
  /** The weights of a step, or the latest; null where there are none. */
  readWeights(runId: string, step?: number): Promise<{ step: number; npz: Uint8Array } | null>;
  /** Steps whose weights are kept, ascending. */
  listWeights(runId: string): Promise<number[]>;

  /**
   * Replaces the point from which an interrupted run continues. What the series hold up to its step must be stored
   * before.
   */
  writeResumePoint(runId: string, point: ResumePoint): Promise<void>;
  /** Null where the run has none: it then starts from its beginning. */
  readResumePoint(runId: string): Promise<ResumePoint | null>;
  /** A run that has ended needs none. */
  dropResumePoint(runId: string): Promise<void>;

  listDatasets(): Promise<DatasetEntry[]>;
  saveDataset(entry: DatasetEntry): Promise<void>;
  removeDataset(id: string): Promise<void>;

  /** Latest first. */
  listViews(): Promise<SavedView[]>;
  /** Keeps a view under a name; the same name again replaces it. */
  saveView(view: SavedView): Promise<void>;
  removeView(name: string): Promise<void>;

  /** Tags of a dataset's images, by part, number and tag. */
  listImageTags(sha256: string): Promise<ImageTag[]>;
  /** Gives (`on`) or takes away; what already is stays so. */
  tagImages(sha256: string, tags: readonly ImageTag[], on: boolean): Promise<void>;

  /** Latest first. */
  listDrawings(): Promise<Drawing[]>;
  saveDrawing(drawing: Drawing): Promise<void>;
  removeDrawing(id: string): Promise<void>;

  getSettings(): Promise<Settings>;
  saveSettings(settings: Settings): Promise<void>;

  /** Measured training speed, multiply-adds per second and thread, by kernel variant; null before the first run. */
  getSpeed(kernels: KernelVariant): Promise<number | null>;
  saveSpeed(kernels: KernelVariant, multiplyAddsPerSecond: number): Promise<void>;

  /** Flushes, checkpoints the WAL, ends the thread. */
  close(): Promise<void>;
}
