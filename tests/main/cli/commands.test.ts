import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { generateDataset } from '../../../src/main/datasets/generated.ts';
import { complete, minimal } from '../../shared/experiments.ts';
import { cli, experimentRecord, recordOf, temporaryFolder } from './double.ts';

const experiment = complete({ ...minimal, name: 'digits' });
const records = [0, 1].map((index) => recordOf(index, experiment, { 'training.batchSize': 10 + index }));
const service = {
  listExperiments: () => Promise.resolve([{ experiment: experimentRecord(experiment), runs: records }]),
  getRun: (id: string) => Promise.resolve(records.find((record) => record.id === id) ?? null),
};

describe('the program', () => {
  it('shows help and version on stdout, exit status 0', async () => {
    const help = await cli(['--help']);
    expect([help.status, help.stderr]).toEqual([0, '']);
    for (const command of ['run', 'recipes', 'inspect', 'gradcheck', 'list', 'show', 'serve'])
      expect(help.stdout).toMatch(new RegExp(`^  ${command} `, 'm'));
    expect(await cli(['--version'])).toMatchObject({ status: 0, stdout: '1.2.3\n' });
    expect((await cli(['run', '--help'])).stdout).toContain('--weights-out');
  });

  it.each([[[]], [['frob']], [['run']], [['show']], [['run', 'a', 'b']]])('calls %j wrong usage', async (args) => {
    const { status, stdout, stderr } = await cli(args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr.length).toBeGreaterThan(0);
  });
});

describe('recipes', () => {
  it('lists them one per line, name first', async () => {
    const { status, stdout, opened } = await cli(['recipes']);
    const lines = stdout.trimEnd().split('\n');
    expect([status, opened]).toEqual([0, []]);
    expect(lines[0]).toMatch(/^first-steps +First steps/);
    expect(lines.map((line) => line.split(' ')[0])).toContain('ece285-minibatch');
  });

  it('prints the file of one, ready to be edited and run', async () => {
    const { stdout } = await cli(['recipes', 'vu-learning-rates']);
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'mine.json'), stdout);
    expect((await cli(['run', 'mine.json', '--quiet'], { folder })).requests[0]!.experiment.name).toBe(
      'vu-learning-rates',
    );
  });

  it('answers a misspelt name', async () => {
    expect(await cli(['recipes', 'vu-final2'])).toMatchObject({
      status: 2,
      stdout: '',
      stderr: 'error: recipe vu-final2: there is none of this name; did you mean vu-final?\n',
    });
  });
});

describe('inspect', () => {
  const dataset = generateDataset('noise', 0);
  const inspect = (args: readonly string[], asked: string[] = []) =>
    cli(['inspect', ...args], {
      service: {
        loadDataset(idOrPath) {
          asked.push(idOrPath);
          return Promise.resolve(dataset);
        },
      },
    });

  it('prints the document with --json', async () => {
    const { status, stdout } = await inspect(['noise', '--json']);
    const { facts } = dataset;
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      format: facts.format,
      train: { count: 1000, height: 28, width: 28 },
      test: null,
      classes: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
      sha256: facts.sha256,
    });
  });

  it('prints tables without', async () => {
    const { stdout } = await inspect(['noise']);
    expect(stdout).toMatch(/^split +images +shape +values$/m);
    expect(stdout).toMatch(/^training +1.000 +28 × 28 /m);
  });

  it('takes what exists as a path, anything else as an id', async () => {
    const asked: string[] = [];
    await inspect(['mnist'], asked);
    await inspect(['/'], asked);
    expect(asked).toEqual(['mnist', '/']);
  });

  it('reports data that cannot be read as wrong input', async () => {
    expect(await cli(['inspect', '/nowhere'])).toMatchObject({
      status: 2,
      stdout: '',
      stderr: 'error: no data here\n',
    });
  });
});

describe('list and show', () => {
  it('lists runs, newest experiment first', async () => {
    const { stdout } = await cli(['list'], { service });
    expect(stdout.split('\n')[1]).toMatch(
      /^aaaa0000 +2026-01-02 03:04 +digits +batchSize 10, seed 1 +finished +4\.50 % \(test\)/,
    );
    expect(JSON.parse((await cli(['list', '--json'], { service })).stdout)).toMatchObject([
      { id: 'experiment-1', name: 'digits', runs: [{ id: 'aaaa0000-run', status: 'finished' }, {}] },
    ]);
  });

  it('says what to do where there are no runs', async () => {
    expect((await cli(['list'])).stdout).toContain('backprop run first-steps');
  });

  it('shows one run by the beginning of its id', async () => {
    const { stdout } = await cli(['show', 'aaaa0001'], { service });
    expect(stdout).toMatch(/^run +aaaa0001-run$/m);
    expect(stdout).toMatch(/^settings +batchSize 11$/m);
    expect(stdout).toMatch(/^test +2\.500 +90\.00 % +0\.4500 +4\.50 %$/m);
    const json = await cli(['show', 'aaaa0001-run', '--json', '--series'], { service });
    expect(JSON.parse(json.stdout)).toMatchObject({
      id: 'aaaa0001-run',
      dataset: { id: 'mnist' },
      experiment: { name: 'digits' },
      series: { step: [1, 2, 3] },
    });
  });

  it('refuses an ambiguous or unknown id', async () => {
    expect(await cli(['show', 'aaaa'], { service })).toMatchObject({
      status: 2,
      stdout: '',
      stderr: 'error: run aaaa: 2 begin like this; "backprop list" shows them all.\n',
    });
    expect((await cli(['show', 'b'], { service })).stderr).toMatch(/^error: run b: there is none in the workspace/);
  });
});

describe('serve', () => {
  it('prints the address and passes its options on', async () => {
    const folder = temporaryFolder();
    const { status, stdout, served } = await cli(['serve', '--port', '0', '--data', 'mnist', '--no-open'], { folder });
    expect([status, stdout]).toEqual([0, 'http://127.0.0.1:1/#token\n']);
    expect(served).toEqual([{ workspace: '/default/workspace', port: 0, data: join(folder, 'mnist'), open: false }]);
    expect((await cli(['serve'])).served).toEqual([
      { workspace: '/default/workspace', port: 0, data: null, open: true },
    ]);
  });

  it('refuses a port that is none', async () => {
    expect(await cli(['serve', '--port', '70000'])).toMatchObject({ status: 2, served: [] });
  });
});
