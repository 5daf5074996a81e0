/**
 * The one contract between the workbench service and whatever shows it: every call the interface can make and every
 * event it can hear. The dispatcher, the renderer's client and the allow-list all derive from it, and the compiler
 * checks that each call has a schema.
 *
 * Transport-free: Electron's IPC, the WebSocket of `serve` and the tests all carry the same calls. Typed arrays travel
 * as they are. The data itself is described in `model.ts`.
 */

import { analysisSchemas, type AnalysisApi } from './contract/analysis.ts';
import { dataSchemas, type DataApi, type Download } from './contract/data.ts';
import { labSchemas, type LabApi, type LabProgress } from './contract/lab.ts';
import type { ExperimentInput } from './experiment.ts';
import type { ExpectationResult } from './result/expectations.ts';
import type {
  About,
  Activity,
  DatasetEntry,
  ExperimentSummary,
  Json,
  Labels,
  PlanResult,
  Recipe,
  RunCommand,
  RunDetail,
  RunSeries,
  RunSummary,
  SavedView,
  Settings,
} from './model.ts';
import { z } from './zod.ts';

export type * from './contract/analysis.ts';
export type * from './contract/data.ts';
export type * from './contract/lab.ts';
export type * from './model.ts';

/** Every call the interface can make. Arguments are one object, validated by the schema of the same name below. */
export interface WorkbenchApi extends AnalysisApi, DataApi, LabApi {
  about(input: Empty): Promise<About>;
  getSettings(input: Empty): Promise<Settings>;
  setSettings(input: Settings): Promise<Settings>;
  getActivity(input: Empty): Promise<Activity>;
  /** Somebody uses mouse or keyboard: training gives way for a moment. */
  act(input: Empty): Promise<void>;

  listDatasets(input: Empty): Promise<DatasetEntry[]>;
  /** Adds a folder or file to the library after reading it. Fails with a sentence when it cannot be read. */
  addDataset(input: {
    path: string;
    name?: string | undefined;
    /** Leaves out broken images and rows, and counts them in the facts, instead of refusing all. @default false */
    skipBroken?: boolean | undefined;
    /** Made up by the caller: `reading` events say how far it is, and `cancelReading` ends it. */
    task?: string | undefined;
  }): Promise<DatasetEntry>;
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
  /** Published values beside ours, each with its verdict. Empty where the experiment expects nothing. */
  getExpectations(input: { id: string }): Promise<readonly ExpectationResult[]>;

  /** Named views of the Compare screen, latest first. */
  listViews(input: Empty): Promise<SavedView[]>;
  /** The same name again replaces the view. */
  saveView(input: { name: string; view: Json }): Promise<SavedView>;
  deleteView(input: { name: string }): Promise<void>;

  getRun(input: { id: string }): Promise<RunDetail>;
  /**
   * Stops and hides the run, so that it leaves its groups; `restoreRun` brings it back until the app is closed. The last
   * run of an experiment takes the experiment along.
   */
  deleteRun(input: { id: string }): Promise<void>;
  restoreRun(input: { id: string }): Promise<void>;
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
  /** Every download under way or failed, whenever one of them changed. */
  downloads: readonly Download[];
  /** A check of the Lab has come further. */
  lab: LabProgress;
  /** How far an `addDataset` with a task is, 0..1. */
  reading: { readonly task: string; readonly fraction: number };
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
  ...analysisSchemas,
  ...dataSchemas,
  ...labSchemas,
  about: empty,
  getSettings: empty,
  setSettings: z.strictObject({
    theme: z.enum(['system', 'light', 'dark']),
    threads: z.int().min(0).max(256),
  }),
  getActivity: empty,
  act: empty,
  listDatasets: empty,
  addDataset: z.strictObject({
    path: z.string().min(1).max(4096),
    name: z.string().max(200).optional(),
    skipBroken: z.boolean().optional(),
    task: z.string().min(1).max(100).optional(),
  }),
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
      testRevealedAt: z.int().min(0).optional(),
    }),
  }),
  deleteExperiment: id,
  restoreExperiment: id,
  getExpectations: id,
  listViews: empty,
  saveView: z.strictObject({ name: viewName, view: z.json() }),
  deleteView: z.strictObject({ name: viewName }),
  getRun: id,
  deleteRun: id,
  restoreRun: id,
  getSeries: id.extend({ fromStep: z.int().min(0), fromEvaluation: z.int().min(0) }),
  commandRun: command,
  commandExperiment: command,
} satisfies { [Name in CallName]: z.ZodType<Parameters<WorkbenchApi[Name]>[0]> };

export const eventNames = [
  'runs',
  'experiments',
  'datasets',
  'downloads',
  'reading',
  'activity',
  'settings',
  'navigate',
] as const satisfies EventName[];

/** How every call is answered over a transport. */
export type Reply =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly code: ErrorCode; readonly message: string };

/** `broken`: some images or rows cannot be used; reading works without them. `cancelled`: a later call of the same lane took its place. `workspace`: the folder or its database cannot be used (damaged, read-only, full, made by a newer version). */
export type ErrorCode = 'invalid-input' | 'not-found' | 'dataset' | 'broken' | 'workspace' | 'conflict' | 'cancelled' | 'internal'; // prettier-ignore
