/**
 * IDX, the format MNIST is published in: big-endian header (two zero bytes, element type, number of dimensions, then one
 * 32-bit size per dimension) followed by the elements. Source: http://yann.lecun.com/exdb/mnist/, "the IDX file format".
 *
 * Pure: bytes come in. Every element type is read; images have two dimensions or more (the first counts them), labels one.
 * Files and gzip are the business of unpack.ts, names of idx-names.ts.
 */

import { UserError } from '../../shared/errors.ts';
import type { ArrayValues, NumberType } from '../files/numbers.ts';
import { numberTypes, readNumbers } from '../files/numbers.ts';
import { maxInputs } from './sparse.ts';

export type IdxContent = 'images' | 'labels';

export interface IdxHeader {
  readonly content: IdxContent;
  readonly type: NumberType;
  readonly count: number;
  /** Sizes of one image: height and width, or whatever the file has; empty for labels. */
  readonly sample: readonly number[];
  /** Bytes of the header itself. */
  readonly offset: number;
  /** Bytes of the whole file, header included. Exact, or at least beyond anything that exists. */
  readonly size: number;
}

/** Element types by the third byte. */
const types: Readonly<Record<number, NumberType>> = {
  0x08: 'u1',
  0x09: 'i1',
  0x0b: 'i2',
  0x0c: 'i4',
  0x0d: 'f4',
  0x0e: 'f8',
};
/** Dimensions of the files MNIST has; images may have others. */
const usualRank = { images: 3, labels: 1 } as const;
const highestRank = 4;

/** Bytes enough for any header. */
export const longestHeader = 4 + 4 * highestRank;

const hex = (value: number): string => `0x${value.toString(16).padStart(8, '0')}`;

/** What these first bytes announce; null where they are not of an IDX file. */
export function idxContent(head: Uint8Array): IdxContent | null {
  const [first, second, type = 0, rank = 0] = head;
  if (first !== 0 || second !== 0 || !types[type] || rank < 1 || rank > highestRank) return null;
  return rank === 1 ? 'labels' : 'images';
}

/**
 * Reads and checks the header, before anything of the promised size is allocated.
 * @param head the file's first bytes, at least `longestHeader` of them where the file is that long
 * @param file what to call the file in errors
 * @throws UserError 'dataset'
 */
export function readHeader(head: Uint8Array, content: IdxContent, file: string): IdxHeader {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const found = idxContent(head);
  if (head.length >= 4 && found !== content) throw wrongMagic(view.getUint32(0), found, content, file);
  const rank = found ? head[3]! : usualRank[content];
  const offset = 4 + 4 * rank;
  if (head.length < offset)
    throw new UserError(
      'dataset',
      `${file}: an IDX file of ${content} begins with a header of ${offset} bytes, this one ends after ${head.length}; ` +
        'download or copy it again.',
    );

  const type = types[head[2]!]!;
  const [count = 0, ...sample] = Array.from({ length: rank }, (_, i) => view.getUint32(4 + 4 * i));
  if (count < 1) throw new UserError('dataset', `${file}: the file holds 0 ${content}; at least one is needed.`);
  const inputs = sample.reduce((product, size) => product * size, 1);
  if (inputs < 1 || inputs > maxInputs)
    throw new UserError(
      'dataset',
      `${file}: the header gives images of ${sample.join('×')} pixels; 1 to ${maxInputs} pixels per image can be read.`,
    );
  return { content, type, count, sample, offset, size: offset + count * inputs * numberTypes[type].bytes };
}

function wrongMagic(magic: number, found: IdxContent | null, content: IdxContent, file: string): UserError {
  const given = found
    ? `the file holds ${found}, where ${content} belong`
    : `the file begins with ${hex(magic)}, which is not an IDX file of ${content}`;
  const expected = hex(0x0800 + usualRank[content]);
  return new UserError(
    'dataset',
    `${file}: ${given} (expected ${expected}: unsigned bytes, ${usualRank[content]} dimension` +
      `${content === 'labels' ? '' : 's'}, or the like of another type); check that the right file bears this name.`,
  );
}

/** `60000 images of 28×28`, `60000 labels`. */
export function describePromise({ content, count, sample, type }: IdxHeader): string {
  const { bytes } = numberTypes[type];
  const each = bytes > 1 ? ` in ${bytes} bytes each` : '';
  return `${count} ${content}${content === 'images' ? ` of ${sample.join('×')}` : ''}${each}`;
}

/**
 * Compares the size that the header promises with the size there is.
 * @param size bytes of the unpacked file
 * @throws UserError 'dataset' when bytes are missing or follow after the promised ones
 */
export function checkSize(header: IdxHeader, size: number, file: string): void {
  if (size === header.size) return;
  const promise = `${file}: the header promises ${describePromise(header)} (${header.size} bytes)`;
  throw new UserError(
    'dataset',
    size < header.size
      ? `${promise}, the file ends after ${size}; download or copy it again.`
      : `${promise}, the file goes on after them; it was not written correctly, download or copy it again.`,
  );
}

/** The elements of a file whose size has been checked. Bytes are a view, others a copy. */
export function readElements({ type, offset }: IdxHeader, bytes: Uint8Array): ArrayValues {
  const elements = bytes.subarray(offset);
  return type === 'u1' ? elements : readNumbers(elements, type, true);
}
