/** The library as a list in groups. Pure. */

import type { DatasetEntry } from '../../../shared/contract.ts';
import { formatBytes, formatCount } from '../../../shared/format.ts';

export interface EntryGroup {
  readonly title: string;
  readonly entries: readonly DatasetEntry[];
}

/** What a person brought comes first. Groups without entries are left out. */
export function groupsOf(entries: readonly DatasetEntry[]): EntryGroup[] {
  const isWaiting = (entry: DatasetEntry): boolean => entry.kind === 'files' && entry.path === null;
  return [
    { title: 'Your data', entries: entries.filter((entry) => entry.kind === 'files' && !isWaiting(entry)) },
    { title: 'Built in', entries: entries.filter((entry) => entry.kind === 'built-in') },
    { title: 'To get', entries: entries.filter(isWaiting) },
  ].filter((group) => group.entries.length > 0);
}

/** Under the name: `60 000 + 10 000 · 28 × 28`, or what is the matter. */
export function lineOf({ facts, problem, path, downloadBytes }: DatasetEntry): string {
  if (problem !== null && path === null)
    return downloadBytes === undefined ? 'needs files' : `download, ${formatBytes(downloadBytes)}`;
  if (problem !== null) return 'files are gone';
  if (!facts) return '';
  const { train, test, height, width } = facts;
  const shape = height > 1 ? `${height} × ${width}` : `${formatCount(width)} inputs`;
  return `${formatCount(train)}${test > 0 ? ` + ${formatCount(test)}` : ''} · ${shape}`;
}

/** A name as its beginning, which may be cut, and its end, where names of a kind differ. */
export function endsOf(name: string): readonly [start: string, end: string] {
  return name.length > 20 ? [name.slice(0, -8), name.slice(-8)] : [name, ''];
}

/** Entries whose name has every word, in any order. */
export function matching(entries: readonly DatasetEntry[], text: string): DatasetEntry[] {
  const words = text.toLowerCase().split(/\s+/);
  return entries.filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)));
}

/** The dataset that the screen opens with: MNIST where it is, else what was added last, else the built-in digits. */
export function firstShown(entries: readonly DatasetEntry[]): DatasetEntry | undefined {
  const usable = entries.filter((entry) => entry.problem === null);
  return usable.find(({ id }) => id === 'mnist') ?? usable.findLast(({ kind }) => kind === 'files') ?? usable[0];
}
