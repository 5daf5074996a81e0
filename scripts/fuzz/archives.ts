/** Targets of archives and images: zip, png, and a tree of PNG images in a zip. */

import { decode } from 'fast-png';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDataset } from '../../src/main/datasets/formats.ts';
import { readPng } from '../../src/main/datasets/png.ts';
import { Broken } from '../../src/main/datasets/broken.ts';
import { readZip } from '../../src/main/export/zip.ts';
import { UserError } from '../../src/shared/errors.ts';
import { encodePng } from '../../tests/support/pngFiles.ts';
import { packZip } from '../../tests/support/zipFiles.ts';
import { repairPng, repairZip } from './checksums.ts';
import { mutate } from './mutate.ts';
import { plainPng, plainZip } from './oracles.ts';
import { target } from './target.ts';

const text = (length: number): Buffer => Buffer.from(Array.from({ length }, (_, i) => 65 + ((i * i) % 23)));
const zipSeeds = [
  packZip([
    { name: 'a.txt', content: text(90) },
    { name: 'b/c.txt', content: text(200), deflate: true },
  ]),
  packZip([
    { name: 'one', content: text(300), deflate: true, streamed: true },
    { name: 'two', content: text(10) },
  ]),
  readFileSync(join(import.meta.dirname, '../../tests/fixtures/npz/savez-compressed.npz')),
];

export const zipTarget = target<Buffer, ReadonlyMap<string, Uint8Array>>({
  name: 'zip',
  damage(random) {
    const damaged = mutate(zipSeeds[random.below(zipSeeds.length)]!, random);
    return random.below(2) === 0 ? repairZip(damaged) : damaged;
  },
  read: (bytes) => readZip(bytes, 'fuzz.zip'),
  contradiction(bytes, entries) {
    const members = plainZip(bytes);
    if (!members) return 'the archive does not agree with its members';
    for (const [name, content] of entries) {
      const expected = [...members].find(
        ([given]) => given.replaceAll('\\', '/') === name || !/^[\x20-\x7e]*$/.test(given),
      )?.[1];
      if (/(^|\/)\.\.(\/|$)|^\//.test(name)) return `the name ${name} leads out`;
      if (!expected || (!/[^\x20-\x7e]/.test(name) && !expected.equals(content))) return `${name} differs`;
    }
    return null;
  },
});

const samples = (count: number, limit = 256): number[] =>
  Array.from({ length: count }, (_, i) => (i * 37 + ((i * i) >> 2)) % limit);
const grey = (size: number, offset: number, filters: readonly number[] = [0, 1, 2, 3, 4]): Buffer =>
  encodePng({
    width: size,
    height: size,
    samples: samples(size * size).map((value) => (value + offset) % 256),
    filters,
  });
const pngSeeds = [
  grey(8, 0),
  encodePng({ width: 9, height: 5, depth: 1, samples: samples(45, 2) }),
  encodePng({ width: 5, height: 5, depth: 16, samples: samples(25, 65_536) }),
  encodePng({ width: 6, height: 4, colorType: 2, samples: samples(72) }),
  encodePng({ width: 6, height: 4, colorType: 6, samples: samples(96) }),
  encodePng({ width: 7, height: 3, depth: 4, colorType: 3, samples: samples(21, 4), palette: [[0, 0, 0], [255, 0, 0], [0, 255, 0], [9, 9, 9]] }), // prettier-ignore
];

export const pngTarget = target<Buffer, ReturnType<typeof readPng>>({
  name: 'png',
  damage(random) {
    const damaged = mutate(pngSeeds[random.below(pngSeeds.length)]!, random);
    return random.below(4) > 0 ? repairPng(damaged) : damaged;
  },
  read(bytes) {
    try {
      return readPng(bytes);
    } catch (error) {
      // As the reader of a tree has it.
      throw error instanceof Broken ? new UserError('dataset', `fuzz.png ${error.message}.`) : error;
    }
  },
  contradiction(bytes, image) {
    const plain = plainPng(bytes);
    if (!plain) return 'the pixels do not agree with the header';
    if (image.width !== plain.width || image.height !== plain.height) return 'another size than the header has';
    if (image.pixels.length !== image.width * image.height) return 'another number of pixels';
    return plain.isPlain && !Buffer.from(decode(bytes).data.buffer).equals(image.pixels)
      ? 'other pixels than fast-png reads'
      : null;
  },
});

const treeFiles = ['train/0', 'train/1', 'test/0', 'test/1'].flatMap((folder, k) =>
  Array.from({ length: folder.startsWith('train') ? 4 : 2 }, (_, i) => ({
    name: `digits/${folder}/000${i}.png`,
    content: grey(4, 20 * k + i, [i % 5]),
  })),
);

export const treeTarget = target<Buffer, ReturnType<typeof readDataset>>({
  name: 'png tree',
  damage(random) {
    const deflate = random.below(3) === 0;
    const damagePng = random.below(2) === 0;
    const chosen = random.below(treeFiles.length);
    const files = treeFiles.map((file, i) =>
      damagePng && i === chosen ? { ...file, content: repairPng(mutate(file.content, random)) } : file,
    );
    const packed = packZip(files.map((file) => ({ ...file, deflate })));
    if (damagePng) return packed;
    const damaged = mutate(packed, random);
    return random.below(2) === 0 ? repairZip(damaged) : damaged;
  },
  read(bytes, folder) {
    const path = join(folder, 'fuzz.zip');
    writeFileSync(path, bytes);
    return readDataset(path);
  },
  contradiction(bytes, { facts, images }) {
    const members = plainZip(bytes);
    if (!members) return 'the archive does not agree with its members';
    const pngs = [...members].filter(([name]) => /\.png$/i.test(name) && !/(^|\/)\./.test(name));
    if (facts.train + facts.test !== pngs.length) return `${facts.train + facts.test} images of ${pngs.length}`;
    const sound = pngs.every(([, content]) => {
      const plain = plainPng(content);
      return plain?.width === facts.width && plain.height === facts.height;
    });
    return sound && images.count === pngs.length ? null : 'an image that is not as its header says';
  },
});
