/**
 * The one contract between the workbench service and whatever shows it: every call the interface can make and every
 * event it can hear. The dispatcher, the renderer's client and the allow-list all derive from it, and the compiler
 * checks that each call has a schema.
 *
 * Transport-free: Electron's IPC, the WebSocket of `serve` and the tests all carry the same calls. Typed arrays travel
 * as they are. Times are milliseconds since 1970 (`…At`) or seconds (`seconds`, `secondsLeft`).
 */

import type { Evaluation, Score } from '../engine/spec.ts';
import type { KernelVariant } from '../engine/backend.ts';
import type { Experiment, ExperimentInput } from './experiment.ts';
import { z } from './zod.ts';

export type RunStatus =
  'queued' | 'running' | 'paused' | 'finished' | 'stopped' | 'diverged' | 'failed' | 'interrupted';

export interface About {
  readonly version: string;
  readonly host: 'electron' | 'browser';
  readonly platform: string;
  readonly workspace: string;
  readonly kernels: KernelVariant;
  /** Cores of the machine, and how many of them train at most. */
  readonly cores: number;
  readonly threads: number;
}

/** What a run trains, when it can be told apart from its siblings only by these settings. */
export type Overrides = Readonly<Record<string, unknown>>;

/** One row of the Experiments screen. Carries no series; those are pulled with `getSeries`. */
export interface RunSummary {
  readonly id: string;
  readonly experimentId: string;
  /** Position within the experiment, from 0; decides order and colour. */
  readonly index: number;
  readonly seed: number;
  readonly overrides: Overrides;
  readonly status: RunStatus;
  /** One sentence for `failed`, `diverged` and `interrupted`; null otherwise. */
  readonly message: string | null;
  readonly step: number;
  readonly totalSteps: number;
  readonly epoch: number;
  /** Null where the length was given in steps. */
  readonly totalEpochs: number | null;
  readonly seconds: number;
  readonly secondsLeft: number | null;
  readonly samplesPerSecond: number | null;
  /** Of the ranking split: validation where there is one, else test, else training. */
  readonly rankedBy: 'validation' | 'test' | 'train';
  readonly bestError: number | null;
  readonly lastError: number | null;
  /** Errors of the ranking split at each evaluation so far, at most 64 points, for the sparkline. */
  readonly spark: readonly (number | null)[];
  readonly kernels: KernelVariant | null;
}

export interface ExperimentSummary {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
  readonly experiment: Experiment;
  readonly datasetName: string;
  /** `784-300-10`, `—` when shapes are swept. */
  readonly architecture: string;
  readonly parameters: number;
  readonly tags: readonly string[];
  readonly notes: string;
  /** Archived experiments are kept and shown only on request. */
  readonly archived: boolean;
  readonly runs: readonly RunSummary[];
}

/** What a person says of an experiment. What is left out stays as it is. */
export interface Labels {
  readonly tags?: readonly string[] | undefined;
  readonly notes?: string | undefined;
  readonly archived?: boolean | undefined;
}

/** A named state of the Compare screen; `view` is the screen's own business. */
export interface SavedView {
  readonly name: string;
  readonly savedAt: number;
  readonly view: Json;
}

export type Json = z.infer<ReturnType<typeof z.json>>;

/** Everything about one run but its series. */
export interface RunDetail extends RunSummary {
  readonly experimentName: string;
  readonly experiment: Experiment;
  readonly architecture: string;
  readonly parameters: number;
  readonly dataset: DatasetUse;
  readonly engineVersion: string;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly initial: Scores | null;
  readonly final: Scores | null;
}

export interface Scores {
  readonly train: Score | null;
  readonly validation: Score | null;
  readonly test: Score | null;
}

/** The data a run used, as recorded for its provenance. */
export interface DatasetUse {
  readonly id: string;
  readonly name: string;
  readonly sha256: string;
  readonly train: number;
  readonly validation: number;
  readonly test: number;
  readonly inputs: number;
  readonly classes: number;
  readonly classNames: readonly string[];
}

/** Series of a run from some point on. `batchLoss[i]` was measured before update `fromStep + i + 1`. */
export interface RunSeries {
  readonly fromStep: number;
  readonly batchLoss: Float32Array; // (steps)
  readonly batchError: Float32Array; // (steps)
  /** Every evaluation from `fromEvaluation` on. */
  readonly fromEvaluation: number;
  readonly evaluations: readonly Evaluation[];
}

/** An entry of the dataset library. */
export interface DatasetEntry {
  readonly id: string;
  readonly name: string;
  readonly kind: 'built-in' | 'files';
  /** Where its files lie; null for generated data. */
  readonly path: string | null;
  /** What is known without reading it again; null until it was read once. */
  readonly facts: DatasetFacts | null;
  /** Why it cannot be used now, in one sentence; null when it can. */
  readonly problem: string | null;
}

export interface DatasetFacts {
  readonly format: string;
  readonly train: number;
  readonly test: number;
  /** Height and width; `[1, D]` where the inputs are no images. */
  readonly height: number;
  readonly width: number;
  readonly classNames: readonly string[];
  readonly sha256: string;
}

/** One thing wrong with an experiment, beside the field it belongs to. */
export interface SpecIssue {
  /** `training.optimizer.learningRate`; empty for the experiment as a whole. */
  readonly path: string;
  readonly message: string;
}

export interface Plan {
  readonly runs: number;
  readonly configurations: number;
  readonly repeats: number;
  /** Inputs, hidden units, logits of the first configuration. */
  readonly widths: readonly number[];
  readonly imageShape: readonly [height: number, width: number];
  readonly parameters: number;
  readonly stepsPerRun: number;
  readonly steps: number;
  /** Bytes of shared memory that training needs at its peak. */
  readonly memory: number;
  readonly train: number;
  readonly validation: number;
  readonly test: number;
  readonly classes: number;
  /** Estimated wall time of all runs; null until this machine's speed was measured. */
  readonly seconds: number | null;
  readonly samplesPerSecond: number | null;
}

export type PlanResult =
  { readonly ok: true; readonly plan: Plan } | { readonly ok: false; readonly issues: readonly SpecIssue[] };

export interface Recipe {
  readonly name: string;
  readonly experiment: Experiment;
}

/** The status line. */
export interface Activity {
  readonly workers: number;
  readonly busy: number;
  readonly samplesPerSecond: number;
  readonly queued: number;
  readonly running: number;
  readonly secondsLeft: number | null;
  /** When everything known was last written to the workspace; null while something waits to be written. */
  readonly savedAt: number | null;
}

export interface Settings {
  readonly theme: 'system' | 'light' | 'dark';
  /** Threads that train at most; 0 takes every core. */
  readonly threads: number;
}

export type RunCommand = 'pause' | 'resume' | 'stop';

/** Every call the interface can make. Arguments are one object, validated by the schema of the same name below. */
export interface WorkbenchApi {
  about(input: Empty): Promise<About>;
  getSettings(input: Empty): Promise<Settings>;
  setSettings(input: Settings): Promise<Settings>;
  getActivity(input: Empty): Promise<Activity>;

  listDatasets(input: Empty): Promise<DatasetEntry[]>;
  /** Adds a folder or file to the library after reading it. Fails with a sentence when it cannot be read. */
  addDataset(input: { path: string; name?: string | undefined }): Promise<DatasetEntry>;
  removeDataset(input: { id: string }): Promise<void>;
  /** Lets the host ask for a folder; null where the host has no dialog or the person cancels. */
  chooseDatasetPath(input: Empty): Promise<string | null>;

  listRecipes(input: Empty): Promise<Recipe[]>;
  planExperiment(input: { experiment: unknown }): Promise<PlanResult>;
  /** Validates, stores and queues. Fails with the first issue's sentence when the experiment is not valid. */
  startExperiment(input: { experiment: ExperimentInput }): Promise<ExperimentSummary>;
  listExperiments(input: Empty): Promise<ExperimentSummary[]>;
  renameExperiment(input: { id: string; name: string }): Promise<void>;
  labelExperiment(input: { id: string; labels: Labels }): Promise<void>;
  /** Stops and hides the experiment; `restoreExperiment` brings it back until the app is closed. */
  deleteExperiment(input: { id: string }): Promise<void>;
  restoreExperiment(input: { id: string }): Promise<void>;

  /** Named views of the Compare screen, latest first. */
  listViews(input: Empty): Promise<SavedView[]>;
  /** The same name again replaces the view. */
  saveView(input: { name: string; view: Json }): Promise<SavedView>;
  deleteView(input: { name: string }): Promise<void>;

  getRun(input: { id: string }): Promise<RunDetail>;
  /** Series from a step and an evaluation on, so that a live chart asks only for what it lacks. */
  getSeries(input: { id: string; fromStep: number; fromEvaluation: number }): Promise<RunSeries>;
  commandRun(input: { id: string; command: RunCommand }): Promise<void>;
  commandExperiment(input: { id: string; command: RunCommand }): Promise<void>;
}

/** Events, pushed at most 15 times a second altogether. */
export interface WorkbenchEvents {
  /** Runs whose summary changed, with their new summaries. */
  runs: readonly RunSummary[];
  /** An experiment was added, removed, restored or renamed: ask again. */
  experiments: null;
  datasets: null;
  activity: Activity;
  settings: Settings;
  /** A menu of the host asks for a screen, by its path in the page: `/new`. */
  navigate: string;
}

export type CallName = keyof WorkbenchApi;
export type EventName = keyof WorkbenchEvents;
export type Empty = Record<string, never>;

const empty = z.strictObject({});
const id = z.strictObject({ id: z.string().min(1).max(100) });
const command = z.strictObject({ id: z.string().min(1).max(100), command: z.enum(['pause', 'resume', 'stop']) });

const viewName = z.string().trim().min(1).max(200);

/** The allow-list, and what each call accepts. A missing or mistyped schema does not compile. */
export const callSchemas = {
  about: empty,
  getSettings: empty,
  setSettings: z.strictObject({
    theme: z.enum(['system', 'light', 'dark']),
    threads: z.int().min(0).max(256),
  }),
  getActivity: empty,
  listDatasets: empty,
  addDataset: z.strictObject({ path: z.string().min(1).max(4096), name: z.string().max(200).optional() }),
  removeDataset: id,
  chooseDatasetPath: empty,
  listRecipes: empty,
  planExperiment: z.strictObject({ experiment: z.unknown() }),
  // The experiment's own schema is applied by the service, which answers with every issue and its field.
  startExperiment: z.strictObject({ experiment: z.custom<ExperimentInput>((value) => typeof value === 'object') }),
  listExperiments: empty,
  renameExperiment: id.extend({ name: z.string().trim().min(1).max(200) }),
  labelExperiment: id.extend({
    labels: z.strictObject({
      tags: z.array(z.string().trim().min(1).max(50)).max(50).optional(),
      notes: z.string().max(20_000).optional(),
      archived: z.boolean().optional(),
    }),
  }),
  deleteExperiment: id,
  restoreExperiment: id,
  listViews: empty,
  saveView: z.strictObject({ name: viewName, view: z.json() }),
  deleteView: z.strictObject({ name: viewName }),
  getRun: id,
  getSeries: id.extend({ fromStep: z.int().min(0), fromEvaluation: z.int().min(0) }),
  commandRun: command,
  commandExperiment: command,
} satisfies { [Name in CallName]: z.ZodType<Parameters<WorkbenchApi[Name]>[0]> };

export const eventNames = [
  'runs',
  'experiments',
  'datasets',
  'activity',
  'settings',
  'navigate',
] as const satisfies EventName[];

/** How every call is answered over a transport. */
export type Reply =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly code: ErrorCode; readonly message: string };

/** `workspace`: the folder or its database cannot be used (damaged, read-only, full, made by a newer version). */
export type ErrorCode = 'invalid-input' | 'not-found' | 'dataset' | 'workspace' | 'conflict' | 'internal';
