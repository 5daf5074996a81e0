/** `--weights-in` and `--weights-out`. */

import { access, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { UserError, messageOf } from '../../shared/errors.ts';
import { decodeNpz, type NamedArrays } from '../export/npz.ts';
import type { CliHost } from './host.ts';

/** The arrays of an NPZ file; null without a path. */
export async function readWeights(path: string | undefined, host: CliHost): Promise<NamedArrays | null> {
  if (path === undefined) return null;
  const bytes = await readFile(resolve(host.folder, path)).catch((error: unknown) => {
    throw new UserError('invalid-input', `--weights-in ${path}: cannot be read (${messageOf(error)}).`);
  });
  return decodeNpz(bytes, path);
}

/**
 * The absolute path to write to, or null. What would keep the weights from being written is found before training.
 * @param runs how many will be trained
 */
export async function checkWeightsOut(path: string | undefined, runs: number, host: CliHost): Promise<string | null> {
  if (path === undefined) return null;
  if (runs !== 1) {
    const advice = 'expected one; add --repeats 1 and --set the swept settings';
    throw new UserError('invalid-input', `--weights-out: given an experiment of ${runs} runs, ${advice}.`);
  }
  const absolute = resolve(host.folder, path);
  await access(dirname(absolute)).catch((error: unknown) => {
    throw new UserError('invalid-input', `--weights-out ${path}: its folder cannot be used (${messageOf(error)}).`);
  });
  return absolute;
}

/** Written beside and renamed, so that a file of that name is always complete. */
export async function writeFileWhole(path: string, bytes: Uint8Array | string): Promise<void> {
  await writeFile(`${path}.tmp`, bytes);
  await rename(`${path}.tmp`, path);
}
