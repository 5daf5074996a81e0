/**
 * IDX, the format MNIST is published in: big-endian header (two zero bytes, element type, number of dimensions, then one
 * 32-bit size per dimension) followed by the elements. Source: http://yann.lecun.com/exdb/mnist/, "the IDX file format".
 *
 * Pure: bytes come in. Only unsigned bytes are read, images of any height and width and labels of any class count.
 * Files, gzip and names are the business of files.ts.
 */

import { UserError } from '../../shared/errors.ts';
import { maxInputs } from './sparse.ts';

export type IdxContent = 'images' | 'labels';

export interface IdxHeader {
  readonly content: IdxContent;
  readonly count: number;
  /** 1 for labels. */
  readonly height: number;
  readonly width: number;
  /** Bytes of the header itself. */
  readonly offset: number;
  /** Bytes of the whole file, header included. Exact, or at least beyond anything that exists. */
  readonly size: number;
}

const rank = { images: 3, labels: 1 } as const;

/** Bytes a header of this kind takes. */
export const headerSize = (content: IdxContent): number => 4 + 4 * rank[content];

/** The first four bytes of a file of this kind: unsigned bytes (0x08) in so many dimensions. */
export const magicOf = (content: IdxContent): number => 0x0800 + rank[content];

const hex = (value: number): string => `0x${value.toString(16).padStart(8, '0')}`;

/**
 * Reads and checks the header, before anything of the promised size is allocated.
 * @param head the file's first bytes, at least `headerSize(content)` of them where the file is that long
 * @param file what to call the file in errors
 * @throws UserError 'dataset'
 */
export function readHeader(head: Uint8Array, content: IdxContent, file: string): IdxHeader {
  const offset = headerSize(content);
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const magic = head.length >= 4 ? view.getUint32(0) : null;
  if (magic !== null && magic !== magicOf(content)) throw wrongMagic(magic, content, file);
  if (head.length < offset)
    throw new UserError(
      'dataset',
      `${file}: an IDX file of ${content} begins with a header of ${offset} bytes, this one ends after ${head.length}; ` +
        'download or copy it again.',
    );

  const sizes = Array.from({ length: rank[content] }, (_, i) => view.getUint32(4 + 4 * i));
  const [count, height = 1, width = 1] = sizes;
  if (!count) throw new UserError('dataset', `${file}: the file holds 0 ${content}; at least one is needed.`);
  const inputs = height * width;
  if (inputs < 1 || inputs > maxInputs)
    throw new UserError(
      'dataset',
      `${file}: the header gives images of ${height}×${width} pixels; 1 to ${maxInputs} pixels per image can be read.`,
    );
  return { content, count, height, width, offset, size: offset + count * inputs };
}

function wrongMagic(magic: number, content: IdxContent, file: string): UserError {
  const other = content === 'images' ? 'labels' : 'images';
  const given =
    magic === magicOf(other)
      ? `the file holds ${other}, where ${content} belong`
      : `the file begins with ${hex(magic)}, which is not an IDX file of ${content}`;
  return new UserError(
    'dataset',
    `${file}: ${given} (expected ${hex(magicOf(content))}: unsigned bytes, ${rank[content]} dimension` +
      `${rank[content] === 1 ? '' : 's'}); check that the right file bears this name.`,
  );
}

/** `60000 images of 28×28`, `60000 labels`. */
export function describePromise(header: IdxHeader): string {
  return `${header.count} ${header.content}${header.content === 'images' ? ` of ${header.height}×${header.width}` : ''}`;
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
