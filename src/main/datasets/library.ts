/**
 * Which datasets exist, and how to get one: built-in generators, known names, and the folders people added.
 *
 * Loading happens in a worker thread, with the last two datasets kept in memory. Added entries live in the store. Does
 * not download and does not prepare splits (prepare.ts).
 */

import { basename, resolve } from 'node:path';
import type { DatasetEntry } from '../../shared/contract.ts';
import type { DatasetSpec } from '../../shared/experiment.ts';
import { UserError } from '../../shared/errors.ts';
import type { Store } from '../store/store.ts';
import { createLoadCache } from './cache.ts';
import type { Dataset } from './dataset.ts';
import { builtInEntries, freshId, reservedIds, unknownSource, waitingEntries } from './entries.ts';
import { fingerprint } from './fingerprint.ts';
import { isGenerated } from './generated.ts';
import { inspectDataset } from './inspect.ts';
import type { InspectDocument } from './inspect.ts';
import { loadInThread } from './thread.ts';
import type { LoadOptions } from './thread.ts';

export interface LibraryHost {
  /** Where worker.ts lies: its source under Node 24, its bundle in the built app. */
  readonly workerUrl: URL | string;
  readonly store: Pick<Store, 'listDatasets' | 'saveDataset' | 'removeDataset'>;
  /** Relative paths count from here. @default process.cwd() */
  readonly folder?: string;
}

export interface OpenOptions extends LoadOptions {
  /** Files to use instead of `dataset.path` or the library's: `--data`. */
  readonly path?: string | undefined;
}

/** Every method rejects with a UserError where the data cannot be had, and with the signal's reason when aborted. */
export interface DatasetLibrary {
  /** Built-in entries first, then known names, then added ones. */
  list(): Promise<DatasetEntry[]>;
  /** Reads the files and keeps the entry. The same path again renews its entry. */
  add(path: string, name?: string, options?: LoadOptions): Promise<DatasetEntry>;
  /** Forgets an added entry; its files stay. */
  remove(id: string): Promise<void>;
  /** The dataset of an experiment: `options.path`, else `spec.path`, else what the library has for `spec.source`. */
  open(spec: Pick<DatasetSpec, 'source' | 'path' | 'seed'>, options?: OpenOptions): Promise<Dataset>;
  inspect(path: string, options?: LoadOptions): Promise<InspectDocument>;
  /** Ends what is loading and empties the memory. */
  close(): void;
}

/** MNIST unpacked and sparse takes 32 MB. */
const keptInMemory = 2;

export function createLibrary({ workerUrl, store, folder = process.cwd() }: LibraryHost): DatasetLibrary {
  const cache = createLoadCache<Dataset>(keptInMemory);
  /** Digests of built-in data generated with seed 0 since the start. */
  const digests = new Map<string, string>();

  async function readFiles(path: string, options: LoadOptions): Promise<Dataset> {
    const absolute = resolve(folder, path);
    const key = `${absolute}\n${await fingerprint(absolute)}`;
    return cache.get(key, (own) => loadInThread(workerUrl, { kind: 'files', path: absolute }, own), options);
  }

  async function openBySource({ source, seed }: Pick<DatasetSpec, 'source' | 'seed'>, options: LoadOptions) {
    if (isGenerated(source)) {
      const request = { kind: 'generated', source, seed } as const;
      const dataset = await cache.get(`${source} ${seed}`, (own) => loadInThread(workerUrl, request, own), options);
      if (seed === 0) digests.set(source, dataset.facts.sha256);
      return dataset;
    }
    const added = await store.listDatasets();
    const entry = added.find(({ id }) => id === source);
    if (!entry?.path) throw new UserError('dataset', unknownSource(source, added));
    return { ...(await readFiles(entry.path, options)), id: entry.id, name: entry.name };
  }

  return {
    async list() {
      const added = await store.listDatasets();
      const builtIn = builtInEntries().map((entry) => {
        const sha256 = digests.get(entry.id);
        return sha256 && entry.facts ? { ...entry, facts: { ...entry.facts, sha256 } } : entry;
      });
      return [...builtIn, ...waitingEntries(added), ...(await Promise.all(added.map(withProblem)))];
    },

    async add(path, name, options = {}) {
      const absolute = resolve(folder, path);
      const dataset = await readFiles(absolute, options);
      const added = await store.listDatasets();
      const known = dataset.id === 'mnist' ? 'mnist' : added.find((entry) => entry.path === absolute)?.id;
      const chosen = name?.trim() || dataset.name || basename(absolute);
      const id = known ?? freshId(chosen, new Set([...reservedIds, ...added.map((entry) => entry.id)]));
      const entry = { id, name: chosen, kind: 'files', path: absolute, facts: dataset.facts, problem: null } as const;
      await store.saveDataset(entry);
      return entry;
    },

    async remove(id) {
      const added = await store.listDatasets();
      if (!added.some((entry) => entry.id === id))
        throw new UserError(
          'not-found',
          `datasets: ${id} cannot be removed, since only added datasets can (${listOf(added)}); choose one of these.`,
        );
      await store.removeDataset(id);
    },

    async open(spec, { path = spec.path, ...options } = {}) {
      if (path === undefined) return openBySource(spec, options);
      const dataset = await readFiles(path, options);
      // The experiment names the data, unless it names generated data, which these are not.
      return isGenerated(spec.source) ? dataset : { ...dataset, id: spec.source };
    },

    async inspect(path, options = {}) {
      return inspectDataset(await readFiles(path, options));
    },

    close: () => cache.clear(),
  };
}

async function withProblem(entry: DatasetEntry): Promise<DatasetEntry> {
  if (entry.path === null || (await fingerprint(entry.path)) !== null) return { ...entry, problem: null };
  return { ...entry, problem: `${entry.path}: there is nothing any more; put the files back, or remove the entry.` };
}

const listOf = (entries: readonly DatasetEntry[]): string =>
  entries.map((entry) => entry.id).join(', ') || 'none so far';
