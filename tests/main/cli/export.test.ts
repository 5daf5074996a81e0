import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { generateDataset } from '../../../src/main/datasets/generated.ts';
import { prepareData } from '../../../src/main/datasets/prepare.ts';
import { encodeWeights } from '../../../src/main/export/weights.ts';
import { engineSpecs } from '../../../src/main/runs/specs.ts';
import { randomTensors } from '../../support/networks.ts';
import { runOnnxModel } from '../../support/onnx.ts';
import { complete, minimal } from '../../shared/experiments.ts';
import { cli, experimentRecord, recordOf, temporaryFolder } from './double.ts';

const experiment = complete({ ...minimal, dataset: { source: 'ellipse' }, network: { output: 'softmax' } });
const dataset = generateDataset('ellipse', 0);
const { use } = prepareData(dataset, experiment.dataset);
const { network } = engineSpecs(experiment, use);
const weights = randomTensors(network);
const npz = encodeWeights(network, (name) => weights.get(name)!);
const runs = [0, 1].map((index) => ({ ...recordOf(index, experiment, {}), dataset: use }));
const service = {
  getRun: () => Promise.resolve(null),
  listExperiments: () => Promise.resolve([{ experiment: experimentRecord(experiment), runs }]),
  openDataset: () => Promise.resolve(dataset),
  readWeights: () => Promise.resolve(npz),
};

async function exported(args: readonly string[], out: string) {
  const folder = temporaryFolder();
  const outcome = await cli(['export', ...args, '--out', out], { folder, service });
  return { ...outcome, path: join(folder, out) };
}

describe('export --format onnx', () => {
  it('writes a model that ONNX Runtime takes', async () => {
    const { status, stdout, path } = await exported(['aaaa0000', '--format', 'onnx'], 'model.onnx');
    expect([status, stdout]).toEqual([0, '']);
    const { probabilities, shape } = await runOnnxModel(readFileSync(path), Float32Array.of(0.5, -1), 2);
    expect(shape).toEqual([1, 2]);
    expect(probabilities[0]! + probabilities[1]!).toBeCloseTo(1, 6);
  });

  it('takes one run only', async () => {
    const { status, stderr } = await exported(['aaaa0000', 'aaaa0001', '--format', 'onnx'], 'model.onnx');
    expect([status, stderr]).toEqual([2, 'error: export --format onnx: given 2 runs, expected one run a file.\n']);
  });
});

describe('export --format tensorboard', () => {
  const file = 'events.out.tfevents.0000000000.backprop-workbench';

  it('makes a folder with the file of one run', async () => {
    const { status, path } = await exported(['aaaa0000', '--format', 'tensorboard'], 'logs/one');
    expect([status, readdirSync(path)]).toEqual([0, [file]]);
  });

  it('makes a folder for each of several runs', async () => {
    const { path } = await exported(['aaaa0000', 'aaaa0001', '--format', 'tensorboard'], 'logs');
    expect(readdirSync(path).sort()).toEqual(['untitled_seed_1_aaaa0000', 'untitled_seed_1_aaaa0001']);
    for (const folder of readdirSync(path)) expect(existsSync(join(path, folder, file))).toBe(true);
  });
});
