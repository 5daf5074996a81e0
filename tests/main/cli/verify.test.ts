import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { generateDataset } from '../../../src/main/datasets/generated.ts';
import { encodeBatch, readProblem } from '../../../src/main/export/batch.ts';
import { decodeNpz, encodeNpz, type NamedArrays } from '../../../src/main/export/npz.ts';
import { encodeWeights } from '../../../src/main/export/weights.ts';
import { complete, minimal } from '../../shared/experiments.ts';
import { layers, networkSpec, randomTensors } from '../../support/networks.ts';
import { randomProblem } from '../../support/problems.ts';
import { studentSolution, type Mistakes } from '../../support/student.ts';
import { cli, experimentRecord, recordOf, temporaryFolder } from './double.ts';

const experiment = {
  ...minimal,
  dataset: { source: 'noise' },
  network: { output: 'softmax', hidden: [{ units: 6, activation: 'relu' }] },
};
const service = {
  openDataset: () => Promise.resolve(generateDataset('noise', 0)),
  listExperiments: () => Promise.resolve([]),
};

async function exportBatch(args: readonly string[] = [], more: object = {}) {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'e.json'), JSON.stringify(experiment));
  const outcome = await cli(['export', 'e.json', '--format', 'batch', '--out', 'b.npz', ...args], { folder, service: { ...service, ...more } }); // prettier-ignore
  const read = (): NamedArrays => decodeNpz(readFileSync(join(folder, 'b.npz')), 'b.npz');
  return { ...outcome, folder, read };
}

/** A student's values as float64 arrays, as `numpy.savez` would hold them. */
const solved = (batch: NamedArrays, mistakes: Mistakes = {}) =>
  [...studentSolution(readProblem(batch, null, 'b.npz'), mistakes)].map(
    ([name, { shape, values }]) => [name, { shape, values: Float64Array.from(values) }] as const,
  );

async function verify(arrays: NamedArrays, args: readonly string[] = [], folder = temporaryFolder()) {
  writeFileSync(join(folder, 's.npz'), encodeNpz(arrays));
  return cli(['verify', 's.npz', ...args], { folder, service });
}

describe('export --format batch', () => {
  it('writes a batch and the weights that an experiment starts from', async () => {
    const { status, stdout, read } = await exportBatch(['--samples', '7']);
    expect([status, stdout]).toEqual([0, '']);
    const arrays = read();
    const shapes = [...arrays].map(([name, { shape }]) => [name, shape.join()]);
    expect(Object.fromEntries(shapes)).toMatchObject({
      X: '7,784',
      y: '7',
      W1: '784,6',
      b1: '6',
      W2: '6,10',
      b2: '10',
    });
    expect(arrays.get('y')!.values).toBeInstanceOf(Int32Array);
    expect(arrays.get('X')!.values).toBeInstanceOf(Float64Array);
    const { network, x } = readProblem(arrays, null, 'b.npz');
    expect(network).toMatchObject({ hidden: experiment.network.hidden, output: 'softmax', classes: 10, inputs: 784 });
    expect(x.rows).toBe(7);
    expect(arrays.has('z1')).toBe(false);
  });

  it('takes the batch of one step, and another seed other weights', async () => {
    const first = (await exportBatch()).read();
    const second = (await exportBatch(['--seed', '2'])).read();
    expect(first.get('X')!.shape).toEqual([100, 784]);
    expect(first.get('X')).toEqual(second.get('X'));
    expect(first.get('W1')).not.toEqual(second.get('W1'));
  });

  it('adds a right solution for teachers', async () => {
    const arrays = (await exportBatch(['--samples', '5', '--expected'])).read();
    expect([...arrays.keys()].slice(3)).toEqual('W1 b1 W2 b2 z1 h1 z2 p loss dz2 dW2 db2 dh1 dz1 dW1 db1'.split(' '));
    expect(arrays.get('loss')!.shape).toEqual([]);
    expect((await verify(arrays)).status).toBe(0);
  });

  it('takes the weights of a run', async () => {
    const record = recordOf(0, complete(experiment), {});
    const spec = networkSpec({ inputs: 784, classes: 10, hidden: layers(['relu', 6]) });
    const weights = randomTensors(spec, 5);
    const more = {
      listExperiments: () => Promise.resolve([{ experiment: experimentRecord(record.experiment), runs: [record] }]),
      readWeights: () => Promise.resolve(encodeWeights(spec, (name) => weights.get(name)!)),
    };
    const folder = temporaryFolder();
    const args = ['export', 'aaaa', '--format', 'batch', '--out', 'b.npz'];
    const { status } = await cli(args, { folder, service: { ...service, ...more } });
    expect(status).toBe(0);
    const arrays = decodeNpz(readFileSync(join(folder, 'b.npz')), 'b.npz');
    expect(Float32Array.from(arrays.get('W2')!.values)).toEqual(weights.get('W2'));
  });

  it('refuses what is neither run nor experiment, and more samples than there are', async () => {
    const nothing = await cli(['export', 'nothing', '--format', 'batch', '--out', 'b.npz'], { service });
    expect([nothing.status, nothing.stderr]).toEqual([2, expect.stringContaining('nothing')]);
    const { status, stderr } = await exportBatch(['--samples', '2000']);
    expect([status, stderr]).toEqual([2, 'error: export --samples: given 2000, there are 1000 training images.\n']);
  });
});

describe('verify', () => {
  it('passes a right solution', async () => {
    const batch = (await exportBatch(['--samples', '20'])).read();
    const { status, stdout, stderr } = await verify(new Map([...batch, ...solved(batch)]));
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^20 samples, computed in float64$/m);
    expect(stdout).toMatch(/^dW1 +\(784, 6\) .* right$/m);
    expect(stdout).toContain('passed: every tensor given is right\n');
  });

  it.each<[Mistakes, string, RegExp]>([
    [{ missingMean: true }, 'dW2', /^probably: The division by N is missing/m],
    [{ transposed: true }, 'dW2', /^probably: A factor is transposed/m],
    [{ missingMask: true }, 'dW1', /^probably: The derivative of the activation is missing/m],
    [{ bias: 'first' }, 'db2', /^probably: The bias is not summed/m],
    [{ wrongSign: true }, 'dW2', /^probably: The sign is wrong/m],
  ])('finds %o', async (mistakes, first, sentence) => {
    const batch = (await exportBatch(['--samples', '20'])).read();
    const given = new Map([...batch, ...solved(batch, mistakes)]);
    const { status, stdout } = await verify(given);
    expect(status).toBe(1);
    expect(stdout).toMatch(
      new RegExp(`^not passed: ${first} is the first that is wrong, furthest at ${first}\\[`, 'm'),
    );
    expect(stdout).toMatch(sentence);
    const json = JSON.parse((await verify(given, ['--json'])).stdout) as unknown;
    expect(json).toMatchObject({ pass: false, first, samples: 20, cause: { sentence: expect.any(String) } });
  });

  it('takes the batch from its own file, and the activations from an experiment', async () => {
    const { folder, read } = await exportBatch(['--samples', '5']);
    const batch = read();
    const values: NamedArrays = new Map(solved(batch));
    expect((await verify(values, ['--batch', 'b.npz'], folder)).status).toBe(0);
    const silent = new Map([...batch, ...values]);
    silent.delete('network');
    expect((await verify(silent, ['--network', 'e.json'], folder)).status).toBe(0);
    expect(await verify(silent)).toMatchObject({
      status: 2,
      stdout: '',
      stderr:
        'error: s.npz: does not tell the activations; keep its array "network", or name an experiment with --network.\n',
    });
  });

  it.each<[string, (batch: Map<string, NonNullable<ReturnType<NamedArrays['get']>>>) => void, RegExp]>([
    [
      'nothing of their own',
      () => undefined,
      /holds X, y, network, W1, b1, .*expected your values under at least one of z1, h1/,
    ],
    ['no batch', (batch) => batch.delete('X'), /holds no batch, expected X, y, W1, b1/],
    [
      'labels that are no classes',
      (batch) => batch.set('y', { shape: [5], values: Int32Array.of(0, 1, 10, 0, 0) }),
      /y holds 10 at row 2, expected classes 0 to 9/,
    ],
    [
      'a shape of X without inputs',
      (batch) => batch.set('X', { shape: [5], values: new Float64Array(5) }),
      /X has the shape \(5\), expected \(samples, inputs\)/,
    ],
    [
      'another network',
      (batch) => batch.set('network', { shape: [1], values: Uint8Array.of(7) }),
      /its array "network" cannot be read, expected it unchanged/,
    ],
  ])('refuses %s', async (_, change, message) => {
    // prettier-ignore
    const batch = new Map((await exportBatch(['--samples', '5'])).read());
    change(batch);
    const { status, stdout, stderr } = await verify(batch);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
  });
});

describe('verify of a curve', () => {
  const record = recordOf(0, complete(experiment), {});
  const series = {
    fromStep: 0,
    batchLoss: Float32Array.of(2.3, 2, 1.5, 1.25),
    batchError: Float32Array.of(0.9, 0.8, 0.5, 0.25),
    fromEvaluation: 0,
    evaluations: [],
  };
  const withRun = { ...service, getRun: () => Promise.resolve(record), readSeries: () => Promise.resolve(series) };
  const curve = (text: string, args: readonly string[] = ['--against', 'aaaa0000-run']) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'c.csv'), text);
    return cli(['verify', 'c.csv', ...args], { folder, service: withRun });
  };

  it('passes a curve that agrees', async () => {
    const { status, stdout } = await curve('step,loss\n1,2.3\n2,2.001\n3,1.5\n');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^3 steps compared, mean difference .*, largest 1\.00e-3 at step 2$/m);
  });

  it('names the first step that differs, and why', async () => {
    const { status, stdout } = await curve('step,loss\n1,230\n2,200\n3,150\n');
    expect(status).toBe(1);
    expect(stdout).toContain('step 1 is the first that differs, given 230, expected 2.29999995\n');
    expect(stdout).toContain('probably: The loss is summed over the batch');
    const json = await curve('step,loss\n1,230\n2,nan\n', ['--against', 'aaaa0000-run', '--json']);
    expect(JSON.parse(json.stdout)).toMatchObject({ pass: false, first: { step: 1 }, cause: null });
  });

  it('refuses a curve without a run, and steps that the run has not', async () => {
    expect((await curve('1,2.3\n', [])).stderr).toBe(
      'error: verify c.csv: a curve is checked against a run; name it with --against.\n',
    );
    expect((await curve('7,2.3\n')).stderr).toMatch(
      /has no step in common with run aaaa0000-run, whose steps are 1 to 4/,
    );
    expect((await cli(['verify', 'gone.npz'])).stderr).toMatch(/^error: verify: gone\.npz cannot be read/);
  });
});

it('gives equal bytes for equal batches', () => {
  const problem = randomProblem(networkSpec({ inputs: 4, hidden: layers(['tanh', 3]) }), 5);
  expect(encodeBatch(problem, true)).toEqual(encodeBatch(problem, true));
});
