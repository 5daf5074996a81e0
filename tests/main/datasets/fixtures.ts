/** Small datasets in memory for the tests of the pipeline. */

import type { ImageStore } from '../../../src/engine/spec.ts';
import { datasetSchema } from '../../../src/shared/experiment.ts';
import type { DatasetSpec } from '../../../src/shared/experiment.ts';
import type { Dataset } from '../../../src/main/datasets/dataset.ts';
import { sparseFromPixels } from '../../../src/main/datasets/sparse.ts';

/** A dataset of 2 × 2 images, training images first; image i has the pixels i, 0, 2i, 255. */
export function dataset(train: readonly number[], test: readonly number[], changes: Partial<Dataset> = {}): Dataset {
  const labels = Uint16Array.from([...train, ...test]);
  const pixels = Uint8Array.from([...labels.keys()].flatMap((i) => [i, 0, 2 * i, 255]));
  return {
    id: 'small',
    name: 'Small',
    facts: {
      format: 'idx',
      train: train.length,
      test: test.length,
      height: 2,
      width: 2,
      classNames: Array.from({ length: Math.max(...train) + 1 }, (_, k) => String(k)),
      sha256: 'f'.repeat(64),
    },
    images: sparseFromPixels([pixels], 4),
    labels,
    featurewise: false,
    sorted: false,
    range: { train: [0, 255], test: test.length > 0 ? [0, 255] : null },
    ...changes,
  };
}

/** Real-valued data of so many inputs, all of them training samples, with labels 0, 1, 0, 1, … */
export function realDataset(rows: readonly (readonly number[])[], featurewise: boolean): Dataset {
  const inputs = rows[0]!.length;
  const images: ImageStore = { kind: 'dense-f32', count: rows.length, inputs, values: Float32Array.from(rows.flat()) };
  return dataset(
    rows.map((_, i) => i % 2),
    [],
    { images, featurewise },
  );
}

/** A complete `dataset` section with the defaults of the experiment file. */
export function section(changes: Partial<DatasetSpec> = {}): DatasetSpec {
  return { ...datasetSchema.parse({ source: 'small' }), ...changes };
}
