import { readFileSync, writeFileSync } from 'node:fs';
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
    for (const command of ['run', 'recipes', 'inspect', 'gradcheck', 'list', 'show', 'export', 'verify', 'serve'])
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

  it('leaves out broken images with --skip-broken, and says so', async () => {
    const facts = { ...dataset.facts, skipped: 2, notes: ['There is no header'] };
    const asked: unknown[] = [];
    const service = {
      loadDataset(_: string, options: unknown) {
        asked.push(options);
        return Promise.resolve({ ...dataset, facts });
      },
    };
    const { stdout } = await cli(['inspect', 'noise', '--skip-broken'], { service });
    expect(asked).toEqual([{ skipBroken: true }]);
    expect(stdout).toMatch(/^2 broken left out$/m);
    expect(stdout).toMatch(/^There is no header$/m);
    expect(JSON.parse((await cli(['inspect', 'noise', '--json'], { service })).stdout)).toMatchObject({
      skipped: 2,
      notes: ['There is no header'],
    });
    expect(asked.at(-1)).toEqual({});
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

describe('export', () => {
  const exported = async (args: readonly string[], more = service) => {
    const folder = temporaryFolder();
    const outcome = await cli(['export', ...args, '--out', 'out'], { folder, service: more });
    return { ...outcome, content: outcome.status === 0 ? readFileSync(join(folder, 'out'), 'utf8') : null };
  };

  it('writes weights', async () => {
    expect((await exported(['aaaa0000', '--format', 'npz'])).content).toBe('\x01\x02\x03');
  });

  it('writes series as CSV, a row for each step and run', async () => {
    const { content, stdout } = await exported(['aaaa0000', 'aaaa0001', '--format', 'csv']);
    const lines = content!.trimEnd().split('\n');
    expect(stdout).toBe('');
    expect(lines[0]).toBe(
      'run,seed,training.batchSize,step,batch_loss,batch_error,train_loss,train_error,validation_loss,validation_error,test_loss,test_error',
    );
    expect(lines.slice(1, 5)).toEqual([
      'aaaa0000-run,1,10,0,,,2.5,0.9,,,2.5,0.9',
      'aaaa0000-run,1,10,1,2.5,0.5,,,,,,',
      'aaaa0000-run,1,10,2,NaN,0.25,NaN,0.5,,,,',
      'aaaa0000-run,1,10,3,inf,1,,,,,,',
    ]);
    expect(lines).toHaveLength(9);
  });

  it('writes everything as JSON', async () => {
    const one = await exported(['aaaa0000', '--format', 'json']);
    expect(JSON.parse(one.content!)).toMatchObject({ id: 'aaaa0000-run', series: { step: [1, 2, 3] } });
    const two = await exported(['aaaa0000', 'aaaa0001', '--format', 'json']);
    expect(JSON.parse(two.content!)).toHaveLength(2);
  });

  it.each<[string[], RegExp]>([
    [['aaaa0000', '--format', 'xls'], /argument 'xls' is invalid\. Allowed choices are npz, csv, json/],
    [['aaaa0000'], /required option '--format <format>' not specified/],
    [['aaaa0000', 'aaaa0001', '--format', 'npz'], /given 2 runs, expected one run a file/],
    [['zzz', '--format', 'npz'], /run zzz: there is none in the workspace/],
  ])('refuses %j', async (args, message) => {
    const { status, stdout, stderr } = await exported(args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
  });

  it('refuses a run without weights, and a folder that is not there', async () => {
    const empty = { ...service, readWeights: () => Promise.resolve(null) };
    expect((await exported(['aaaa0000', '--format', 'npz'], empty)).stderr).toMatch(
      /has no weights, since it is finished/,
    );
    const nowhere = await cli(['export', 'aaaa0000', '--format', 'npz', '--out', 'no/w.npz'], { service });
    expect([nowhere.status, nowhere.stderr]).toEqual([
      2,
      expect.stringMatching(/^error: export --out no\/w\.npz: cannot be written/),
    ]);
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
