import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { canonical, cycle, gzipped, idx, pixels, smallFiles, temporaryFolders } from './idxFiles.ts';
import { refusal } from './refusal.ts';

const folders = temporaryFolders();
afterEach(() => folders.clean());

const files = smallFiles({ height: 8, width: 8, classes: 3, train: 30, test: 12 });
const { trainImages, trainLabels, testImages, testLabels } = canonical;

const refusalWith = (changes: Record<string, Uint8Array | string>) => refusal(folders.with({ ...files, ...changes }));

function without(...names: string[]): Record<string, Uint8Array> {
  return Object.fromEntries(Object.entries(files).filter(([name]) => !names.includes(name)));
}

/** A gzip file of many zeros: small packed, large unpacked. */
const bomb = (header: Uint8Array) => gzipSync(Buffer.concat([header, Buffer.alloc(50_000_000)]));

describe('paths that hold no dataset', () => {
  it('names a missing folder', () => {
    expect(refusal(join(folders.with({}), 'nowhere'))).toContain('there is no such file or folder');
  });

  it.each([
    ['a text file', 'hello\nworld\n', 'this is a text file'],
    ['an NPY file', '\x93NUMPY\x01', 'this is a single NPY array without labels'],
    ['an image', '\x89PNG\r\n', 'this is a single PNG image'],
    ['an empty file', '', 'the file is empty'],
    ['a program', '\x7fELF\x00\x01', 'the format of the file is not known'],
  ])('says what can be read instead of %s', (_, content, expected) => {
    const message = refusal(join(folders.with({ thing: Buffer.from(content, 'latin1') }), 'thing'));
    expect(message).toContain(expected);
    expect(message).toContain('must be a folder of IDX files');
  });

  it('asks for images when given labels, and for labels when there are none beside', () => {
    const folder = folders.with(gzipped(files));
    expect(refusal(join(folder, `${trainLabels}.gz`))).toContain('these are labels, whose images must be given');
    const alone = folders.with({ 'digits.idx': files[trainImages]! });
    expect(refusal(join(alone, 'digits.idx'))).toContain('there is no file of labels beside it');
  });

  it('tells an empty folder, other files and PNG images apart', () => {
    expect(refusal(folders.with({}))).toContain('the folder is empty');
    expect(refusal(folders.with({ 'notes.md': 'x' }))).toContain('looked for train-images-idx3-ubyte');
    expect(refusal(folders.with({ '0000.png': 'x' }))).toContain('PNG images outside of folders for their classes');
  });
});

describe('files that are not there', () => {
  it.each(Object.values(canonical))('names %s and what it looked for', (name) => {
    const message = refusal(folders.with(without(name)));
    const dotted = name.replace('-idx', '.idx');
    expect(message).toContain(`${name} is missing (looked for ${name}, ${dotted}, ${name}.gz, ${dotted}.gz)`);
  });

  it('says when what bears the name cannot be read', () => {
    const folder = folders.with(without(trainLabels));
    mkdirSync(join(folder, trainLabels));
    expect(refusal(folder)).toContain(`${trainLabels}: the file cannot be read`);
  });
});

describe('headers', () => {
  it.each([
    ['another magic', trainImages, idx([30, 8, 8], pixels(30, 64), 0x0f03), 'begins with 0x00000f03'],
    ['text', trainLabels, 'these are no labels', 'begins with 0x74686573'],
    ['labels for images', trainImages, files[trainLabels]!, 'the file holds labels, where images belong'],
    ['images for labels', testLabels, files[testImages]!, 'the file holds images, where labels belong'],
    [
      'half a header',
      testImages,
      idx([12, 8, 8], pixels(12, 64)).subarray(0, 9),
      'header of 16 bytes, this one ends after 9',
    ],
    ['nothing', trainLabels, new Uint8Array(0), 'header of 8 bytes, this one ends after 0'],
    ['zero images', trainImages, idx([0, 8, 8], new Uint8Array(0)), 'the file holds 0 images'],
    ['zero labels', testLabels, idx([0], new Uint8Array(0)), 'the file holds 0 labels'],
    ['images without height', trainImages, idx([30, 0, 8], new Uint8Array(0)), 'images of 0×8 pixels'],
    ['images too large', trainImages, idx([30, 300, 300], new Uint8Array(0)), 'images of 300×300 pixels; 1 to 65536'],
  ])('refuses %s', (_, name, bytes, expected) => {
    const message = refusalWith({ [name]: bytes });
    expect(message).toContain(expected);
    expect(message).toContain(name);
  });

  it.each([
    ['plain', (bytes: Uint8Array) => bytes],
    ['gzip', (bytes: Uint8Array) => gzipSync(bytes)],
  ])('refuses 2^32 − 1 images before making room for them: %s', (_, pack) => {
    const before = process.memoryUsage().arrayBuffers;
    const message = refusalWith({ [trainImages]: pack(idx([0xffffffff, 28, 28], new Uint8Array(100))) });
    expect(message).toContain('the header promises 4294967295 images of 28×28 (3367254359296 bytes)');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10_000_000);
  });
});

describe('contents', () => {
  it.each([
    ['plain', (bytes: Uint8Array) => bytes],
    ['gzip', (bytes: Uint8Array) => gzipSync(bytes)],
  ])('refuses too few and too many bytes: %s', (_, pack) => {
    expect(refusalWith({ [trainImages]: pack(idx([30, 8, 8], pixels(29, 64))) })).toContain(
      'the header promises 30 images of 8×8 (1936 bytes), the file ends after 1872',
    );
    expect(refusalWith({ [trainLabels]: pack(idx([30], cycle(31, 3))) })).toContain(
      'the header promises 30 labels (38 bytes), the file goes on after them',
    );
  });

  it('refuses a truncated gzip file', () => {
    const whole = gzipSync(files[trainImages]!);
    const message = refusalWith({ [trainImages]: whole.subarray(0, whole.length - 40) });
    expect(message).toContain(`${trainImages}: the gzip file is cut off`);
    expect(refusalWith({ [trainImages]: whole.subarray(0, 12) })).toContain('this one ends after 0');
  });

  it('refuses a corrupt gzip file', () => {
    const damaged = Uint8Array.from(gzipSync(files[trainImages]!));
    damaged[damaged.length - 6]! ^= 0xff; // the check sum
    expect(refusalWith({ [trainImages]: damaged })).toContain('the gzip file is damaged');
    const early = Uint8Array.from(gzipSync(files[testLabels]!));
    early.fill(0xff, 10, 20);
    expect(refusalWith({ [testLabels]: early })).toContain('the gzip file is damaged');
  });

  it('unpacks a gzip bomb no further than its header promises', () => {
    const folder = folders.with({ ...files, [trainLabels]: bomb(idx([30], new Uint8Array(0))) });
    const before = process.memoryUsage().arrayBuffers;
    expect(refusal(folder)).toContain('the file goes on after them');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000);
  });

  it('refuses counts that disagree', () => {
    const message = refusalWith({ [testLabels]: idx([11], cycle(11, 3)) });
    expect(message).toMatch(/t10k-images-idx3-ubyte holds 12 images, but .*t10k-labels-idx1-ubyte 11 labels/);
  });

  it('refuses test images of another shape', () => {
    const message = refusal(
      folders.with({
        ...smallFiles({ height: 28, width: 28, classes: 2, train: 4, test: 2 }),
        [testImages]: idx([2, 14, 56], pixels(2, 784)),
      }),
    );
    expect(message).toMatch(/t10k-images-idx3-ubyte holds images of 14×56, but .*train-images-idx3-ubyte of 28×28/);
  });

  it.each([200, 255, 9])('refuses the lone training label %i', (stray) => {
    const labels = cycle(30, 3);
    labels[17] = stray;
    expect(refusalWith({ [trainLabels]: idx([30], labels) })).toContain(
      `label ${stray} occurs (first at image 17), but label 3 never does`,
    );
  });

  it('refuses numbers of another size than the bytes there are', () => {
    expect(refusalWith({ [trainImages]: idx([30, 8, 8], pixels(30, 64), 0x0d03) })).toContain(
      'the header promises 30 images of 8×8 in 4 bytes each (7696 bytes), the file ends after 1936',
    );
  });

  it('refuses a gap in many labels, and labels that do not all count from 1', () => {
    const many = smallFiles({ height: 2, width: 2, classes: 5, train: 500, test: 5 });
    const gap = cycle(500, 5).map((label) => (label === 2 ? 3 : label));
    expect(refusal(folders.with({ ...many, [trainLabels]: idx([500], gap) }))).toContain('label 2 never does');
    const shifted = cycle(500, 5).map((label) => label + 1);
    expect(refusal(folders.with({ ...many, [trainLabels]: idx([500], shifted) }))).toMatch(
      /t10k-labels-idx1-ubyte: label 0 is 0, expected whole numbers that count the classes from 0 or from 1/,
    );
  });

  it('refuses a test label that the training images do not have', () => {
    const labels = cycle(12, 3);
    labels[5] = 3;
    const message = refusalWith({ [testLabels]: idx([12], labels) });
    expect(message).toContain('image 5 has label 3, but the training images have only the classes 0..2');
  });
});
