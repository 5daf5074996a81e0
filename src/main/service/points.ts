/** Points that a person drew, as a CSV file of the workspace: columns x, y and label, one point a line. */

import { createHash } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../shared/errors.ts';
import { freshId } from '../datasets/entries.ts';

export interface LabelledPoints {
  readonly points: Float32Array; // (count, 2)
  readonly labels: Uint16Array; // (count)
}

/** Digits enough that every float32 is read back as it was. */
export function pointsCsv({ points, labels }: LabelledPoints): string {
  const lines = Array.from(labels, (label, i) => `${points[2 * i]},${points[2 * i + 1]},${label}\n`);
  return `x,y,label\n${lines.join('')}`;
}

/**
 * Writes the points; the same name again replaces the file.
 * @throws UserError where they are no points, or fewer than two
 */
export async function writePoints(folder: string, name: string, data: LabelledPoints): Promise<string> {
  const { points, labels } = data;
  if (points.length !== 2 * labels.length)
    throw refused(`${points.length} coordinates for ${labels.length} labels given, two per label expected`);
  if (labels.length < 2) throw refused(`${labels.length} points given, at least 2 expected; draw some more`);
  const stray = points.findIndex((value) => !Number.isFinite(value));
  if (stray >= 0) throw refused(`point ${Math.floor(stray / 2)} is at ${points[stray]}, finite coordinates expected`);
  await mkdir(folder, { recursive: true });
  const path = join(folder, fileName(name));
  await writeFile(`${path}.new`, pointsCsv(data));
  await rename(`${path}.new`, path);
  return path;
}

/** Names that differ have files that differ, even where only signs tell them apart. */
function fileName(name: string): string {
  const mark = createHash('sha256').update(name).digest('hex').slice(0, 8);
  return `${freshId(name, new Set())}-${mark}.csv`;
}

const refused = (sentence: string): UserError => new UserError('invalid-input', `points: ${sentence}.`);
