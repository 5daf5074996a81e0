/**
 * What the service and the interface tell each other of: experiments, runs, datasets, plans, settings. Plain data, all of
 * it; `contract.ts` says which calls and events carry it.
 *
 * Times are milliseconds since 1970 (`…At`) or seconds (`seconds`, `secondsLeft`).
 */

import type { KernelVariant } from '../engine/backend.ts';
import type { Evaluation, Score } from '../engine/spec.ts';
import type { Experiment } from './experiment.ts';
import type { z } from './zod.ts';

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
  /** The lowest whose loss is finite. */
  readonly bestError: number | null;
  /** Of the last evaluation; null where its loss is not finite, as after a divergence. */
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
  /** When someone first asked for the test figures although a validation split exists; null while nobody did. */
  readonly testRevealedAt: number | null;
  readonly runs: readonly RunSummary[];
}

/** What a person says of an experiment. What is left out stays as it is. */
export interface Labels {
  readonly tags?: readonly string[] | undefined;
  readonly notes?: string | undefined;
  readonly archived?: boolean | undefined;
  /** What was seen once stays seen: the first date is kept, whatever is said later. */
  readonly testRevealedAt?: number | undefined;
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
  /** The step at which `training.until` was met; null where it was not, and where there is none. */
  readonly firstStepReached: number | null;
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
  /** When it was added. @default unknown, as for generated data */
  readonly addedAt?: number | undefined;
  /** Where the workbench got its files from: `downloaded from …`. @default they lie where the person had them */
  readonly origin?: string | undefined;
  /** Bytes that `startDownload` fetches for it, about. @default it cannot be downloaded, or is there already */
  readonly downloadBytes?: number | undefined;
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
  /** Broken images or rows that were left out on request; absent where there are none. */
  readonly skipped?: number;
  /** What was decided where the files leave it open, such as the column of labels; a sentence each, without a full stop. */
  readonly notes?: readonly string[];
  /** What the inputs are called, one name each; absent where the files do not say, and for images. */
  readonly inputNames?: readonly string[];
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
  /** Of the smallest network. */
  readonly parameters: number;
  /** Of the largest: another number where the network is swept. */
  readonly mostParameters: number;
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
  /** When the workspace was last written. */
  readonly savedAt: number;
  /** False while something waits to be written. */
  readonly allSaved: boolean;
}

export interface Settings {
  readonly theme: 'system' | 'light' | 'dark';
  /** Threads that train at most; 0 takes every core. */
  readonly threads: number;
}

export type RunCommand = 'pause' | 'resume' | 'stop';
