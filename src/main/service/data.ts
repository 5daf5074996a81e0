/** The calls that keep the data library: looking into datasets, downloads, uploads, points. */

import { join } from 'node:path';
import type { DataApi, DatasetRows, WorkbenchApi } from '../../shared/contract.ts';
import { UserError } from '../../shared/errors.ts';
import type { Dataset } from '../datasets/dataset.ts';
import { throttled } from '../datasets/download/throttled.ts';
import { originOf, ownFolders } from '../datasets/owned.ts';
import { denseImage } from '../datasets/sparse.ts';
import type { Core } from './core.ts';
import { writePoints } from './points.ts';
import { createUploads } from './uploads.ts';

export function dataCalls({
  workspace,
  library,
  downloads,
  events,
}: Pick<Core, 'workspace' | 'library' | 'downloads' | 'events'>): DataApi & Pick<WorkbenchApi, 'addDataset'> {
  const uploads = createUploads(join(workspace, ownFolders.uploads));
  /** What is being read and can be ended, by its task. */
  const reading = new Map<string, AbortController>();
  /** Does something to the library and says that it has changed. */
  const changing = async <Result>(change: Promise<Result>): Promise<Result> => {
    const result = await change;
    events.emit('datasets', null);
    return result;
  };

  /** Tells how far a task is, less than 15 times a second. */
  function progressOf(task: string) {
    let fraction = 0;
    const telling = throttled(100, () => events.emit('reading', { task, fraction }));
    const at = (now: number): void => {
      fraction = now;
      telling.soon();
    };
    return { at, stop: () => telling.stop() };
  }

  return {
    async addDataset({ path, name, skipBroken, task }) {
      const origin = originOf(workspace, path);
      if (task === undefined) return changing(library.add(path, name, { origin, skipBroken }));
      const controller = new AbortController();
      const { signal } = controller;
      reading.set(task, controller);
      const progress = progressOf(task);
      try {
        const options = { origin, skipBroken, signal, onProgress: progress.at };
        return await changing(library.add(path, name, options));
      } catch (error) {
        if (signal.aborted) throw new UserError('cancelled', `${path}: reading it was stopped.`);
        throw error;
      } finally {
        progress.stop();
        reading.delete(task);
      }
    },
    cancelReading: async ({ task }) => reading.get(task)?.abort(),

    getDatasetOverview: ({ id }) => library.overview(id),
    getDatasetRows: async ({ id, part, positions }) =>
      rowsOf(await library.open({ source: id, seed: 0 }), part, positions),
    renameDataset: ({ id, name }) => changing(library.rename(id, name)),
    restoreDataset: ({ id }) => changing(library.restore(id)),

    startDownload: async ({ id }) => downloads.start(id),
    cancelDownload: ({ id }) => downloads.cancel(id),
    listDownloads: async () => downloads.list(),

    uploadChunk: (chunk) => uploads.write(chunk),
    discardUpload: ({ upload }) => uploads.discard(upload),
    async savePoints({ name, points, labels }) {
      const path = await writePoints(join(workspace, ownFolders.points), name, { points, labels });
      return changing(library.add(path, name, { origin: 'drawn as points' }));
    },
  };
}

/** Raw inputs of some rows of a part. @throws UserError for a row that is not there */
export function rowsOf({ id, facts, images }: Dataset, part: 'train' | 'test', positions: Uint32Array): DatasetRows {
  const [first, count] = part === 'train' ? [0, facts.train] : [facts.train, facts.test];
  const values = new Float32Array(positions.length * images.inputs);
  positions.forEach((position, i) => {
    if (position >= count)
      throw new UserError('invalid-input', `${id}: row ${position} asked for, the ${part} part has ${count} rows.`);
    denseImage(images, first + position, values.subarray(i * images.inputs, (i + 1) * images.inputs));
  });
  return { inputs: images.inputs, values };
}
