/**
 * Bad input, given to the command line as a process: exit status 2, one sentence on stderr that says what was given and what
 * was expected, nothing on stdout, nothing half-written, and the next good command works.
 */

import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonical, cycle, idx, pixels, smallFiles, temporaryFolders } from '../datasets/idxFiles.ts';
import { buildCli, commandsIn, documentOf, smallExperiment, type Ended } from './process.ts';

const folder = mkdtempSync(join(tmpdir(), 'backprop-refusals-'));
const data = temporaryFolders();
const { command } = commandsIn(folder);

beforeAll(async () => {
  writeFileSync(join(folder, 'e.json'), JSON.stringify(smallExperiment));
  await buildCli();
}, 120_000);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  data.clean();
});

function expectRefused({ status, stdout, stderr }: Ended, sentence: RegExp): void {
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(/^error: \S.*\n$/); // one line
  expect(stderr).toMatch(sentence);
  expect(stderr).not.toMatch(/ at .*:\d+:\d+|node:internal|undefined|NaN|\[object/);
  expect(existsSync(join(folder, 'out.npz'))).toBe(false);
  expect(readdirSync(folder).filter((name) => !['e.json', 'workspace', 'bad.json'].includes(name))).toEqual([]);
}

const good = smallFiles({ height: 28, width: 28, classes: 4, train: 40, test: 20 });
const { [canonical.testLabels]: _, ...threeFiles } = good;
const compressed = gzipSync(good[canonical.trainImages]!);

const folders: readonly [what: string, files: Record<string, Uint8Array | string>, sentence: RegExp][] = [
  ['one of four files missing', threeFiles, /t10k-labels/],
  ['a wrong magic number', { ...good, [canonical.trainImages]: idx([40, 28, 28], pixels(40, 784), 0x0a03) }, /train-images.*0x0*a03/i],
  ['floats promised, bytes given', { ...good, [canonical.trainImages]: idx([40, 28, 28], pixels(40, 784), 0x0d03) }, /train-images.*4 bytes each/],
  ['a truncated gzip', { ...threeFiles, [canonical.testLabels]: good[canonical.testLabels]!, [canonical.trainImages]: '', [`${canonical.trainImages}.gz`]: compressed.subarray(0, compressed.length / 2) }, /train-images/],
  ['counts that disagree', { ...good, [canonical.trainLabels]: idx([39], cycle(39, 4)) }, /39.*40|40.*39/],
  ['labels out of range', { ...good, [canonical.testLabels]: idx([20], cycle(20, 9)) }, /t10k-labels|label|class/],
  ['zero images', { ...good, [canonical.trainImages]: idx([0, 28, 28], new Uint8Array()), [canonical.trainLabels]: idx([0], new Uint8Array()) }, /0 images|no images|at least/i],
  ['bytes after the promised ones', { ...good, [canonical.trainImages]: Buffer.concat([good[canonical.trainImages]!, Buffer.alloc(7)]) }, /7|more|after/],
  ['14 × 56 test images beside 28 × 28', { ...good, [canonical.testImages]: idx([20, 14, 56], pixels(20, 784)) }, /14 ?× ?56.*28 ?× ?28|28 ?× ?28.*14 ?× ?56/],
  ['2^32 images promised', { ...good, [canonical.trainImages]: idx([2 ** 32 - 1, 28, 28], pixels(40, 784)) }, /4294967295|4[ ,\u2009\u202f]294/],
]; // prettier-ignore

describe('data that cannot be used', () => {
  it.each(folders)('%s', async (_, files, sentence) => {
    const path = data.with(files);
    expectRefused(await command('run', 'e.json', '--data', path, '--json', '--weights-out', 'out.npz'), sentence);
  });

  it('a folder that is missing', async () => {
    const path = join(folder, 'nowhere');
    expectRefused(await command('run', 'e.json', '--data', path, '--weights-out', 'out.npz'), /nowhere/);
  });

  it('a folder that is a text file', async () => {
    const path = join(data.with({ 'mnist.txt': 'not a dataset' }), 'mnist.txt');
    expectRefused(await command('run', 'e.json', '--data', path, '--weights-out', 'out.npz'), /mnist\.txt/);
  });
});

const settings: readonly [what: string, setting: string, sentence: RegExp][] = [
  ['a single class', 'dataset.classes=[3]', /classes.*\[3\].*at least 2/],
  ['a class that is not there', 'dataset.classes=[3,77]', /class 77.*choose/],
  ['a validation split as large as the data', 'dataset.validationSize=1000', /validationSize.*1000.*less/],
  ['an empty sweep', 'sweep={"training.optimizer.learningRate":[]}', /sweep.*\[\].*at least one/],
  ['a sweep over an unknown path', 'sweep={"training.speed":[1,2]}', /training\.speed.*did you mean/],
  ['a negative learning rate', 'training.optimizer.learningRate=-1', /learningRate.*-1.*above 0/],
  ['10^9 units', 'network.hidden.0.units=1000000000', /units.*1000000000.*100000/],
];

describe('settings that cannot be', () => {
  it.each(settings)('%s', async (_, setting, sentence) => {
    expectRefused(await command('run', 'e.json', '--set', setting, '--json', '--weights-out', 'out.npz'), sentence);
  });

  it('a misspelt key in the file', async () => {
    const training = { ...smallExperiment.training, batchSise: 10 };
    writeFileSync(join(folder, 'bad.json'), JSON.stringify({ ...smallExperiment, training }));
    expectRefused(await command('run', 'bad.json', '--json'), /training\.batchSise.*batchSize/);
  });

  it('a file that is no JSON', async () => {
    writeFileSync(join(folder, 'bad.json'), '{ "version": 1, ');
    expectRefused(await command('run', 'bad.json', '--json'), /bad\.json/);
  });
});

it('after all of that the workspace is empty and a good run works', async () => {
  expect((await command('list', '--json')).stdout).toBe('[]\n');
  const ended = await command('run', 'e.json', '--json');
  expect(ended.status).toBe(0);
  expect(documentOf(ended).runs[0]!.final.test!.error!).toBeLessThan(0.35);
});
