/** Targets of arrays: IDX, plain and gzip, NPY and NPZ. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Random } from '../../src/engine/random.ts';
import { readDataset } from '../../src/main/datasets/formats.ts';
import { decodeNpy, encodeNpy } from '../../src/main/export/npy.ts';
import { canonical, cycle, idx, pixels, smallFiles } from '../../tests/main/datasets/idxFiles.ts';
import { packZip } from '../../tests/support/zipFiles.ts';
import { repairZip } from './checksums.ts';
import { differsFrom } from './compare.ts';
import { mutate } from './mutate.ts';
import { plainIdx, plainNpy, plainZip } from './oracles.ts';
import type { PlainArray } from './oracles.ts';
import { target } from './target.ts';

type Files = Record<string, Buffer>;

const shape = { height: 4, width: 4, classes: 3, train: 30, test: 6 };
const wide = (magic: number, bytes: number) => ({
  ...smallFiles(shape),
  [canonical.trainImages]: idx([30, 4, 4], pixels(30, 16 * bytes), magic),
  [canonical.testImages]: idx([6, 4, 4], pixels(6, 16 * bytes), magic),
});
/** Bytes, and numbers of two and of four bytes. */
const idxSets = [smallFiles(shape), wide(0x0b03, 2), wide(0x0c03, 4)].map(
  (files) => Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, Buffer.from(bytes)])) as Files,
);

function damageOne(files: Files, random: Random, damage: (bytes: Buffer) => Buffer): Files {
  const names = Object.keys(files);
  const name = names[random.below(names.length)]!;
  return { ...files, [name]: damage(files[name]!) };
}

function readFolder(files: Files, folder: string) {
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
  return readDataset(folder);
}

function idxContradiction(files: Files, dataset: ReturnType<typeof readDataset>): string | null {
  const [images, labels, testImages, testLabels] = Object.values(canonical).map((name) => plainIdx(files[name]!));
  if (!images || !labels || !testImages || !testLabels) return 'a header and its bytes do not agree';
  return differsFrom(dataset, { images, labels }, { images: testImages, labels: testLabels });
}

export const idxTarget = target<Files, ReturnType<typeof readDataset>>({
  name: 'idx',
  damage: (random) => damageOne(idxSets[random.below(idxSets.length)]!, random, (bytes) => mutate(bytes, random)),
  read: readFolder,
  contradiction: idxContradiction,
});

/** Half of the time what is packed is damaged, half of the time the packed file. */
export const idxGzipTarget = target<Files, ReturnType<typeof readDataset>>({
  name: 'idx.gz',
  damage(random) {
    const inside = random.below(2) === 0;
    const plain = idxSets[random.below(idxSets.length)]!;
    const whole = inside ? damageOne(plain, random, (bytes) => mutate(bytes, random)) : plain;
    const packed = Object.fromEntries(Object.entries(whole).map(([name, bytes]) => [name, gzipSync(bytes)]));
    return inside ? packed : damageOne(packed, random, (bytes) => mutate(bytes, random));
  },
  read: readFolder,
  contradiction: (files, dataset) =>
    idxContradiction(
      Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, unpacked(bytes)])),
      dataset,
    ),
});

/** A file without the mark of gzip is read as it is, whatever its name. */
const unpacked = (bytes: Buffer): Buffer => (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes);

const fixtures = join(import.meta.dirname, '../../tests/fixtures/npz');
const fixture = (name: string): Buffer => readFileSync(join(fixtures, name));
const npySeeds = [
  fixture('array.npy'),
  ...['W1', 'F', 'y', 'u', 'flag']
    .map((name) => plainZip(fixture('savez.npz'))?.get(`${name}.npy`))
    .filter((bytes) => bytes !== undefined),
];

export const npyTarget = target<Buffer, ReturnType<typeof decodeNpy>>({
  name: 'npy',
  damage: (random) => mutate(npySeeds[random.below(npySeeds.length)]!, random),
  read: (bytes) => decodeNpy(bytes, 'fuzz.npy'),
  contradiction(bytes, array) {
    const plain = plainNpy(bytes);
    if (!plain) return 'the header and the bytes do not agree';
    if (plain.shape.join() !== array.shape.join()) return `shape (${array.shape.join()}) of (${plain.shape.join()})`;
    const order = plain.fortran ? [...plain.values].sort() : plain.values;
    const given = plain.fortran ? [...array.values].sort() : [...array.values];
    const at = order.findIndex((value, i) => !Object.is(value, given[i]));
    return at < 0 ? null : `value ${at} is ${given[at]}, the file says ${order[at]}`;
  },
});

const npy = (sizes: readonly number[], values: Uint8Array | Float32Array | Int32Array) =>
  Buffer.concat(encodeNpy({ shape: sizes, values }));
const splitArrays: Files = {
  'x_train.npy': npy([30, 4, 4], pixels(30, 16)),
  'y_train.npy': npy([30], Int32Array.from(cycle(30, 3))),
  'x_test.npy': npy([6, 4, 4], pixels(6, 16)),
  'y_test.npy': npy([6], Int32Array.from(cycle(6, 3))),
};
const plainArrays: Files = {
  'images.npy': npy(
    [30, 4, 4],
    Float32Array.from(pixels(30, 16), (value) => value / 256),
  ),
  'labels.npy': npy([30], cycle(30, 3)),
};
const packAll = (files: Files, deflate: boolean) =>
  packZip(Object.entries(files).map(([name, content]) => ({ name, content, deflate })));

export const npzTarget = target<Buffer, ReturnType<typeof readDataset>>({
  name: 'npz',
  damage(random) {
    const files = random.below(2) === 0 ? splitArrays : plainArrays;
    const deflate = random.below(3) === 0;
    if (random.below(2) === 0)
      return packAll(
        damageOne(files, random, (bytes) => mutate(bytes, random)),
        deflate,
      );
    const damaged = mutate(packAll(files, deflate), random);
    return random.below(2) === 0 ? repairZip(damaged) : damaged;
  },
  read(bytes, folder) {
    const path = join(folder, 'fuzz.npz');
    writeFileSync(path, bytes);
    return readDataset(path);
  },
  contradiction(bytes, dataset) {
    const members = plainZip(bytes);
    if (!members) return 'the archive does not agree with its members';
    const array = (name: string): PlainArray | null => {
      const content = members.get(`${name}.npy`);
      return content ? plainNpy(content) : null;
    };
    const [images, labels] = [array('x_train') ?? array('images'), array('y_train') ?? array('labels')];
    const [testImages, testLabels] = [array('x_test'), array('y_test')];
    if (!images || !labels) return 'the arrays do not agree with their headers';
    return differsFrom(
      dataset,
      { images, labels },
      testImages && testLabels && { images: testImages, labels: testLabels },
    );
  },
});
