import { parse } from 'csv-parse/sync';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { sha256 } from '../../../src/main/datasets/digest.ts';
import { readDataset } from '../../../src/main/datasets/formats.ts';
import { denseImage } from '../../../src/main/datasets/sparse.ts';
import { temporaryFolders } from './idxFiles.ts';
import { refusal } from './refusal.ts';

const folders = temporaryFolders();
afterEach(() => folders.clean());

const asFile = (text: string | Uint8Array, name = 'points.csv') => join(folders.with({ [name]: text }), name);
const lines = (count: number, make: (i: number) => readonly (string | number)[], end = '\n') =>
  Array.from({ length: count }, (_, i) => make(i).join(',') + end).join('');

/** Four pixels and a label of three classes. */
const square = (i: number) => [i % 3, i, 255 - i, 0, 7];

describe('where the label is', () => {
  it.each<[string, string, number[], string]>([
    ['first, without a header', lines(30, square), [0, 255, 0, 7], 'There is no header; labels are the first column'],
    [
      'last, without a header',
      lines(30, (i) => [i, 255 - i, 0, 7, i % 3]),
      [0, 255, 0, 7],
      'labels are the last column',
    ],
    ['named, wherever it is', `a,class,b,c,d\n${lines(30, (i) => [i, i % 3, 255 - i, 0, i % 5])}`, [0, 255, 0, 0], 'labels are column 2, called class'], // prettier-ignore
    ['below numbers as pandas counts them', `${Array.from({ length: 10 }, (_, i) => i).join()}\n${lines(30, (i) => [i % 3, ...new Array<number>(9).fill(i)])}`, new Array<number>(9).fill(0), 'The first row is a header; labels are the first column'], // prettier-ignore
    ['after a running number', `Id,a,b,kind\n${lines(30, (i) => [i + 1, i / 4, 9, 'xyz'[i % 3]!])}`, [0, 9], 'labels are the last column, which holds texts; column 1 is a running number'], // prettier-ignore
  ])('%s', (_, text, firstRow, note) => {
    const dataset = readDataset(asFile(text));
    expect(dataset.facts).toMatchObject({ format: 'csv', train: 30, test: 0 });
    expect(dataset.facts.notes?.[0]).toContain(note);
    expect([...denseImage(dataset.images, 0)]).toEqual(firstRow);
    expect([...dataset.labels]).toEqual(Array.from({ length: 30 }, (_, i) => i % 3));
    expect(dataset.sorted).toBe(true);
  });

  it('the header names the inputs, unless they are pixels or merely numbered', () => {
    const names = (text: string) => readDataset(asFile(text)).facts.inputNames;
    const flowers = lines(30, (i) => [i + 1, i / 4, 9, 'xyz'[i % 3]!]);
    expect(names(`Id, petal width ,"petal, length",kind\n${flowers}`)).toEqual(['petal width', 'petal, length']);
    expect(names(flowers)).toBeUndefined();
    expect(names(`label,p0,p1,p2,p3\n${lines(30, square)}`)).toBeUndefined();
    const counted = lines(30, (i) => [i % 3, ...new Array<number>(10).fill(i / 7)]);
    expect(names(`${Array.from({ length: 11 }, (_, i) => i).join()}\n${counted}`)).toBeUndefined();
  });

  it('texts are named in natural order', () => {
    const dataset = readDataset(asFile(lines(12, (i) => [i / 8, ['type 10', 'type 9'][i % 2]!])));
    expect(dataset.facts.classNames).toEqual(['type 9', 'type 10']);
    expect([...dataset.labels.subarray(0, 2)]).toEqual([1, 0]);
  });
});

describe('what the values are', () => {
  it('whole numbers 0..255 in a square number are images', () => {
    const dataset = readDataset(asFile(lines(30, square)));
    expect(dataset).toMatchObject({
      featurewise: false,
      images: { kind: 'sparse-u8' },
      facts: { height: 2, width: 2 },
    });
  });

  it('others are features', () => {
    const real = readDataset(asFile(lines(30, (i) => [i * 0.5, -1, 3, 1e3, i % 3])));
    expect(real).toMatchObject({ featurewise: true, images: { kind: 'dense-f32' }, facts: { height: 1, width: 4 } });
    expect(real.range.train).toEqual([-1, 1000]);
    expect(readDataset(asFile(lines(30, (i) => [i % 3, i, 2, 3]))).featurewise).toBe(true);
  });

  it('numbers in every spelling are those of csv-parse and JavaScript', () => {
    const spellings = ['1', '-2.5', '+3', '.5', '6.', '1e3', '1E-3', '-0', '0.1', '123456789012345678', '3.4028234e38', ' 7 ', '"8"', '0.30000000000000004']; // prettier-ignore
    const text = lines(28, (i) => [spellings[i % 14]!, i % 2]);
    const dataset = readDataset(asFile(text));
    const expected = parse(text).map((row) => Math.fround(Number(row[0])));
    expect(Array.from({ length: 28 }, (_, i) => denseImage(dataset.images, i)[0])).toEqual(expected);
  });
});

describe('how it is written', () => {
  const expected = readDataset(asFile(lines(30, square)));

  it.each<[string, string | Uint8Array]>([
    ['Windows line ends, none at the end', lines(30, square, '\r\n').trimEnd()],
    ['old Mac line ends', lines(30, square, '\r')],
    ['semicolons', lines(30, square).replaceAll(',', ';')],
    ['tabs and a byte order mark', `\uFEFF${lines(30, square).replaceAll(',', '\t')}`],
    ['quotes and empty lines', `${lines(30, square).replaceAll(/(\d+)/g, '"$1"')}\n\n`],
    ['gzip', gzipSync(lines(30, square))],
  ])('%s', (_, text) => {
    const dataset = readDataset(asFile(text));
    expect(dataset.images).toEqual(expected.images);
    expect(dataset.labels).toEqual(expected.labels);
  });

  it('gzip or plain make no difference to the digest', () => {
    const text = lines(30, square);
    expect(readDataset(asFile(gzipSync(text), 'a.csv.gz')).facts.sha256).toBe(sha256(text));
    expect(readDataset(asFile(text)).facts.sha256).toBe(sha256(text));
  });

  it('rows across the blocks that are read, with line breaks in quotes', () => {
    const text = lines(40_000, (i) => [
      i,
      i * 0.25,
      `"a${'x'.repeat(i % 50)}\n${i % 2}"`.slice(0, 3) + `"${i % 2}"`.slice(1),
    ]);
    const dataset = readDataset(asFile(text));
    expect(dataset.facts.train).toBe(40_000);
    expect([...denseImage(dataset.images, 39_999)]).toEqual([39_999, 9999.75]);
  });
});

describe('broken rows', () => {
  const rows = lines(30, square).split('\n');
  const withRow = (row: string) => asFile([...rows.slice(0, 16), row, ...rows.slice(16)].join('\n'));

  it.each([
    ['1,2,3', 'line 17 has 3 fields where the first has 5'],
    ['1,2,3,x,5', 'line 17 has "x" in column 4, which is no number within float32'],
    ['1,2,3,,5', 'line 17 has "" in column 4'],
    ['1,2,3,1e39,5', 'line 17 has "1e39" in column 4'],
    ['1,2,3,4"4,5', 'line 17 has quotes elsewhere than around a field'],
  ])('%s', (row, expected) => {
    expect(refusal(withRow(row), {}, 'broken')).toContain(`1 of 31 rows cannot be used: ${expected}`);
    const { facts, images } = readDataset(withRow(row), { skipBroken: true });
    expect(facts).toMatchObject({ train: 30, skipped: 1 });
    expect([...denseImage(images, 16)]).toEqual([16, 239, 0, 7]);
  });

  it.each([
    ['no label', lines(30, (i) => [i / 7, i / 3]), 'neither the first nor the last of 2 columns holds classes'],
    ['texts among the inputs', `label,name\n${lines(30, (i) => [i % 3, 'abc'])}`, 'column 2 (name) holds texts'],
    [
      'texts of every row alone',
      lines(30, (i) => [i / 7, `row ${i}`]),
      '30 samples have 30 different labels, such as "row 0"',
    ],
    ['a header alone', 'label,a\n', 'no row of numbers below the header'],
    ['quotes that never close', `${lines(30, square)}1,"2,3,4,5\n6,7,8,9,0\n`, 'quotes that open before the end'],
    ['no columns', 'one\ntwo\n', 'this is a text file without columns'],
    ['a damaged gzip file', gzipSync(lines(300, square)).subarray(0, 200), 'the gzip file is damaged'],
    ['a bomb', gzipSync(Buffer.alloc(70 * 2 ** 20, '1,')), 'unpacks to more than 67108864 bytes'],
    ['an endless line', Buffer.alloc(5_000_000, '1,'), 'expected 2 to 65537'],
    ['labels of many classes with a gap', lines(30, square) + lines(3, () => [9, 1, 1, 1, 1]), 'neither the first'],
  ])('%s', (_, text, expected) => {
    expect(refusal(asFile(text))).toContain(expected);
  });
});
