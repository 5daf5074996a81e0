/** A service with a library of datasets for the tests of the Data screen: built-in, added, gone, and one to download. */

import type {
  DatasetEntry,
  DatasetOverview,
  Download,
  PartOverview,
  WorkbenchApi,
} from '../../../src/shared/contract.ts';
import { sampleWorkbench } from '../../support/sampleWorkbench.ts';

export const digits = [...'0123456789'];

export const facts = {
  format: 'idx',
  train: 60,
  test: 20,
  height: 4,
  width: 4,
  classNames: digits,
  sha256: 'd0a3eec1f5a45440',
} as const;

export const added: DatasetEntry = {
  id: 'letters',
  name: 'Letters',
  kind: 'files',
  path: '/home/me/letters',
  facts,
  problem: null,
  addedAt: Date.UTC(2026, 0, 2, 12),
};

const builtIn: DatasetEntry = {
  ...added,
  id: 'ellipse',
  name: 'Ellipse',
  kind: 'built-in',
  path: null,
  facts: { ...facts, format: 'generated', test: 0, height: 1, width: 2, classNames: ['inside', 'outside'] },
};

export const waiting: DatasetEntry = {
  id: 'mnist',
  name: 'MNIST',
  kind: 'files',
  path: null,
  facts: null,
  problem: 'MNIST has no files yet: download it, or choose a folder with its four IDX files.',
  downloadBytes: 11_594_722,
};

export const gone: DatasetEntry = {
  ...added,
  id: 'gone',
  name: 'Gone',
  path: '/media/stick',
  problem: '/media/stick: there is nothing any more; put the files back, or remove the entry.',
};

/** Labels 0, 1, … 9, 0, 1, … */
export function samplePart(count: number, classes = 10): PartOverview {
  const labels = Uint16Array.from({ length: count }, (_, i) => i % classes);
  return {
    count,
    perClass: Array.from({ length: classes }, (_, label) => labels.filter((each) => each === label).length),
    range: [0, 255],
    zeros: 0.809,
    labels,
    meanImages: new Uint8Array(classes * 16),
    points: null,
  };
}

export const sampleOverview: DatasetOverview = {
  id: 'letters',
  name: 'Letters',
  facts,
  train: samplePart(60),
  test: samplePart(20),
};

export function dataWorkbench(given: Partial<WorkbenchApi> = {}) {
  const base = sampleWorkbench();
  let list: readonly DatasetEntry[] = [builtIn, waiting, added, gone];
  let downloads: readonly Download[] = [];
  const calls: [name: string, input: unknown][] = [];
  const changed = (): void => base.emit('datasets', null);
  const noted = <Input>(name: string, act: (input: Input) => void) => {
    return async (input: Input): Promise<void> => {
      calls.push([name, input]);
      act(input);
    };
  };
  const api: WorkbenchApi = {
    ...base.api,
    listDatasets: async () => [...list],
    getDatasetOverview: async ({ id }) =>
      id === 'ellipse'
        ? {
            id,
            name: 'Ellipse',
            facts: builtIn.facts!,
            train: { ...samplePart(60, 2), meanImages: null, points: Float32Array.from({ length: 120 }, (_, i) => i) },
            test: null,
          }
        : sampleOverview,
    renameDataset: noted('rename', ({ id, name }) => {
      list = list.map((entry) => (entry.id === id ? { ...entry, name } : entry));
      changed();
    }),
    removeDataset: noted('remove', ({ id }) => {
      list = list.filter((entry) => entry.id !== id);
      changed();
    }),
    restoreDataset: noted('restore', () => {
      list = [...list, added];
      changed();
    }),
    listDownloads: async () => [...downloads],
    startDownload: noted('start', () => undefined),
    cancelDownload: noted('cancel', () => undefined),
    ...given,
  };
  return {
    ...base,
    api,
    /** Calls that change something, in order. */
    changes: calls,
    setDownloads(next: readonly Download[]) {
      downloads = next;
      base.emit('downloads', next);
    },
  };
}
