/** The entries of the library as lists: built-in ones, known names that wait for files, and what people added. Pure. */

import type { DatasetEntry } from '../../shared/contract.ts';
import { downloadBytes } from './download/plans.ts';
import { generators } from './generated.ts';

/** Datasets with a fixed id whose files a person has to bring. */
const knownNames: Readonly<Record<string, { readonly name: string; readonly needs: string }>> = {
  mnist: { name: 'MNIST', needs: 'a folder with its four IDX files' },
  notmnist: { name: 'notMNIST', needs: 'notMNIST.npz, or a folder with its letters as IDX files' },
};

/** Facts of the built-in entries say all but the digest, which is empty until the data were generated once. */
export function builtInEntries(): DatasetEntry[] {
  return Object.entries(generators).map(([id, { name, facts }]) => ({
    id,
    name,
    kind: 'built-in',
    path: null,
    facts: { ...facts, sha256: '' },
    problem: null,
  }));
}

/** Known names that nobody gave files for yet. */
export function waitingEntries(added: readonly DatasetEntry[]): DatasetEntry[] {
  return Object.entries(knownNames)
    .filter(([id]) => !added.some((entry) => entry.id === id))
    .map(([id, { name, needs }]) => ({
      id,
      name,
      kind: 'files',
      path: null,
      facts: null,
      problem: `${name} has no files yet: ${downloadBytes(id) === undefined ? 'choose' : 'download it, or choose'} ${needs}.`,
      ...downloadable(id),
    }));
}

/** An added entry as it is now: with a sentence where its files are gone. */
export function presentEntry(entry: DatasetEntry, isThere: boolean): DatasetEntry {
  if (isThere) return { ...entry, problem: null };
  const again = downloadBytes(entry.id) === undefined ? '' : 'download it again, ';
  const problem = `${entry.path}: there is nothing any more; ${again}put the files back, or remove the entry.`;
  return { ...entry, problem, ...downloadable(entry.id) };
}

function downloadable(id: string): Pick<DatasetEntry, 'downloadBytes'> {
  const bytes = downloadBytes(id);
  return bytes === undefined ? {} : { downloadBytes: bytes };
}

/** The sentence for a source that cannot be opened without a path. */
export function unknownSource(source: string, added: readonly DatasetEntry[]): string {
  const known = knownNames[source];
  if (known)
    return (
      `dataset.source: ${source} has no files yet; give ${known.needs} with --data or dataset.path, ` +
      `${downloadBytes(source) === undefined ? '' : `fetch it with "backprop download ${source}", `}or add it with ` +
      '"Add data…" in the window.'
    );
  const ids = [...Object.keys(generators), ...Object.keys(knownNames), ...added.map((entry) => entry.id)];
  return (
    `dataset.source: there is no dataset ${source} in the library (it has ${[...new Set(ids)].join(', ')}); ` +
    'choose one of these or give the path of its files with --data or dataset.path.'
  );
}

/** An id for a new entry: the name in lower case with dashes, numbered where it is taken. */
export function freshId(name: string, taken: ReadonlySet<string>): string {
  const base =
    name
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 60) || 'dataset';
  let id = base;
  for (let number = 2; taken.has(id); number++) id = `${base}-${number}`;
  return id;
}

/** Ids that only ever mean their own data. */
export const reservedIds: readonly string[] = [...Object.keys(generators), 'mnist'];
