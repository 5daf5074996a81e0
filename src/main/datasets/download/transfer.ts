/**
 * One file from one source into a file beside its place, going on where an earlier attempt stopped. Checks that as much
 * arrived as was announced; whether it is the right content is the business of verify.ts.
 */

import { open, rm, stat } from 'node:fs/promises';
import { UserError, messageOf } from '../../../shared/errors.ts';

export interface TransferRequest {
  readonly url: string;
  /** What arrived so far lies here. */
  readonly path: string;
  /** More than this many bytes are refused. */
  readonly largest: number;
  /** Milliseconds without a byte after which the source counts as stalled. */
  readonly stallAfter: number;
  readonly signal: AbortSignal;
  /** @param total bytes of the whole file, null where the source does not say */
  readonly onProgress: (received: number, total: number | null) => void;
}

/** What a source did wrong, to be read after its name: `answered 404 Not Found`. */
export class TransferError extends Error {
  /** Whether the same source may do better at the next attempt. */
  readonly mayRecover: boolean;

  constructor(message: string, mayRecover: boolean, options?: ErrorOptions) {
    super(message, options);
    this.mayRecover = mayRecover;
  }
}

/**
 * @returns whether bytes of an earlier attempt were kept
 * @throws TransferError for what the source did; UserError 'workspace' when it cannot be written; the signal's reason
 */
export async function transfer(request: TransferRequest): Promise<boolean> {
  const stalled = new AbortController();
  const watch = setTimeout(() => stalled.abort(), request.stallAfter);
  const signal = AbortSignal.any([request.signal, stalled.signal]);
  try {
    return await receive(request, signal, () => watch.refresh());
  } catch (error) {
    request.signal.throwIfAborted();
    if (error instanceof TransferError || error instanceof UserError) throw error;
    if (stalled.signal.aborted)
      throw new TransferError(`sent nothing for ${request.stallAfter / 1000} seconds`, true, { cause: error });
    throw new TransferError(describe(error), true, { cause: error });
  } finally {
    clearTimeout(watch);
  }
}

async function receive(request: TransferRequest, signal: AbortSignal, alive: () => void): Promise<boolean> {
  const { url, path, largest, onProgress } = request;
  const had = (await stat(path).catch(() => null))?.size ?? 0;
  // Packed files must arrive as they are: a source that packs them once more could not be continued.
  const headers = { 'accept-encoding': 'identity', ...(had > 0 && { range: `bytes=${had}-` }) };
  const response = await fetch(url, { headers, signal });
  const continued = response.status === 206 && startOf(response) === had;
  if (response.status === 416 || (response.status === 206 && !continued)) {
    await response.body?.cancel();
    await rm(path, { force: true });
    throw new TransferError('could not go on where it had stopped', true);
  }
  if (!response.ok || !response.body) throw await refusal(response);

  let received = continued ? had : 0;
  const total = totalOf(response, received);
  if (total !== null && total > largest) {
    await response.body.cancel();
    throw new TransferError(`offers ${total} bytes, at most ${largest} can be right`, false);
  }
  onProgress(received, total);
  const file = await writing(path, () => open(path, continued ? 'a' : 'w'));
  try {
    for await (const chunk of response.body) {
      alive();
      await writing(path, () => file.writeFile(chunk));
      received += chunk.length;
      if (received > largest) throw new TransferError(`sent more than ${largest} bytes`, false);
      onProgress(received, total);
    }
  } finally {
    await file.close();
  }
  if (total !== null && received < total) throw new TransferError(`sent ${received} of ${total} bytes`, true);
  return continued;
}

async function refusal(response: Response): Promise<TransferError> {
  await response.body?.cancel();
  const mayRecover = response.status >= 500 || response.status === 408 || response.status === 429;
  return new TransferError(`answered ${response.status} ${response.statusText}`.trim(), mayRecover);
}

/** `Content-Range: bytes 100-199/200` → 100 */
function startOf(response: Response): number {
  return Number(/^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '')?.[1] ?? NaN);
}

/** Bytes of the whole file. A coded answer's length says nothing of what it unpacks to. */
function totalOf(response: Response, already: number): number | null {
  const length = response.headers.get('content-length');
  if (length === null || (response.headers.get('content-encoding') ?? 'identity') !== 'identity') return null;
  return already + Number(length);
}

/** What writing throws is no fault of the source. */
async function writing<Result>(path: string, write: () => Promise<Result>): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    const full = error instanceof Error && 'code' in error && error.code === 'ENOSPC';
    throw new UserError(
      'workspace',
      `download: ${path} cannot be written (${full ? 'the disk is full' : messageOf(error)}); ` +
        `${full ? 'make room' : 'check that the folder may be written'} and try again.`,
      { cause: error },
    );
  }
}

/** What became of the connection. `fetch` hides it in the cause of its error. */
function describe(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : messageOf(cause);
  if (code === 'UND_ERR_SOCKET' || code === 'ECONNRESET') return 'broke off the connection';
  return `could not be reached (${code})`;
}
