/** The part of the contract that keeps the library of datasets: what is in one, getting one, bringing files in. */

import type { DatasetEntry, DatasetFacts } from '../model.ts';
import { z } from '../zod.ts';

export type DatasetPart = 'train' | 'test';

/** What the Data screen shows of one part of a dataset. */
export interface PartOverview {
  readonly count: number;
  readonly perClass: readonly number[];
  /** Smallest and largest value before scaling. */
  readonly range: readonly [min: number, max: number];
  /** Fraction of values that are 0. */
  readonly zeros: number;
  readonly labels: Uint16Array; // (count)
  /** The mean image of every class, 0..255; null where the inputs are no images. */
  readonly meanImages: Uint8Array | null; // (classes, height · width)
  /** The points themselves where there are two inputs; null otherwise. */
  readonly points: Float32Array | null; // (count, 2)
}

export interface DatasetOverview {
  readonly id: string;
  readonly name: string;
  readonly facts: DatasetFacts;
  readonly train: PartOverview;
  readonly test: PartOverview | null;
}

/** A download as it goes; ends by leaving the list of `listDownloads`, or stays there as failed until it is tried again. */
export interface Download {
  /** The dataset that comes of it. */
  readonly id: string;
  readonly status: 'running' | 'failed';
  readonly received: number;
  /** Bytes in all; null until a source said so. */
  readonly total: number | null;
  /** The source in use, as a person would name it. */
  readonly source: string;
  /** What went wrong, and with `failed` what to do. */
  readonly message: string | null;
}

/** Inputs of a dataset as they are in its files, before scaling. */
export interface DatasetRows {
  readonly inputs: number;
  readonly values: Float32Array; // (positions, inputs)
}

export interface DataApi {
  getDatasetOverview(input: { id: string }): Promise<DatasetOverview>;
  /** At most 4,096 rows a call, in the order asked for: what a table of data that are no images shows. */
  getDatasetRows(input: { id: string; part: DatasetPart; positions: Uint32Array }): Promise<DatasetRows>;
  renameDataset(input: { id: string; name: string }): Promise<void>;
  /** Brings back what `removeDataset` took away, until the app is closed; then files of our own are gone, too. */
  restoreDataset(input: { id: string }): Promise<void>;
  /** Begins, or begins again where one failed. What was verified before is not fetched twice. */
  startDownload(input: { id: string }): Promise<void>;
  cancelDownload(input: { id: string }): Promise<void>;
  listDownloads(input: Record<string, never>): Promise<Download[]>;
  /** Ends the `addDataset` of that task, which then rejects with `cancelled`; nothing happens where there is none. */
  cancelReading(input: { task: string }): Promise<void>;
  /**
   * Files that a page sends, where it has no path to give. Returns where they lie; `addDataset` takes that path. Chunks of a
   * file come in order, from offset 0.
   */
  uploadChunk(input: {
    upload: string;
    name: string;
    offset: number;
    bytes: Uint8Array;
    last: boolean;
  }): Promise<{ path: string }>;
  /** Takes away what an upload has sent so far: it was cancelled, or nobody can read it. */
  discardUpload(input: { upload: string }): Promise<void>;
  /** Points with class numbers, as a dataset to train on. The same name again replaces it. */
  savePoints(input: { name: string; points: Float32Array; labels: Uint16Array }): Promise<DatasetEntry>;
}

const id = z.strictObject({ id: z.string().min(1).max(100) });
const name = z.string().trim().min(1).max(200);

const upload = z.string().regex(/^[\w-]{8,64}$/);

export const dataSchemas = {
  getDatasetOverview: id,
  getDatasetRows: id.extend({
    part: z.enum(['train', 'test']),
    positions: z.instanceof(Uint32Array).refine((positions) => positions.length <= 4096),
  }),
  renameDataset: id.extend({ name }),
  restoreDataset: id,
  startDownload: id,
  cancelDownload: id,
  listDownloads: z.strictObject({}),
  cancelReading: z.strictObject({ task: z.string().min(1).max(100) }),
  uploadChunk: z.strictObject({
    upload,
    name: z.string().min(1).max(1024),
    offset: z.int().min(0),
    bytes: z.instanceof(Uint8Array),
    last: z.boolean(),
  }),
  discardUpload: z.strictObject({ upload }),
  savePoints: z.strictObject({
    name,
    points: z.instanceof(Float32Array),
    labels: z.instanceof(Uint16Array),
  }),
} satisfies { [Name in keyof DataApi]: z.ZodType<Parameters<DataApi[Name]>[0]> };
