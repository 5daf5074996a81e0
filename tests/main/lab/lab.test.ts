import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { decodeNpz } from '../../../src/main/export/npz.ts';
import type { NetworkSource } from '../../../src/shared/contract.ts';
import { createDispatcher } from '../../../src/shared/dispatch.ts';
import { UserError } from '../../../src/shared/errors.ts';
import type { ExperimentInput } from '../../../src/shared/experiment.ts';
import { breakages } from '../../../src/shared/verify/breakages.ts';
import type { Verification } from '../../../src/shared/verify/verify.ts';
import { fakeApi } from '../../support/fakeApi.ts';
import type { Mistakes } from '../../support/student.ts';
import { npz, solved } from '../../support/studentFile.ts';
import { digits, plane } from '../analysis/support.ts';
import { cli, temporaryFolder } from '../cli/double.ts';
import { threads } from '../datasets/idxFiles.ts';
import { labService, onNoise, type LabService } from './support.ts';

let service: LabService;
beforeAll(async () => {
  service = await labService();
});
afterAll(() => service.close());

/** The network on noise with other layers. */
const networkOf = (network: ExperimentInput['network']): NetworkSource => ({
  kind: 'experiment',
  experiment: { ...onNoise, network },
});
const source: NetworkSource = { kind: 'experiment', experiment: onNoise };
const asked = { lane: 'gradients', source, epsilon: 1e-5, entries: 200 } as const;
const codeOf = (error: unknown): string => (error instanceof UserError ? error.code : String(error));

describe('checkGradients', () => {
  it('passes a right backpropagation, tensor by tensor', async () => {
    const check = await service.lab.checkGradients({ ...asked, samples: 20 });
    expect(check).toMatchObject({ epsilon: 1e-5, tolerance: 1e-5, samples: 20, widths: [784, 6, 10], pass: true });
    expect(check.broken).toBeNull();
    expect(check.tensors.map(({ name, rows, columns }) => [name, rows, columns])).toEqual([
      ['W1', 784, 6],
      ['b1', 1, 6],
      ['W2', 6, 10],
      ['b2', 1, 10],
    ]);
    for (const tensor of check.tensors) {
      expect(tensor.passes).toBe(true);
      expect(tensor.checked + tensor.skippedAtKink).toBe(Math.min(200, tensor.rows * tensor.columns));
      expect(tensor.worst!.analytic).toBeCloseTo(tensor.worst!.numeric, 7);
    }
  });

  it.each([
    ['missing-mean', ['W1', 'b1', 'W2', 'b2']],
    ['transposed', ['W1', 'W2']],
    ['missing-mask', ['W1', 'b1']],
    ['bias-not-summed', ['b1', 'b2']],
    ['wrong-sign', ['W1', 'b1', 'W2', 'b2']],
  ])('catches %s and names the tensors', async (breakage, named) => {
    const check = await service.lab.checkGradients({ ...asked, samples: 20, breakage });
    expect(check.pass).toBe(false);
    expect(check.tensors.filter(({ passes }) => !passes).map(({ name }) => name)).toEqual(named);
    expect(check.broken).toEqual({
      name: breakage,
      sentence: breakages.find(({ name }) => name === breakage)!.sentence,
    });
  });

  it('takes the batch and the weights of a file, and its activations where it tells them', async () => {
    const batch = await service.lab.makeBatch({ source, samples: 4, expected: false });
    const own = networkOf({ hidden: [{ units: 3, activation: 'tanh' }], output: 'softmax' });
    const check = await service.lab.checkGradients({
      ...asked,
      source: own,
      file: batch,
    });
    expect(check).toMatchObject({ samples: 4, widths: [784, 6, 10], pass: true });
    const silent = new Map(decodeNpz(batch.bytes, 'b'));
    silent.delete('network');
    const asking = service.lab.checkGradients({ ...asked, source: own, file: npz('mine.npz', silent) }); // prettier-ignore
    await expect(asking).rejects.toThrow('mine.npz: W1 has the shape (784, 6), expected W1 of shape (784, 3)');
  });

  it('checks a trained run with its own weights', async () => {
    const [id] = (await service.train(plane)) as [string];
    const initial = await service.lab.checkGradients({ ...asked, source: { kind: 'run', id, weights: 'initial' } });
    const trained = await service.lab.checkGradients({ ...asked, source: { kind: 'run', id, weights: 'latest' } });
    expect([initial.pass, trained.pass, trained.widths]).toEqual([true, true, [2, 16, 1]]);
    expect(trained.samples).toBe(20); // its batch size
    expect(trained.loss).toBeLessThan(initial.loss);
  });

  it('says what is wrong with the request', async () => {
    const ask = (changes: object) => service.lab.checkGradients({ ...asked, ...changes });
    await expect(ask({ breakage: 'nonsense' })).rejects.toThrow(/no such mistake, expected one of missing-mean/);
    await expect(ask({ samples: 1500 })).rejects.toThrow('samples: given 1500, there are 1000 training images.');
    const binary = { ...onNoise, network: { hidden: [], output: 'sigmoid' } };
    await expect(ask({ source: { kind: 'experiment', experiment: binary } })).rejects.toThrow(/exactly two classes/);
    const linear = { ...onNoise, network: { hidden: [], output: 'softmax' } };
    await expect(ask({ source: { kind: 'experiment', experiment: linear }, breakage: 'missing-mask' })).rejects.toThrow(
      /makes no difference/,
    );
    await expect(ask({ source: { kind: 'experiment', experiment: { version: 1 } } })).rejects.toThrow(/dataset/);
    await expect(ask({ file: { name: 'x.npz', bytes: Uint8Array.of(1, 2) } })).rejects.toThrow(/x.npz: not a file of NumPy/); // prettier-ignore
  });
});

describe('verifyArrays', () => {
  it.each<[string, Mistakes]>([
    ['missing-mean', { missingMean: true }],
    ['transposed', { transposed: true }],
    ['missing-mask', { missingMask: true }],
    ['bias-not-summed', { bias: 'first' }],
    ['wrong-sign', { wrongSign: true }],
  ])('names the tensor and the cause (%s) as the command line does', async (cause, mistakes) => {
    const batch = await service.lab.makeBatch({ source, samples: 12, expected: false });
    const student = npz('mine.npz', solved(batch, mistakes));
    const verification = await service.lab.verifyArrays({ lane: 'verify', student });
    expect(verification).toMatchObject({ samples: 12, pass: false, cause: { name: cause } });

    const folder = temporaryFolder();
    writeFileSync(join(folder, 'mine.npz'), student.bytes);
    const printed = JSON.parse((await cli(['verify', 'mine.npz', '--json'], { folder })).stdout) as Verification;
    expect([printed.first, printed.cause]).toEqual([verification.first, verification.cause]);
  });

  it('passes a right solution, also beside the batch in a file of its own', async () => {
    const batch = await service.lab.makeBatch({ source, samples: 5, expected: false });
    const own = new Map([...solved(batch)].filter(([name]) => /^(z|h|p$|loss|d)/.test(name)));
    const student = npz('mine.npz', own);
    const verification = await service.lab.verifyArrays({ lane: 'verify', student, batch });
    expect([verification.pass, verification.first, verification.missing]).toEqual([
      true,
      null,
      ['loss', 'dz2', 'dh1', 'dz1'],
    ]);
    await expect(service.lab.verifyArrays({ lane: 'verify', student })).rejects.toThrow(/mine.npz: holds no batch/);
    const bare = service.lab.verifyArrays({ lane: 'verify', student: batch });
    await expect(bare).rejects.toThrow(/holds X, y, network, .*; expected your values under at least one of z1/);
  });

  it('makes a batch with the right values for teachers', async () => {
    const batch = await service.lab.makeBatch({ source, samples: 5, expected: true });
    expect(batch.name).toBe('on-noise-batch-expected.npz');
    const { pass, missing } = await service.lab.verifyArrays({ lane: 'verify', student: batch });
    expect([pass, missing]).toEqual([true, []]);
  });
});

describe('verifyCurve', () => {
  it('holds a curve against a run', async () => {
    const [id] = (await service.train({ ...digits, training: { ...digits.training, epochs: 1 } })) as [string];
    const { batchLoss } = await service.core.journal.series(id, 0, 0);
    const csv = (loss: (value: number) => number) => ({
      name: 'curve.csv',
      bytes: new TextEncoder().encode(
        ['step,loss', ...Array.from(batchLoss, (value, i) => `${i + 1},${loss(value)}`)].join('\n'),
      ),
    });
    const right = await service.lab.verifyCurve({ id, file: csv((value) => value) });
    expect(right.verdict).toMatchObject({ compared: batchLoss.length, pass: true });
    expect(Float32Array.from(right.given)).toEqual(Float32Array.from(right.expected));
    const bits = await service.lab.verifyCurve({ id, file: csv((value) => value * Math.LOG2E) });
    expect(bits.verdict).toMatchObject({ pass: false, first: { step: 1 }, cause: { name: 'log-base' } });
    const bad = { name: 'curve.csv', bytes: new TextEncoder().encode('step,loss\n1,high\n') };
    await expect(service.lab.verifyCurve({ id, file: bad })).rejects.toThrow('curve.csv: line 2 holds "high"');
  });
});

describe('the thread', () => {
  /** Many seconds of work. */
  const long = {
    ...asked,
    entries: null,
    samples: 100,
    source: networkOf({ hidden: [{ units: 300, activation: 'tanh' }], output: 'softmax' }),
  };

  it('ends when a newer request takes its place, and tells of its progress', async () => {
    const before = threads();
    const fractions: number[] = [];
    const stop = service.core.events.on('lab', ({ fraction }) => fractions.push(fraction));
    const first = service.lab.checkGradients(long).catch(codeOf);
    await vi.waitFor(() => expect(fractions.length).toBeGreaterThan(0), 10_000);
    stop();
    expect(fractions.every((fraction) => fraction > 0 && fraction <= 1)).toBe(true);
    const second = await service.lab.checkGradients({ ...asked, samples: 3 });
    expect([await first, second.pass]).toEqual(['cancelled', true]);
    await vi.waitFor(() => expect(threads()).toBe(before));
  });

  it('ends when the request is cancelled, and with the program', async () => {
    const before = threads();
    const cancelled = service.lab.checkGradients(long).catch(codeOf);
    await vi.waitFor(() => expect(threads()).toBe(before + 1));
    await service.lab.cancelCheck({ lane: 'gradients' });
    expect(await cancelled).toBe('cancelled');
    await vi.waitFor(() => expect(threads()).toBe(before));
    await service.lab.cancelCheck({ lane: 'nobody' });

    const other = await labService();
    const open = threads();
    const pending = other.lab.checkGradients(long).catch(codeOf);
    await vi.waitFor(() => expect(threads()).toBe(open + 1));
    await other.close();
    expect(await pending).toBe('cancelled');
    expect(threads()).toBeLessThan(open);
    expect(await other.lab.checkGradients(long).catch(codeOf)).toBe('cancelled');
  });
});

it('refuses files that are too large before they are read', async () => {
  const bytes = new Uint8Array(48 * 2 ** 20 + 1);
  const dispatch = createDispatcher(fakeApi(), { onDefect: () => {} });
  const reply = await dispatch('verifyArrays', { lane: 'verify', student: { name: 'huge.npz', bytes } });
  expect(reply).toMatchObject({ ok: false, code: 'invalid-input', message: expect.stringContaining('48 MiB') });
});
