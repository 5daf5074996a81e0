/** The commands over the real service, engine and store: what only the whole can get wrong. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CliHost } from '../../../src/main/cli/host.ts';
import { runCli } from '../../../src/main/cli/program.ts';
import type { OpenService } from '../../../src/main/cli/service.ts';
import { decodeNpz } from '../../../src/main/export/npz.ts';
import { paths } from '../../../src/main/paths.ts';
import { openService } from '../../../src/main/service/terminal.ts';
import type { ExperimentDocument } from '../../../src/shared/result/document.ts';
import { describeWithData } from '../../support/data.ts';
import { temporaryFolder } from './double.ts';

const experiment = {
  version: 1,
  dataset: { source: 'synthetic-digits', trainSize: 1000 },
  network: { hidden: [{ units: 16, activation: 'relu' }], output: 'softmax' },
  training: { optimizer: { type: 'sgd', learningRate: 0.2 }, batchSize: 50, epochs: 3 },
};

/** Commands in one folder, which is the workspace too. */
function terminal(interruption = new AbortController(), open: OpenService = openService) {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'e.json'), JSON.stringify(experiment));
  return async (...args: string[]) => {
    let [stdout, stderr] = ['', ''];
    const host: CliHost = {
      version: '0.0.0',
      stdout: { write: (text) => void (stdout += text), isTTY: false, columns: 120 },
      stderr: { write: (text) => void (stderr += text), isTTY: false, columns: 120 },
      folder,
      workspace: join(folder, 'workspace'),
      recipes: paths.recipes,
      openService: open,
      serve: () => Promise.reject(new Error('not part of this test')),
      interrupted: interruption.signal,
      now: () => performance.now(),
    };
    const status = await runCli(args, host);
    const read = (name: string): Buffer => readFileSync(join(folder, name));
    return { status, stdout, stderr, read };
  };
}

const parse = (text: string): ExperimentDocument => JSON.parse(text) as ExperimentDocument;

describe('the command line with everything behind it', () => {
  it('trains, documents and keeps a run', async () => {
    const command = terminal();
    const { status, stdout } = await command('run', 'e.json', '--json', '--series', '--repeats', '2', '--quiet');
    const { name, dataset, runs, groups } = parse(stdout);
    expect([status, name]).toEqual([0, 'e']);
    expect(dataset).toMatchObject({
      id: 'synthetic-digits',
      train: 1000,
      validation: 0,
      test: 2000,
      inputs: 784,
      classes: 10,
    });
    for (const run of runs) {
      expect(run).toMatchObject({ status: 'finished', epochs: 3, steps: 60, parameters: 784 * 16 + 16 + 170 });
      expect(run.series!.step).toHaveLength(60);
      expect(run.series!.batchLoss).toHaveLength(60);
      expect(run.series!.evaluations.map((each) => each.step)).toEqual([0, 20, 40, 60]);
      expect(run.initial.train!.error).toBeGreaterThan(0.7);
      expect(run.final.test!.error!).toBeLessThan(0.35);
    }
    expect(groups[0]).toMatchObject({ n: 2, nUsed: 2 });
    const list = await command('list', '--json');
    expect(JSON.parse(list.stdout)).toMatchObject([{ name: 'e', runs: runs.map(({ id, final }) => ({ id, final })) }]);
  });

  it('gives the same bytes of weights with one thread and with two', async () => {
    const command = terminal();
    for (const threads of ['1', '2'])
      expect(await command('run', 'e.json', '--threads', threads, '--weights-out', `${threads}.npz`)).toMatchObject({
        status: 0,
      });
    const { read } = await command('list');
    expect(read('1.npz').equals(read('2.npz'))).toBe(true);
    expect([...decodeNpz(read('1.npz'), '1.npz')].map(([name, { shape }]) => [name, shape])).toEqual([
      ['W1', [784, 16]],
      ['b1', [16]],
      ['W2', [16, 10]],
      ['b2', [10]],
    ]);
  });

  it('continues from weights: the initial loss is the final one of before', async () => {
    const command = terminal();
    const first = parse((await command('run', 'e.json', '--json', '--weights-out', 'w.npz')).stdout);
    const second = parse((await command('run', 'e.json', '--json', '--weights-in', 'w.npz')).stdout);
    expect(second.runs[0]!.initial).toEqual(first.runs[0]!.final);
  });

  it.each([
    ['a class that is not there', 'dataset.classes=[3,77]', /class 77/],
    ['a validation split as large as the data', 'dataset.validationSize=1000', /validationSize/],
    ['a folder that is missing', 'dataset.path=nowhere', /nowhere/],
    [
      'a network too large for memory',
      'network.hidden=[{"units":100000,"activation":"relu"},{"units":100000,"activation":"relu"}]',
      /network\.hidden/,
    ],
    ['a sigmoid unit for ten classes', 'network.output=sigmoid', /sigmoid/],
  ])('refuses %s and stores nothing', async (_, setting, message) => {
    const command = terminal();
    const { status, stdout, stderr } = await command('run', 'e.json', '--set', setting);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
    expect((await command('list', '--json')).stdout).toBe('[]\n');
  });

  it('refuses weights of another shape and stores nothing', async () => {
    const command = terminal();
    await command('run', 'e.json', '--set', 'network.hidden.0.units=8', '--weights-out', 'w.npz');
    const { status, stderr } = await command('run', 'e.json', '--weights-in', 'w.npz');
    expect([status, stderr]).toEqual([
      2,
      expect.stringMatching(/W1 has the shape \(784, 8\), expected W1 of shape \(784, 16\)/),
    ]);
    expect(JSON.parse((await command('list', '--json')).stdout)).toHaveLength(1);
  });

  it('keeps what an interrupted run has', async () => {
    const interruption = new AbortController();
    const interrupting: OpenService = async (options) => {
      const service = await openService(options);
      return {
        ...service,
        runExperiment: (request) =>
          service.runExperiment({
            ...request,
            onProgress(runs) {
              if (runs.some((run) => run.step > 0)) interruption.abort();
              request.onProgress(runs);
            },
          }),
      };
    };
    const command = terminal(interruption, interrupting);
    const long = ['--set', 'training.epochs=100000', '--set', 'training.evaluateEvery.epochs=1000'];
    const { status, stdout } = await command('run', 'e.json', '--json', '--series', ...long);
    expect(status).toBe(130);
    const [run] = parse(stdout).runs;
    expect(run).toMatchObject({ status: 'interrupted' });
    expect(run!.steps).toBeGreaterThan(0);
    expect(run!.series!.batchLoss).toHaveLength(run!.steps);
    expect(run!.initial.train).not.toBeNull();
  });
});

describeWithData('the recipes on real MNIST', (folder) => {
  it('ece285-minibatch: five seeds between 3.5 and 6 % test error', { timeout: 120_000 }, async () => {
    const { status, stdout } = await terminal()('run', 'ece285-minibatch', '--data', join(folder, 'mnist'), '--json');
    const { runs, expectations } = parse(stdout);
    expect(status).toBe(0);
    expect(runs.map((run) => run.seed)).toEqual([1, 2, 3, 4, 5]);
    for (const run of runs) {
      expect(run.final.test!.error!).toBeGreaterThanOrEqual(0.035);
      expect(run.final.test!.error!).toBeLessThanOrEqual(0.06);
    }
    expect(expectations.map((each) => each.reproduced)).toEqual([true, true]);
  });
});
