/** The images of the benchmark, read without a workspace: whole datasets, unit scaling. */

import { datasetSchema } from '../../shared/experiment.ts';
import { createLibrary, type DatasetLibrary } from '../datasets/library.ts';
import { prepareData } from '../datasets/prepare.ts';
import { paths } from '../paths.ts';
import type { LoadedData } from '../runs/placement.ts';

/** A library that knows files by their paths alone. */
export function filesOnly(): DatasetLibrary {
  const store = {
    listDatasets: async () => [],
    saveDataset: async () => undefined,
    removeDataset: async () => undefined,
  };
  return createLibrary({ workerUrl: paths.datasetsWorker, store });
}

export async function loadImages(source: string, path: string): Promise<LoadedData> {
  const library = filesOnly();
  try {
    const spec = datasetSchema.parse({ source, path });
    return prepareData(await library.open(spec), spec);
  } finally {
    library.close();
  }
}
