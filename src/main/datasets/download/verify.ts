/** Whether a file is the one that was asked for: unpacks it as a stream and compares size and SHA-256. */

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { isGzip } from '../unpack.ts';
import type { DownloadFile } from './plans.ts';

/** Null for the right content; otherwise what is wrong with it, to be read after the name of its source. */
export async function problemWith(
  path: string,
  { sha256, size }: Pick<DownloadFile, 'sha256' | 'size'>,
  signal?: AbortSignal,
): Promise<string | null> {
  const hash = createHash('sha256');
  let length = 0;
  const digest = async (chunks: AsyncIterable<Uint8Array>): Promise<void> => {
    for await (const chunk of chunks) {
      length += chunk.length;
      // Whatever comes after is not wanted, were it without end.
      if (length > size) return;
      hash.update(chunk);
    }
  };
  try {
    const file = createReadStream(path, { highWaterMark: 256 * 1024 });
    if (await beginsAsGzip(path)) await pipeline(file, createGunzip(), digest, { signal });
    else await pipeline(file, digest, { signal });
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))
      return 'sent a damaged or cut-off file';
    throw error;
  }
  if (length > size) return `sent more than the ${size} bytes that belong there`;
  if (length < size) return `sent only ${length} of the ${size} bytes that belong there`;
  const found = hash.digest('hex');
  return found === sha256 ? null : `sent a different file (SHA-256 ${found.slice(0, 12)}… instead of ${sha256.slice(0, 12)}…)`; // prettier-ignore
}

async function beginsAsGzip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer } = await file.read(new Uint8Array(2), 0, 2, 0);
    return isGzip(buffer);
  } finally {
    await file.close();
  }
}
