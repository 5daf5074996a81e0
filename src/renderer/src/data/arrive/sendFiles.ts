/** Sends files to the service in chunks, several files at a time, and says how far it is. */

import type { WorkbenchApi } from '../../../../shared/contract.ts';
import { UserError } from '../../../../shared/errors.ts';
import type { SentFile } from './dropped.ts';

export interface SendOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (sent: number, total: number) => void;
  /** Bytes of a call. @default 1 MB */
  readonly chunk?: number;
}

/** Small files wait for their answers together. */
const atOnce = 8;

/**
 * @returns the path to add to the library
 * @throws what the service refuses; the signal's reason. What was sent is taken away again
 */
export async function sendFiles(
  api: Pick<WorkbenchApi, 'uploadChunk' | 'discardUpload'>,
  files: readonly SentFile[],
  { signal, onProgress, chunk = 2 ** 20 }: SendOptions,
): Promise<{ readonly path: string; readonly upload: string }> {
  const upload = crypto.randomUUID();
  const total = files.reduce((sum, { file }) => sum + file.size, 0);
  const waiting = [...files].reverse();
  let sent = 0;
  let path: string | null = null;

  async function send({ name, file }: SentFile): Promise<void> {
    let offset = 0;
    do {
      signal.throwIfAborted();
      const bytes = new Uint8Array(await file.slice(offset, offset + chunk).arrayBuffer());
      const last = offset + bytes.length >= file.size;
      ({ path } = await api.uploadChunk({ upload, name, offset, bytes, last }));
      offset += bytes.length;
      sent += bytes.length;
      onProgress(sent, total);
      if (bytes.length === 0) return;
    } while (offset < file.size);
  }
  const worker = async (): Promise<void> => {
    for (let next = waiting.pop(); next; next = waiting.pop()) await send(next);
  };

  try {
    await Promise.all(Array.from({ length: atOnce }, worker));
    if (path === null)
      throw new UserError('dataset', 'There is no file in what was dropped. Drop a folder or file that holds images.');
    return { path, upload };
  } catch (error) {
    waiting.length = 0;
    await api.discardUpload({ upload }).catch(() => undefined);
    throw error;
  }
}
