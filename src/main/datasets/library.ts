/**
 * Which datasets exist, and how to get one: built-in generators, known names, and the folders people added.
 *
 * Loading happens in a worker thread, with the last two datasets kept in memory. Added entries live in the store. Does
 * not download and does not prepare splits (prepare.ts).
 */

import { basename, resolve } from 'node:path';
import type { DatasetEntry, DatasetOverview } from '../../shared/contract.ts';
import type { DatasetSpec } from '../../shared/experiment.ts';
import { UserError } from '../../shared/errors.ts';
import type { Store } from '../store/store.ts';
import { createLoadCache } from './cache.ts';
import type { Dataset } from './dataset.ts';
import { builtInEntries, freshId, presentEntry, reservedIds, unknownSource, waitingEntries } from './entries.ts';
import { fingerprint } from './fingerprint.ts';
import { isGenerated } from './generated.ts';
import { inspectDataset } from './inspect.ts';
import type { InspectDocument } from './inspect.ts';
import type { LoadedDataset } from './loading.ts';
import { overviewOf } from './overview.ts';
import { removeOwnFiles } from './owned.ts';
import { loadInThread } from './thread.ts';
import type { LoadOptions } from './thread.ts';

export interface LibraryHost {
  /** Where worker.ts lies: its source under Node 24, its bundle in the built app. */
  readonly workerUrl: URL | string;
  readonly store: Pick<Store, 'listDatasets' | 'saveDataset' | 'removeDataset'>;
  /** Relative paths count from here. @default process.cwd() */
  readonly folder?: string;
  /** Files of removed datasets that lie in it are the workbench's own, and go in the end. @default nothing is */
  readonly workspace?: string;
}

export interface AddOptions extends LoadOptions {
  /** Id of a new entry. @default MNIST's for MNIST, else made from the name */
  readonly id?: string | undefined;
  /** Where the workbench got the files from. @default they lie where the person had them */
  readonly origin?: string | undefined;
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
  add(path: string, name?: string, options?: AddOptions): Promise<DatasetEntry>;
  /** Gives an added entry another name; its id stays. */
  rename(id: string, name: string): Promise<void>;
  /** Forgets an added entry. A person's files stay; the workbench's own stay until `finishRemovals`. */
  remove(id: string): Promise<void>;
  /** Brings back an entry that was removed since the start. */
  restore(id: string): Promise<void>;
  /** Makes removals final. */
  finishRemovals(): Promise<void>;
  /** Counts, classes and mean images of an entry; of generated data, those of seed 0. */
  overview(id: string, options?: LoadOptions): Promise<DatasetOverview>;
  /** The dataset of an experiment: `options.path`, else `spec.path`, else what the library has for `spec.source`. */
  open(spec: Pick<DatasetSpec, 'source' | 'path' | 'seed'>, options?: OpenOptions): Promise<Dataset>;
  inspect(path: string, options?: LoadOptions): Promise<InspectDocument>;
  /** Ends what is loading and empties the memory. */
  close(): void;
}

/** MNIST unpacked and sparse takes 32 MB, an overview of it 150 kB. */
const keptInMemory = 2;
const keptOverviews = 20;

export function createLibrary({ workerUrl, store, folder = process.cwd(), workspace }: LibraryHost): DatasetLibrary {
  const cache = createLoadCache<LoadedDataset>(keptInMemory);
  const overviews = createLoadCache<DatasetOverview>(keptOverviews);
  /** Entries that can be brought back. */
  const removed = new Map<string, DatasetEntry>();
  /** Digests of built-in data generated with seed 0 since the start. */
  const digests = new Map<string, string>();

  const keyOf = async (path: string): Promise<string> => `${path}\n${await fingerprint(path)}`;

  async function readFiles(path: string, options: LoadOptions): Promise<LoadedDataset> {
    const absolute = resolve(folder, path);
    const { skipBroken = false } = options;
    const request = { kind: 'files', path: absolute, skipBroken } as const;
    const key = `${skipBroken ? 'skip' : 'all'} ${await keyOf(absolute)}`;
    return cache.get(key, (own) => loadInThread(workerUrl, request, own), options);
  }

  async function addedEntry(id: string, verb: string): Promise<DatasetEntry> {
    const added = await store.listDatasets();
    const entry = added.find((one) => one.id === id);
    if (entry) return entry;
    throw new UserError(
      'not-found',
      `datasets: ${id} cannot be ${verb}, since only added datasets can (${listOf(added)}); choose one of these.`,
    );
  }

  async function openBySource(
    { source, seed }: Pick<DatasetSpec, 'source' | 'seed'>,
    options: LoadOptions,
  ): Promise<LoadedDataset> {
    if (isGenerated(source)) {
      const request = { kind: 'generated', source, seed } as const;
      const dataset = await cache.get(`${source} ${seed}`, (own) => loadInThread(workerUrl, request, own), options);
      if (seed === 0) digests.set(source, dataset.facts.sha256);
      return dataset;
    }
    const added = await store.listDatasets();
    const entry = added.find(({ id }) => id === source);
    if (!entry?.path) throw new UserError('dataset', unknownSource(source, added));
    // What was skipped when the entry was added is skipped again.
    const skipBroken = options.skipBroken ?? (entry.facts?.skipped ?? 0) > 0;
    return { ...(await readFiles(entry.path, { ...options, skipBroken })), id: entry.id, name: entry.name };
  }

  return {
    async list() {
      const added = await store.listDatasets();
      const builtIn = builtInEntries().map((entry) => {
        const sha256 = digests.get(entry.id);
        return sha256 && entry.facts ? { ...entry, facts: { ...entry.facts, sha256 } } : entry;
      });
      const present = added.map(async (entry) =>
        presentEntry(entry, entry.path === null || (await fingerprint(entry.path)) !== null),
      );
      const inOrder = (await Promise.all(present)).sort((a, b) => (a.addedAt ?? 0) - (b.addedAt ?? 0));
      return [...builtIn, ...waitingEntries(added), ...inOrder];
    },

    async add(path, name, options = {}) {
      const absolute = resolve(folder, path);
      const dataset = await readFiles(absolute, options);
      const added = await store.listDatasets();
      const sameFiles = [...added, ...removed.values()].find((entry) => entry.path === absolute);
      const known = options.id ?? (dataset.id === 'mnist' ? 'mnist' : sameFiles?.id);
      const before = added.find((entry) => entry.id === known);
      const chosen = name?.trim() || before?.name || dataset.name || basename(absolute);
      const taken = [...reservedIds, ...added.map((entry) => entry.id), ...removed.keys()];
      const id = known ?? freshId(chosen, new Set(taken));
      const entry: DatasetEntry = {
        id,
        name: chosen,
        kind: 'files',
        path: absolute,
        facts: dataset.facts,
        problem: null,
        addedAt: before?.addedAt ?? Date.now(),
        ...(options.origin !== undefined && { origin: options.origin }),
      };
      await store.saveDataset(entry);
      removed.delete(id);
      return entry;
    },

    async rename(id, name) {
      await store.saveDataset({ ...(await addedEntry(id, 'renamed')), name });
    },

    async remove(id) {
      removed.set(id, await addedEntry(id, 'removed'));
      await store.removeDataset(id);
    },

    async restore(id) {
      const entry = removed.get(id);
      if (!entry)
        throw new UserError('not-found', `datasets: ${id} cannot be brought back any more; add its files again.`);
      await store.saveDataset(entry);
      removed.delete(id);
    },

    async finishRemovals() {
      if (workspace === undefined || removed.size === 0) return;
      const used = (await store.listDatasets()).map(({ path }) => path);
      await removeOwnFiles(workspace, [...removed.values()].map(({ path }) => path), used); // prettier-ignore
      removed.clear();
    },

    async overview(id, options = {}) {
      const entry = (await store.listDatasets()).find((one) => one.id === id);
      const key = entry?.path ? await keyOf(entry.path) : id;
      const load = async (own: LoadOptions): Promise<DatasetOverview> => {
        const dataset = await openBySource({ source: id, seed: 0 }, own);
        return overviewOf(dataset, dataset.summary);
      };
      const overview = await overviews.get(key, load, options);
      return { ...overview, id, name: entry?.name ?? overview.name };
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

    close() {
      overviews.clear();
      cache.clear();
    },
  };
}

const listOf = (entries: readonly DatasetEntry[]): string =>
  entries.map((entry) => entry.id).join(', ') || 'none so far';
