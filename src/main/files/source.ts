/**
 * Bytes to read at any position, from a file or from memory, so that a large archive never has to be held as a whole.
 * Synchronous: for worker threads and the command line.
 */

import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { UserError, messageOf } from '../../shared/errors.ts';

export interface ByteSource {
  readonly size: number;
  /** Exactly `length` bytes from `position` on; fewer only where the source ends before. */
  read(position: number, length: number): Buffer;
}

/** Bytes in memory. What is read are views, not copies. */
export function bytesSource(bytes: Uint8Array): ByteSource {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { size: buffer.length, read: (position, length) => buffer.subarray(position, position + length) };
}

/**
 * Opens a file for the time that `use` takes.
 * @throws UserError 'dataset' when it cannot be read
 */
export function withFile<Result>(path: string, use: (source: ByteSource) => Result): Result {
  const file = reading(path, () => openSync(path, 'r'));
  try {
    return use({
      size: reading(path, () => fstatSync(file).size),
      read: (position, length) => reading(path, () => readAt(file, position, length)),
    });
  } finally {
    closeSync(file);
  }
}

function readAt(file: number, position: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafeSlow(length);
  let done = 0;
  while (done < length) {
    const got = readSync(file, bytes, done, length - done, position + done);
    if (got === 0) break;
    done += got;
  }
  return bytes.subarray(0, done);
}

/** Reading many small pieces one after the other: one look at the disk serves those that lie close together. */
export function readAhead(source: ByteSource, windowBytes = 2 ** 20): ByteSource {
  let start = 0;
  let window: Buffer = Buffer.alloc(0);
  return {
    size: source.size,
    read(position, length) {
      if (length > windowBytes) return source.read(position, length);
      if (position < start || position + length > start + window.length) {
        start = position;
        window = source.read(position, Math.min(windowBytes, Math.max(0, source.size - position)));
      }
      return window.subarray(position - start, position - start + length);
    },
  };
}

function reading<Result>(path: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    throw unreadable(error, path);
  }
}

export function unreadable(error: unknown, path: string): UserError {
  return new UserError(
    'dataset',
    `${path}: the file cannot be read (${messageOf(error)}); check that it exists and that you may read it.`,
    { cause: error },
  );
}
