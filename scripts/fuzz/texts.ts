/** Targets of texts: CSV, plain and gzip, and experiment files. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Dataset } from '../../src/main/datasets/dataset.ts';
import { readDataset } from '../../src/main/datasets/formats.ts';
import { denseImage } from '../../src/main/datasets/sparse.ts';
import { UserError } from '../../src/shared/errors.ts';
import type { Experiment } from '../../src/shared/experiment.ts';
import { issueSentence, parseExperimentText } from '../../src/shared/parse.ts';
import { mutate } from './mutate.ts';
import { plainCsv } from './oracles.ts';
import { target } from './target.ts';

const rows = (count: number, make: (i: number) => readonly (number | string)[]) =>
  Array.from({ length: count }, (_, i) => make(i).join(',')).join('\n');
const csvSeeds = [
  `label,p0,p1,p2,p3\n${rows(24, (i) => [i % 3, i, 2 * i, 255 - i, 0])}\n`,
  rows(24, (i) => [(i * 0.37 - 3).toFixed(2), `${i}e-2`, -i / 8, i % 2]),
  `a;b;kind\r\n${rows(24, (i) => [i / 4, i % 5, ['red', '"dark ""blue"""', 'green'][i % 3]!]).replaceAll(',', ';')}\r\n`,
].map((text) => Buffer.from(text));

/** The rows as csv-parse has them must be the samples with their labels, in whichever column these are. */
function csvContradiction(bytes: Buffer, dataset: Dataset): string | null {
  const { facts, images, labels } = dataset;
  const commas = [',', ';', '\t'].map((separator) => plainCsv(bytes, separator));
  const inputs = images.inputs;
  const fitting = commas.filter((found) => found?.every((row) => row.length > 1 && row.length === found[0]!.length));
  for (const found of fitting) {
    const body = found!.slice(found!.length - facts.train);
    if (found!.length - facts.train > 1) continue;
    const wrong = body.findIndex((row, i) => {
      const values = [...denseImage(images, i)];
      const label = facts.classNames[labels[i]!]!;
      return !row.some((text, column) => {
        const isLabel = text.trim() === label.trim() || (text.trim() !== '' && Number(text) === Number(label));
        const rest = row.filter((_, other) => other !== column).slice(-inputs);
        return isLabel && rest.every((value, input) => Math.fround(Number(value)) === values[input]);
      });
    });
    return wrong < 0 ? null : `row ${wrong} differs from ${body[wrong]!.join(' ').slice(0, 80)}`;
  }
  return 'another number of rows or fields than csv-parse finds';
}

function readFile(name: string) {
  return (bytes: Buffer, folder: string): Dataset => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return readDataset(path);
  };
}

export const csvTarget = target<Buffer, Dataset>({
  name: 'csv',
  damage: (random) => mutate(csvSeeds[random.below(csvSeeds.length)]!, random),
  read: readFile('fuzz.csv'),
  contradiction: csvContradiction,
});

export const csvGzipTarget = target<Buffer, Dataset>({
  name: 'csv.gz',
  damage(random) {
    const seed = csvSeeds[random.below(csvSeeds.length)]!;
    return random.below(2) === 0 ? gzipSync(mutate(seed, random)) : mutate(gzipSync(seed), random);
  },
  read: readFile('fuzz.csv.gz'),
  contradiction: (bytes, dataset) => csvContradiction(gunzipSync(bytes), dataset),
});

const experimentSeeds = [
  { version: 1, dataset: { source: 'mnist', trainSize: 1000, classes: [3, 9] }, network: { hidden: [{ units: 20, activation: 'relu' }], output: 'softmax' }, training: { optimizer: { type: 'sgd', learningRate: 0.1 }, batchSize: 10, epochs: 2 }, seed: 4 }, // prettier-ignore
  { version: 1, name: 'grid', dataset: { source: 'noise' }, network: { hidden: [], output: 'softmax', init: { scheme: 'normal', std: 0.01 } }, training: { optimizer: { type: 'adam', learningRate: 0.001 }, steps: 10 }, repeats: 2, sweep: { 'training.optimizer.learningRate': [0.1, 0.2] } }, // prettier-ignore
].map((experiment) => Buffer.from(JSON.stringify(experiment)));

/** Every value that was given must stand in the result as it was given. */
function lost(given: unknown, kept: unknown, path: string): string | null {
  if (typeof given !== 'object' || given === null) return Object.is(given, kept) ? null : path;
  if (typeof kept !== 'object' || kept === null) return path;
  const values = new Map(Object.entries(kept));
  for (const [key, value] of Object.entries(given)) {
    const found = lost(value, values.get(key), `${path}.${key}`);
    if (found !== null) return found;
  }
  return null;
}

export const experimentTarget = target<Buffer, Experiment>({
  name: 'experiment',
  damage: (random) => mutate(experimentSeeds[random.below(experimentSeeds.length)]!, random),
  read(bytes) {
    const result = parseExperimentText(bytes.toString('utf8'));
    if (result.ok) return result.experiment;
    // As the command line says it.
    const sentence = result.issues.map(issueSentence).join('; ');
    throw new UserError('invalid-input', sentence.endsWith('.') ? sentence : `${sentence}.`);
  },
  contradiction(bytes, experiment) {
    const path = lost(JSON.parse(bytes.toString('utf8').replace(/^\uFEFF/, '')), experiment, 'experiment');
    return path === null ? null : `${path} is not what the file says`;
  },
});
