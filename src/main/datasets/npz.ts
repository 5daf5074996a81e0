/**
 * A dataset in NumPy's NPZ: arrays of images and labels under the names in use, with or without test arrays.
 *
 * Labels are numbers, one-hot rows or texts; an array `classes` or `class_names` names the classes. Arrays with test arrays
 * beside them keep their order, single ones are taken as unsplit. The digest is the SHA-256 of the file.
 */

import { createHash } from 'node:crypto';
import { UserError } from '../../shared/errors.ts';
import { decodeNpy, decodeNpyTexts } from '../export/npy.ts';
import { readNpyHeader } from '../export/npy-header.ts';
import type { ByteSource } from '../files/source.ts';
import { withFile } from '../files/source.ts';
import { openZip } from '../files/zip-archive.ts';
import { assemble, datasetName } from './assemble.ts';
import type { Classes, LabelColumn } from './classes.ts';
import { fromOneHot, numberClasses, textClasses } from './classes.ts';
import type { Dataset } from './dataset.ts';
import type { DatasetReader, ReadOptions } from './formats.ts';
import { storeSamples } from './tensors.ts';
import type { Samples } from './tensors.ts';

interface Layout {
  readonly train: readonly [images: string, labels: string];
  readonly test: readonly [images: string, labels: string] | null;
}

/** In lower case, the preferred first. */
const layouts: readonly Layout[] = [
  { train: ['x_train', 'y_train'], test: ['x_test', 'y_test'] },
  { train: ['train_images', 'train_labels'], test: ['test_images', 'test_labels'] },
  { train: ['images', 'labels'], test: null },
  { train: ['x', 'y'], test: null },
  { train: ['data', 'target'], test: null },
  { train: ['data', 'labels'], test: null },
];
const classNameArrays = ['classes', 'class_names', 'classnames', 'label_names', 'target_names'];

export const npzFile: DatasetReader = {
  format: 'npz',
  title: 'an NPZ file (arrays images and labels, or x_train, y_train, x_test, y_test)',
  detect: (probe) => probe.kind === 'zip' && probe.files().some((name) => name.endsWith('.npy')),
  read: (path, _probe, options) => withFile(path, (source) => readNpz(source, path, options)),
};

/** Reads the content of one array; null where the file does not have it. */
type ReadArray = (name: string) => { readonly bytes: Uint8Array; readonly file: string } | null;

function readNpz(source: ByteSource, path: string, { onProgress }: ReadOptions): Dataset {
  const archive = openZip(source, path);
  const arrays = new Map(
    archive.members.flatMap((member) => {
      const name = member.name.replace(/\.npy$/, '');
      return name === member.name ? [] : [[name.toLowerCase(), { name, member }] as const];
    }),
  );
  const read: ReadArray = (name) => {
    const array = arrays.get(name);
    return array ? { bytes: archive.read(array.member), file: `${path}: ${array.name}` } : null;
  };
  const { train, test } = chooseLayout(new Set(arrays.keys()), path);
  const samples = readSamples(read, train[0]);
  onProgress?.(0.3);
  const testSamples = test && readSamples(read, test[0]);
  onProgress?.(0.5);
  const classes = readClasses(read, train[1], test?.[1] ?? null);
  checkCounts(samples, testSamples, classes.labels.length);
  const stored = storeSamples(testSamples ? [samples, testSamples] : [samples]);
  onProgress?.(0.8);
  const names = namesOfClasses(read, classes.classNames, path);
  archive.checkRest();
  return assemble(path, {
    format: 'npz',
    ...stored,
    labels: classes.labels,
    train: samples.shape[0]!,
    classNames: names.classNames,
    sha256: digestOf(source),
    sorted: test === null,
    notes: names.notes,
  });
}

function chooseLayout(names: ReadonlySet<string>, path: string): Layout {
  const layout = layouts.find(({ train: [images, labels] }) => names.has(images) && names.has(labels));
  const held = [...names].slice(0, 12).join(', ') || 'none';
  if (!layout)
    throw new UserError(
      'dataset',
      `${path}: the arrays are ${held}, expected images and labels, or x_train, y_train, x_test and y_test; save them ` +
        'under these names with numpy.savez.',
    );
  const found = layout.test?.filter((name) => names.has(name)) ?? [];
  if (layout.test && found.length === 1)
    throw new UserError(
      'dataset',
      `${path}: there is ${found.join()}, but of ${layout.test.join(' and ')} both are needed (arrays: ${held}); add the ` +
        'other one or leave both out.',
    );
  return found.length === 2 ? layout : { ...layout, test: null };
}

function readSamples(read: ReadArray, name: string): Samples {
  const { bytes, file } = read(name)!;
  const { shape, values } = decodeNpy(bytes, file);
  // Booleans are 0 and 1, not pixels of 255 steps.
  const isBoolean = readNpyHeader(bytes, file).descr === '|b1';
  return { shape, values: isBoolean ? Float32Array.from(values) : values, file };
}

function readClasses(read: ReadArray, train: string, test: string | null): Classes {
  const [trained, tested] = [read(train)!, test === null ? null : read(test)!];
  const texts = decodeNpyTexts(trained.bytes, trained.file);
  if (!texts) return numberClasses(labelColumn(trained), tested && labelColumn(tested));
  const testTexts = tested && decodeNpyTexts(tested.bytes, tested.file);
  if (tested && !testTexts)
    throw new UserError('dataset', `${tested.file} holds numbers, but ${trained.file} texts; use one kind of labels.`);
  return textClasses(
    { texts: texts.texts, file: trained.file },
    testTexts && tested && { texts: testTexts.texts, file: tested.file },
  );
}

/** `(count)`, `(count, 1)` or one-hot `(count, classes)`. */
function labelColumn({ bytes, file }: { readonly bytes: Uint8Array; readonly file: string }): LabelColumn {
  const { shape, values } = decodeNpy(bytes, file);
  const [, classes = 1] = shape;
  if (shape.length === 1 || (shape.length === 2 && classes === 1)) return { values, file };
  if (shape.length === 2 && classes > 1) return { values: fromOneHot(values, classes, file), file };
  throw new UserError('dataset', `${file} has the shape (${shape.join(', ')}), expected one label per image, (count).`);
}

function checkCounts(train: Samples, test: Samples | null, labels: number): void {
  const counts = [train, ...(test ? [test] : [])];
  const total = counts.reduce((sum, { shape }) => sum + (shape[0] ?? 0), 0);
  // Arrays without dimensions are refused for that.
  if (total === labels || counts.some(({ shape }) => shape.length === 0)) return;
  throw new UserError(
    'dataset',
    `${train.file} ${test ? 'and the test array hold' : 'holds'} ${total} images, but there are ${labels} labels; there must ` +
      'be one label per image, so save arrays that belong together.',
  );
}

function namesOfClasses(
  read: ReadArray,
  found: readonly string[],
  path: string,
): { classNames: readonly string[]; notes: string[] } {
  const array = classNameArrays.map(read).find((candidate) => candidate !== null);
  const given = array && decodeNpyTexts(array.bytes, array.file);
  if (given && given.texts.length >= found.length && new Set(given.texts).size === given.texts.length)
    return { classNames: given.texts.slice(0, found.length), notes: [] };
  if (given)
    throw new UserError(
      'dataset',
      `${array.file} names ${given.texts.length} classes, but the labels have ${found.length}; give each one name of its own.`,
    );
  // The files in circulation do not say that their ten classes are letters.
  if (/^notmnist/i.test(datasetName(path)) && found.join() === '0,1,2,3,4,5,6,7,8,9')
    return { classNames: [...'ABCDEFGHIJ'], notes: ['Classes are called A to J, as notMNIST has them'] };
  return { classNames: found, notes: [] };
}

function digestOf(source: ByteSource): string {
  const hash = createHash('sha256');
  const step = 2 ** 22;
  for (let at = 0; at < source.size; at += step) hash.update(source.read(at, Math.min(step, source.size - at)));
  return hash.digest('hex');
}
