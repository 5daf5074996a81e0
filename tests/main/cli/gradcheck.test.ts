import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { GradcheckDocument } from '../../../src/main/cli/gradcheck.ts';
import { generateDataset } from '../../../src/main/datasets/generated.ts';
import type { NdArray } from '../../../src/main/export/npz.ts';
import { encodeNpz } from '../../../src/main/export/npz.ts';
import { minimal } from '../../shared/experiments.ts';
import { cli, temporaryFolder } from './double.ts';

type Arrays = Record<string, NdArray<Float32Array | Float64Array>>;
const array = (shape: number[], ...values: number[]) => ({ shape, values: Float64Array.from(values) });

/** CS 189's network, 4-2-1 with a sigmoid unit, and a batch of three. */
const small: Arrays = {
  X: array([3, 4], 0.5, -1, 0.25, 2, 1, 0.75, -0.5, 0.1, -0.3, 0.2, 0.9, -1.1),
  y: array([3], 0, 1, 1),
  W1: array([4, 2], 0.1, -0.2, 0.3, 0.4, -0.5, 0.6, 0.7, -0.8),
  b1: array([2], 0.05, -0.05),
  W2: array([2, 1], 0.9, -0.6),
  b2: array([1], 0.2),
};
const network = { hidden: [{ units: 2, activation: 'sigmoid' }], output: 'sigmoid' };

function check(arrays: Arrays | null, args: readonly string[], experiment: object = { ...minimal, network }) {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'e.json'), JSON.stringify(experiment));
  if (arrays) writeFileSync(join(folder, 'w.npz'), encodeNpz(new Map(Object.entries(arrays))));
  const weights = arrays ? ['--weights-in', 'w.npz'] : [];
  const openDataset = () => Promise.resolve(generateDataset('noise', 0));
  return cli(['gradcheck', 'e.json', ...weights, ...args], { folder, service: { openDataset } });
}

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

describe('gradcheck', () => {
  it('checks the batch and the weights of a file, without any dataset', async () => {
    const { status, stdout, opened } = await check(small, ['--json']);
    const document = JSON.parse(stdout) as GradcheckDocument;
    expect([status, opened]).toEqual([0, []]);
    expect(document).toMatchObject({ epsilon: 1e-5, pass: true });
    expect(document.tensors.map((each) => [each.name, each.checked, each.skippedAtKink])).toEqual([
      ['W1', 8, 0],
      ['b1', 2, 0],
      ['W2', 2, 0],
      ['b2', 1, 0],
    ]);
    for (const tensor of document.tensors) expect(tensor.maxRelativeError).toBeLessThan(1e-7);
    expect(stdout).not.toContain('analytic');
  });

  it('prints both gradients in full with --values', async () => {
    const { X, y, W1, b1, W2, b2 } = small as Required<typeof small>;
    // The loss and dL/db2 = mean(p − y), written out once more.
    let [loss, slope] = [0, 0];
    for (let n = 0; n < 3; n++) {
      const hidden = [0, 1].map((j) => {
        const z = [0, 1, 2, 3].reduce((sum, i) => sum + X!.values[n * 4 + i]! * W1!.values[i * 2 + j]!, b1!.values[j]!);
        return sigmoid(z);
      });
      const p = sigmoid(hidden[0]! * W2!.values[0]! + hidden[1]! * W2!.values[1]! + b2!.values[0]!);
      const label = y!.values[n]!;
      loss -= (label * Math.log(p) + (1 - label) * Math.log(1 - p)) / 3;
      slope += (p - label) / 3;
    }
    const { stdout } = await check(small, ['--json', '--values']);
    const document = JSON.parse(stdout) as GradcheckDocument;
    // X travels as float32, hence not to the last digit.
    expect(document.loss).toBeCloseTo(loss, 7);
    const bias = document.tensors[3]!;
    expect(bias.shape).toEqual([1]);
    expect(bias.analytic![0]).toBeCloseTo(slope, 7);
    expect(bias.numeric![0]).toBeCloseTo(slope, 7);
    expect(document.tensors[0]).toMatchObject({ shape: [4, 2] });
    expect(document.tensors[0]!.analytic).toHaveLength(8);
    expect((await check(small, ['--values'])).stdout).toMatch(/^entry +backpropagation +finite differences$/m);
  });

  it('checks the first images of the dataset with the initial weights', async () => {
    const experiment = { ...minimal, network: { output: 'softmax', hidden: [{ units: 3, activation: 'relu' }] } };
    const { status, stdout } = await check(null, ['--json', '--set', 'training.batchSize=4'], experiment);
    expect(status).toBe(0);
    const document = JSON.parse(stdout) as GradcheckDocument;
    expect(document.tensors[0]!.checked + document.tensors[0]!.skippedAtKink).toBe(1000);
    const table = await check(null, ['--set', 'training.batchSize=4'], experiment);
    expect(table.stdout).toMatch(/^passed: every relative error is below 1e-5$/m);
  });

  it('takes one-hot labels and labels as a column', async () => {
    const softmax = { ...minimal, network: { output: 'softmax' } };
    const { X } = small as Required<typeof small>;
    const oneHot = await check({ X: X!, y: array([3, 3], 1, 0, 0, 0, 0, 1, 0, 1, 0) }, ['--json'], softmax);
    const column = await check({ X: X!, y: array([3, 1], 0, 2, 1) }, ['--json'], softmax);
    expect(oneHot.status).toBe(0);
    expect(oneHot.stdout).toBe(column.stdout);
  });

  it.each<[string, Arrays, RegExp]>([
    ['X without y', { X: small['X']! }, /w\.npz: holds X without y, expected both or neither/],
    ['a label too large', { ...small, y: array([3], 0, 1, 2) }, /w\.npz: y holds 2 at row 2, expected classes 0 to 1/],
    [
      'labels too few',
      { ...small, y: array([2], 0, 1) },
      /w\.npz: y has the shape \(2\), expected one label for each of the 3 rows/,
    ],
    ['flat X', { ...small, X: array([3], 1, 2, 3) }, /w\.npz: X has the shape \(3\), expected \(samples, inputs\)/],
    [
      'transposed weights',
      { ...small, W1: array([2, 4], ...small['W1']!.values) },
      /W1 has the shape \(2, 4\), expected W1 of shape \(4, 2\)/,
    ],
  ])('refuses %s', async (_, arrays, message) => {
    const { status, stdout, stderr } = await check(arrays, []);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
  });
});

describe('gradcheck --break', () => {
  it.each([
    ['missing-mean', ['W1', 'b1', 'W2', 'b2']],
    ['wrong-sign', ['W1', 'b1', 'W2', 'b2']],
    ['missing-mask', ['W1', 'b1']],
    ['transposed', ['W1']],
    ['bias-not-summed', ['b1', 'b2']],
  ])('shows that %s is caught, and where', async (mistake, tensors) => {
    const { status, stdout } = await check(small, ['--break', mistake]);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^broken on purpose: /);
    expect(stdout).toContain(`not passed: a relative error is 1e-5 or more in ${tensors.join(', ')}\n`);
    const json = JSON.parse((await check(small, ['--break', mistake, '--json'])).stdout) as GradcheckDocument;
    const wrong = json.tensors.filter(({ maxRelativeError }) => maxRelativeError === null || maxRelativeError >= 1e-5);
    expect([json.pass, wrong.map(({ name }) => name)]).toEqual([false, tensors]);
  });

  it('refuses mistakes that it does not know, or that change nothing', async () => {
    expect(await check(small, ['--break', 'everything'])).toMatchObject({ status: 2, stdout: '' });
    const linear = { hidden: [{ units: 2, activation: 'identity' }], output: 'sigmoid' };
    const { status, stderr } = await check(small, ['--break', 'missing-mask'], { ...minimal, network: linear });
    expect([status, stderr]).toEqual([
      2,
      'error: gradcheck --break missing-mask: makes no difference to the gradients of this network and batch; choose another mistake.\n',
    ]);
  });
});
