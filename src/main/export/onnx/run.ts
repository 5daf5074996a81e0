/** A run of the workspace as an ONNX file: its weights, the scaling of its images, and where both come from. */

import { UserError } from '../../../shared/errors.ts';
import type { Dataset } from '../../datasets/dataset.ts';
import { describeUse, scalingOf } from '../../datasets/prepare.ts';
import { splitDataset } from '../../datasets/split.ts';
import { engineSpecs } from '../../runs/specs.ts';
import type { RunRecord } from '../../store/store.ts';
import { decodeNpz } from '../npz.ts';
import { weightsFrom } from '../weights.ts';
import { encodeOnnx } from './model.ts';

/**
 * @param dataset what the run was trained on; the scaling is computed from it
 * @param npz the run's weights
 * @throws UserError where the images are not those of the run
 */
export function runOnnx(record: RunRecord, dataset: Dataset, npz: Uint8Array): Uint8Array {
  const { experiment, engineVersion } = record;
  const use = describeUse(dataset, splitDataset(dataset, experiment.dataset));
  const expected = record.dataset?.sha256 ?? use.sha256;
  if (use.sha256 !== expected)
    throw new UserError(
      'dataset',
      `export: run ${record.id} was trained on ${record.dataset?.name} with the SHA-256 ${expected}, ` +
        `given ${use.name} with ${use.sha256}; its scaling is computed from the original images.`,
    );
  const { network } = engineSpecs(experiment, use);
  const weights = weightsFrom(decodeNpz(npz, `run ${record.id}`), network, `run ${record.id}`);
  return encodeOnnx({
    network,
    scaling: scalingOf(dataset, experiment.dataset),
    read: (name) => weights.get(name)!,
    name: experiment.name,
    version: engineVersion,
    metadata: {
      run: record.id,
      step: String(record.step),
      seed: String(record.seed),
      dataset: use.name,
      'dataset.sha256': use.sha256,
      scaling: experiment.dataset.scaling,
      classes: JSON.stringify(use.classNames),
    },
  });
}
