import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { encodeNpz } from '../../../src/main/export/npz.ts';
import { minimal } from '../../shared/experiments.ts';
import type { DoubleOptions, Outcome } from './double.ts';
import { cli, temporaryFolder } from './double.ts';

const rate = 'training.optimizer.learningRate';

function fileWith(content: unknown): { folder: string; path: string } {
  const folder = temporaryFolder();
  const path = join(folder, 'my-experiment.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return { folder, path };
}

/** `run my-experiment.json …` in a folder of its own. */
function run(content: unknown, args: readonly string[] = [], options: DoubleOptions = {}): Promise<Outcome> {
  const { folder } = fileWith(content);
  return cli(['run', 'my-experiment.json', ...args], { folder, ...options });
}

describe('run', () => {
  it('prints exactly one document with --json', async () => {
    const { status, stdout, closed } = await run({ ...minimal, repeats: 2 }, ['--json']);
    const document: unknown = JSON.parse(stdout);
    expect(status).toBe(0);
    expect(closed).toBe(1);
    expect(document).toMatchObject({
      name: 'my-experiment',
      dataset: { id: 'mnist', train: 55_000 },
      runs: [{ seed: 1, status: 'finished', final: { test: { error: 0.045 }, validation: null } }, { seed: 2 }],
      groups: [{ n: 2, nUsed: 2, final: { test: { error: { mean: 0.045, sd: 0 } } } }],
      expectations: [],
    });
    expect(stdout).not.toContain('series');
  });

  it('adds series on demand', async () => {
    const { stdout } = await run(minimal, ['--json', '--series']);
    expect(JSON.parse(stdout)).toMatchObject({ runs: [{ series: { step: [1, 2, 3], batchLoss: [2.5, null, null] } }] });
  });

  it('prints tables without --json, progress only on stderr', async () => {
    const { stdout, stderr } = await run({ ...minimal, repeats: 2, sweep: { [rate]: [0.1, 0.2] } });
    expect(stdout).toMatch(/^settings +seed +status/);
    expect(stdout).toMatch(/learningRate 0\.2 +2 +finished .* 4\.50 %/);
    expect(stdout).toMatch(/4\.50 % ± 0\.00/);
    expect(stderr.match(/run \d\/4 \(learningRate 0\.\d, seed \d\) finished/g)).toHaveLength(4);
  });

  it('says nothing with --quiet', async () => {
    expect((await run(minimal, ['--quiet'])).stderr).toBe('');
  });

  it('rewrites one line on a terminal and leaves it clean', async () => {
    const { stderr } = await run({ ...minimal, repeats: 2 }, [], { isTTY: true });
    expect(
      stderr
        .split('\r')
        .slice(1, -1)
        .every((line) => line.startsWith('\x1b[2Kmy-experiment  ')),
    ).toBe(true);
    expect(stderr).not.toContain('\n');
    expect(stderr.endsWith('\r\x1b[2K')).toBe(true);
  });

  it('runs recipes, and says whether the published value was reproduced', async () => {
    const { stdout, requests } = await cli(['run', 'uppsala-one-layer', '--json']);
    expect(requests[0]!.experiment.training).toMatchObject({ steps: 3000 });
    expect(JSON.parse(stdout)).toMatchObject({
      expectations: [{ metric: 'test.error', value: 0.045, reproduced: false }],
    });
    const changed = await cli(['run', 'uppsala-one-layer', '--set', `${rate}=0.1`]);
    expect(changed.stdout).toContain('not judged: test.error');
    const moved = await cli(['run', 'uppsala-one-layer', '--data', '/data', '--seed', '7', '--json']);
    expect(JSON.parse(moved.stdout)).toMatchObject({ expectations: [{ reproduced: false }] });
    const replaced = await cli(['run', 'vu-synthetic', '--data', '/data', '--json']);
    expect(JSON.parse(replaced.stdout)).toMatchObject({ expectations: [{ reproduced: null }] });
  });

  it('applies every option', async () => {
    const swept = { ...minimal, sweep: { [rate]: [0.1, 0.2], 'training.batchSize': [10, 20] } };
    const options = ['--set', `${rate}=0.5`, '--set', 'training.shuffle=never', '--seed', '9', '--repeats', '2'];
    const { requests, opened } = await run(swept, [...options, '--threads', '3', '--workspace', '/w', '--data', '/d']);
    expect(opened).toEqual([{ workspace: '/w', threads: 3 }]);
    expect(requests[0]!.experiment).toMatchObject({
      dataset: { path: '/d' },
      training: { shuffle: 'never', optimizer: { learningRate: 0.5 } },
      seed: 9,
      repeats: 2,
      sweep: { 'training.batchSize': [10, 20] },
    });
    expect(Object.keys(requests[0]!.experiment.sweep)).toEqual(['training.batchSize']);
  });

  it('uses the workspace of the app and every core by default', async () => {
    expect((await run(minimal)).opened).toEqual([{ workspace: '/default/workspace', threads: 0 }]);
  });

  it('counts a path in a file from the folder of the file, --data from where it was started', async () => {
    const { path } = fileWith({ ...minimal, dataset: { source: 'mnist', path: 'data' } });
    const elsewhere = temporaryFolder();
    const fromFile = await cli(['run', path], { folder: elsewhere });
    expect(fromFile.requests[0]!.experiment.dataset.path).toBe(join(path, '../data'));
    const fromOption = await cli(['run', path, '--data', 'other'], { folder: elsewhere });
    expect(fromOption.requests[0]!.experiment.dataset.path).toBe(join(elsewhere, 'other'));
  });

  it('reads weights and writes them', async () => {
    const { folder } = fileWith(minimal);
    const b1 = { shape: [2], values: Float32Array.of(1, 2) };
    writeFileSync(join(folder, 'in.npz'), encodeNpz(new Map([['b1', b1]])));
    const args = ['run', 'my-experiment.json', '--weights-in', 'in.npz', '--weights-out', 'out.npz'];
    const { requests, status } = await cli(args, { folder });
    expect(status).toBe(0);
    expect([...requests[0]!.initialWeights!]).toEqual([['b1', b1]]);
    expect([...readFileSync(join(folder, 'out.npz'))]).toEqual([1, 2, 3]);
  });
});

describe('exit status of run', () => {
  it('is 0 when runs finish or diverge', async () => {
    const { status, stdout } = await run({ ...minimal, repeats: 2 }, [], { end: () => ({ status: 'diverged' }) });
    expect(status).toBe(0);
    expect(stdout).toContain('0 of 2');
  });

  it('is 1 when a run fails, with the reason', async () => {
    const end = () => ({ status: 'failed', message: 'the worker died', final: null }) as const;
    const { status, stdout } = await run(minimal, [], { end });
    expect(status).toBe(1);
    expect(stdout).toContain('seed 1 failed: the worker died');
    const json = await run(minimal, ['--json'], { end });
    expect(JSON.parse(json.stdout)).toMatchObject({ runs: [{ status: 'failed', error: 'the worker died' }] });
  });

  it('is 130 after Ctrl-C, and what was trained is shown', async () => {
    const end = () => ({ status: 'interrupted' }) as const;
    const { status, stdout, stderr, closed } = await run(minimal, ['--json'], { interrupt: true, end });
    expect(status).toBe(130);
    expect(JSON.parse(stdout)).toMatchObject({ runs: [{ status: 'interrupted', final: { train: { error: 0.045 } } }] });
    expect(stderr).toContain('interrupted: what was trained is kept');
    expect(closed).toBe(1);
  });

  it('is 1 for a defect of the program, without a stack trace', async () => {
    const service = { runExperiment: () => Promise.reject(new TypeError('x is undefined')) };
    const { status, stdout, stderr, closed } = await run(minimal, [], { service });
    expect([status, stdout, closed]).toEqual([1, '', 1]);
    expect(stderr).toBe('error: x is undefined (this is a defect of the program)\n');
  });
});

describe('wrong input: exit status 2, one message, nothing on stdout, nothing started', () => {
  const { training, network, dataset } = minimal;
  it.each<[string, unknown, string[], RegExp]>([
    [
      'a misspelt key',
      { ...minimal, training: { ...training, batchsize: 3 } },
      [],
      /training\.batchsize: not known; did you mean batchSize\?/,
    ],
    [
      'an empty sweep',
      { ...minimal, sweep: { [rate]: [] } },
      [],
      /learningRate: given \[\], expected a list of at least one value/,
    ],
    [
      'a sweep over an unknown path',
      { ...minimal, sweep: { 'training.rate': [1] } },
      [],
      /sweep\.training\.rate: no such setting; did you mean/,
    ],
    [
      'a negative learning rate',
      minimal,
      ['--set', `${rate}=-0.1`],
      /learningRate: given -0\.1, expected a number above 0/,
    ],
    [
      'a negative swept learning rate',
      { ...minimal, sweep: { [rate]: [0.1, -1] } },
      [],
      /learningRate: given -1, expected a number above 0/,
    ],
    [
      '10^9 units',
      { ...minimal, network: { ...network, hidden: [{ units: 1e9, activation: 'relu' }] } },
      [],
      /units: given 1000000000, expected a whole number from 1 to 100000/,
    ],
    [
      'a single class',
      { ...minimal, dataset: { ...dataset, classes: [3] } },
      [],
      /dataset\.classes: given \[3\], expected a list of at least 2/,
    ],
    [
      'too many runs',
      { ...minimal, repeats: 1000, sweep: { seed: [...Array(11).keys()] } },
      [],
      /given 11 × 1000 = 11000 runs, expected at most 10000/,
    ],
    ['no JSON', '{"version": 1,', [], /my-experiment\.json: not valid JSON: .* \(line 1, column \d+\)/],
    ['an empty file', '', [], /my-experiment\.json: not valid JSON/],
    ['a list', [], [], /given \[\], expected an object with version/],
    ['--set without a value', minimal, ['--set', 'seed'], /--set: given "seed", expected path=value/],
    ['--set of an unknown path', minimal, ['--set', 'sed=1'], /sed: no such setting; did you mean seed\?/],
    ['an unknown option', minimal, ['--jsn'], /unknown option '--jsn'/],
    ['--seed without a number', minimal, ['--seed', 'one'], /Expected a whole number of at least 0/],
    ['no repeats', minimal, ['--repeats', '0'], /Expected a whole number from 1 to 1000/],
    ['no threads', minimal, ['--threads', '0'], /Expected a whole number from 1 to 256/],
    [
      'weights of two runs',
      minimal,
      ['--repeats', '2', '--weights-out', 'w.npz'],
      /--weights-out: given an experiment of 2 runs, expected one/,
    ],
    [
      'weights into no folder',
      minimal,
      ['--weights-out', 'no/w.npz'],
      /--weights-out no\/w\.npz: its folder cannot be used/,
    ],
    ['missing weights', minimal, ['--weights-in', 'no.npz'], /--weights-in no\.npz: cannot be read/],
    [
      'weights that are none',
      minimal,
      ['--weights-in', 'my-experiment.json'],
      /my-experiment\.json: not a file of NumPy/,
    ],
  ])('%s', async (_, content, args, message) => {
    const { status, stdout, stderr, opened } = await run(content, args);
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n').length).toBeLessThanOrEqual(2);
    expect(stderr).not.toMatch(/ {4}at /);
    expect([status, stdout, opened.length]).toEqual([2, '', 0]);
  });

  it('a missing file and a misspelt recipe', async () => {
    const file = await cli(['run', 'missing.json']);
    expect([file.status, file.stdout]).toEqual([2, '']);
    expect(file.stderr).toMatch(
      /^error: missing\.json: cannot be read .* expected an experiment file or the name of a recipe\.\n$/,
    );
    const recipe = await cli(['run', 'first-step']);
    expect([recipe.status, recipe.stderr]).toEqual([2, 'error: recipe first-step: there is none of this name; did you mean first-steps?\n']); // prettier-ignore
  });

  it('what the service finds wrong with the data', async () => {
    const { UserError } = await import('../../../src/shared/errors.ts');
    const service = { runExperiment: () => Promise.reject(new UserError('dataset', 'mnist: no such folder')) };
    const { status, stdout, stderr, closed } = await run(minimal, ['--json'], { service });
    expect([status, stdout, stderr, closed]).toEqual([2, '', 'error: mnist: no such folder\n', 1]);
  });
});
