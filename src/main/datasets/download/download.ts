/**
 * Fetches the files of a dataset into a folder: source after source, with pauses between attempts, going on where an
 * attempt stopped. A file gets its name only once its content is verified; until then it is `<name>.<source>.part`.
 */

import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { UserError } from '../../../shared/errors.ts';
import type { DownloadFile, DownloadPlan, DownloadSource } from './plans.ts';
import { TransferError, transfer } from './transfer.ts';
import { problemWith } from './verify.ts';

export interface DownloadProgress {
  readonly received: number;
  /** Null until a source said how much it sends. */
  readonly total: number | null;
  readonly source: string;
  /** What went wrong last, and that it goes on; null while all is well. */
  readonly message: string | null;
}

export interface DownloadOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: DownloadProgress) => void;
  /** Milliseconds without a byte after which a source counts as stalled. @default 20 seconds */
  readonly stallAfter?: number | undefined;
  /** Milliseconds before each further attempt at a source. @default 1 and 4 seconds */
  readonly pauses?: readonly number[] | undefined;
}

/** A packed file may differ from what is usual, but not without limit. */
const roomFactor = 4;

/**
 * Resolves when every file lies in `folder`, verified. Files that already do are kept.
 * @throws UserError 'dataset' when no source has them, 'workspace' when they cannot be written; the signal's reason
 */
export async function downloadFiles(plan: DownloadPlan, folder: string, options: DownloadOptions): Promise<void> {
  await mkdir(folder, { recursive: true });
  const progress = progressOf(plan, options.onProgress);
  let sources = plan.sources;
  for (const file of plan.files) {
    const target = join(folder, file.name);
    if (await isVerified(target, file, options.signal)) {
      progress.at(file, (await stat(target)).size, (await stat(target)).size);
      continue;
    }
    const failures: string[] = [];
    const source = await firstThatHas(file, target, sources, { ...options, progress, failures });
    if (source === null) throw noSource(plan, failures);
    // The source that had this file is asked first for the next one.
    sources = [source, ...sources.filter((other) => other !== source)];
    await removeParts(folder, file.name);
  }
}

interface Attempt extends DownloadOptions {
  readonly progress: ReturnType<typeof progressOf>;
  readonly failures: string[];
}

async function firstThatHas(
  file: DownloadFile,
  target: string,
  sources: readonly DownloadSource[],
  attempt: Attempt,
): Promise<DownloadSource | null> {
  for (const source of sources) {
    attempt.progress.from(source);
    const problem = await fetchFrom(source, file, target, attempt);
    if (problem === null) return source;
    attempt.failures.push(`${source.name} ${problem}`);
    attempt.progress.say(`${source.name} ${problem}.`);
  }
  return null;
}

/** Null when the file is there and right; otherwise what the source did wrong. */
async function fetchFrom(
  source: DownloadSource,
  file: DownloadFile,
  target: string,
  { signal, progress, stallAfter = 20_000, pauses = [1000, 4000] }: Attempt,
): Promise<string | null> {
  const part = `${target}.${source.name.replace(/[^\w.-]/g, '_')}.part`;
  for (let again = 0; ; again++) {
    try {
      const continued = await transfer({
        url: new URL(file.name, source.url).href,
        path: part,
        largest: file.packed * roomFactor,
        stallAfter,
        signal,
        onProgress: (received, total) => progress.at(file, received, total),
      });
      const problem = await problemWith(part, file, signal);
      if (problem === null) {
        await rename(part, target);
        return null;
      }
      await rm(part, { force: true });
      // The two halves may be of different files: once more from the beginning.
      if (!continued) return problem;
    } catch (error) {
      if (!(error instanceof TransferError)) throw error;
      if (!error.mayRecover || again >= pauses.length) return error.message;
      progress.say(`${source.name} ${error.message}; trying again.`);
      await pause(pauses[again], undefined, { signal });
    }
  }
}

async function isVerified(target: string, file: DownloadFile, signal: AbortSignal): Promise<boolean> {
  if (!(await stat(target).catch(() => null))) return false;
  return (await problemWith(target, file, signal)) === null;
}

async function removeParts(folder: string, name: string): Promise<void> {
  const parts = (await readdir(folder)).filter((entry) => entry.startsWith(`${name}.`) && entry.endsWith('.part'));
  await Promise.all(parts.map((entry) => rm(join(folder, entry), { force: true })));
}

/** Adds the files up. What a source did not announce counts as much as it usually takes. */
function progressOf({ files, sources }: DownloadPlan, tell: (progress: DownloadProgress) => void) {
  const received = new Map<DownloadFile, number>();
  const sizes = new Map(files.map((file) => [file, file.packed]));
  let source = sources[0]?.name ?? '';
  let message: string | null = null;
  let announced = false;
  const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0);
  const report = () =>
    tell({ received: sum(received.values()), total: announced ? sum(sizes.values()) : null, source, message });
  return {
    from(next: DownloadSource) {
      source = next.name;
      report();
    },
    at(file: DownloadFile, bytes: number, total: number | null) {
      announced ||= total !== null;
      if (bytes > (received.get(file) ?? 0)) message = null;
      received.set(file, bytes);
      sizes.set(file, Math.max(bytes, total ?? file.packed));
      report();
    },
    say(text: string) {
      message = text;
      report();
    },
  };
}

function noSource({ name }: DownloadPlan, failures: readonly string[]): UserError {
  return new UserError(
    'dataset',
    `download: no source gave ${name}: ${failures.join('; ')}. Check the connection and try again, or ` +
      'add files that you have.',
  );
}
