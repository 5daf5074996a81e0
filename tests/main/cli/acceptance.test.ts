/** What scripts rely on, of the command line as a process: the document, bit-identity, interruption, other shapes. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeWithData } from '../../support/data.ts';
import { smallFiles, temporaryFolders, type SmallDataset } from '../datasets/idxFiles.ts';
import { buildCli, commandsIn, documentOf, smallExperiment } from './process.ts';

const folder = mkdtempSync(join(tmpdir(), 'backprop-acceptance-'));
const data = temporaryFolders();
const { command, begin } = commandsIn(folder);
const bytes = (name: string): Buffer => readFileSync(join(folder, name));

beforeAll(async () => {
  writeFileSync(join(folder, 'e.json'), JSON.stringify(smallExperiment));
  await buildCli();
}, 120_000);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  data.clean();
});

const number: unknown = expect.any(Number);
const score = { loss: number, error: number };
const scores = { train: score, validation: null, test: score };
const statistic = { mean: number, sd: number, sem: number, ci95: [number, number], min: number, max: number };
const statistics = { loss: statistic, error: statistic };

describeWithData('run ece285-minibatch --json on real MNIST', (datasets) => {
  const mnist = join(datasets, 'mnist');

  it(
    'prints exactly the document of the specification, every seed within its bounds',
    { timeout: 60_000 },
    async () => {
      const ended = await command('run', 'ece285-minibatch', '--data', mnist, '--json');
      expect(ended).toMatchObject({ status: 0 });
      const document = documentOf(ended);
      expect(document).toStrictEqual({
        name: 'ece285-minibatch',
        dataset: {
          id: 'mnist',
          sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
          train: 60000,
          validation: 0,
          test: 10000,
          inputs: 784,
          classes: 10,
        },
        runs: [1, 2, 3, 4, 5].map((seed) => ({
          id: expect.any(String),
          seed,
          overrides: {},
          status: 'finished',
          epochs: 5,
          steps: 3000,
          seconds: number,
          samplesPerSecond: number,
          parameters: 784 * 64 + 64 + 64 * 10 + 10,
          kernels: expect.stringMatching(/^simd/),
          resumedFromStep: null,
          firstStepReached: null,
          initial: scores,
          final: scores,
        })),
        groups: [
          {
            overrides: {},
            n: 5,
            nUsed: 5,
            diverged: 0,
            final: { train: statistics, validation: null, test: statistics },
          },
        ],
        expectations: document.expectations,
      });
      for (const run of document.runs) {
        expect(run.final.test!.error).toBeGreaterThanOrEqual(0.035);
        expect(run.final.test!.error).toBeLessThanOrEqual(0.06);
      }
      const errors = document.runs.map((run) => run.final.test!.error!);
      const mean = errors.reduce((sum, error) => sum + error, 0) / 5;
      const sd = Math.sqrt(errors.reduce((sum, error) => sum + (error - mean) ** 2, 0) / 4);
      const { error } = document.groups[0]!.final.test!;
      expect(error.mean).toBeCloseTo(mean, 12);
      expect(error.sd).toBeCloseTo(sd, 12);
      expect(error.sem).toBeCloseTo(sd / Math.sqrt(5), 12);
      expect(error.ci95![1]).toBeCloseTo(mean + (2.776445105 * sd) / Math.sqrt(5), 9);
      expect([error.min, error.max]).toEqual([Math.min(...errors), Math.max(...errors)]);
      expect(document.expectations.map((each) => each.reproduced)).toEqual([true, true]);
    },
  );

  it('writes the same bytes of weights again, and with one thread and two', { timeout: 60_000 }, async () => {
    const write = (out: string, ...more: string[]) =>
      command('run', 'ece285-minibatch', '--data', mnist, '--repeats', '1', '--weights-out', out, '--quiet', ...more);
    expect(await write('first.npz')).toMatchObject({ status: 0 });
    expect(await write('again.npz')).toMatchObject({ status: 0 });
    expect(await write('one.npz', '--threads', '1')).toMatchObject({ status: 0 });
    expect(await write('two.npz', '--threads', '2')).toMatchObject({ status: 0 });
    for (const name of ['again.npz', 'one.npz', 'two.npz'])
      expect(bytes(name).equals(bytes('first.npz')), name).toBe(true);
  });
});

describe('datasets of other shapes', () => {
  it.each<[string, SmallDataset]>([
    ['8 × 8 with 3 classes', { height: 8, width: 8, classes: 3, train: 300, test: 60 }],
    ['32 × 32 with 47 classes', { height: 32, width: 32, classes: 47, train: 470, test: 94 }],
  ])('%s', async (_, shape) => {
    const path = data.with(smallFiles(shape));
    const inspected = await command('inspect', path, '--json');
    expect(inspected.status).toBe(0);
    expect(JSON.parse(inspected.stdout)).toMatchObject({
      format: 'idx',
      train: { count: shape.train, height: shape.height, width: shape.width },
      classes: Array.from({ length: shape.classes }, (_, i) => String(i)),
    });
    const { dataset, runs } = documentOf(
      await command('run', 'e.json', '--data', path, '--set', `dataset.trainSize=${shape.train}`, '--json'),
    );
    expect(dataset).toMatchObject({ inputs: shape.height * shape.width, classes: shape.classes, test: shape.test });
    expect(runs[0]!.status).toBe('finished');
  });
});

describe('Ctrl-C', () => {
  const stepsOfCutOff = async (): Promise<number> => {
    const { stdout } = await command('list', '--json');
    const listed = JSON.parse(stdout) as { name: string; runs: { steps: number }[] }[];
    return listed.find(({ name }) => name === 'cut-off')?.runs[0]?.steps ?? 0;
  };

  it('ends with 130 and keeps what the run has', { timeout: 60_000 }, async () => {
    const { child, ended } = begin(
      'run',
      'e.json',
      '--json',
      '--set',
      'training.epochs=20000',
      '--set',
      'name=cut-off',
    );
    // Asked of the same workspace by a second process, which has to be possible anyway.
    await expect.poll(stepsOfCutOff, { timeout: 30_000, interval: 100 }).toBeGreaterThan(0);
    child.kill('SIGINT');
    const { status, stdout } = await ended;
    expect(status).toBe(130);
    const [run] = documentOf({ status, stdout, stderr: '' }).runs;
    expect(run).toMatchObject({ status: 'interrupted' });
    const shown = await command('show', run!.id, '--json', '--series');
    const kept = JSON.parse(shown.stdout) as { status: string; series: { batchLoss: unknown[] } };
    expect(kept.status).toBe('interrupted');
    expect(kept.series.batchLoss.length).toBe(run!.steps);
  });
});
