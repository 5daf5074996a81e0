/** Writes small IDX datasets into temporary folders, whole or broken in one chosen way. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

export const canonical = {
  trainImages: 'train-images-idx3-ubyte',
  trainLabels: 'train-labels-idx1-ubyte',
  testImages: 't10k-images-idx3-ubyte',
  testLabels: 't10k-labels-idx1-ubyte',
} as const;

/** An IDX file of unsigned bytes; `sizes` are what the header promises. */
export function idx(sizes: readonly number[], elements: Uint8Array, magic = 0x0800 + sizes.length): Uint8Array {
  const bytes = new Uint8Array(4 + 4 * sizes.length + elements.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, magic);
  sizes.forEach((size, i) => view.setUint32(4 + 4 * i, size));
  bytes.set(elements, 4 + 4 * sizes.length);
  return bytes;
}

/** Pixels that tell images and positions apart, with zeros among them. */
export function pixels(count: number, inputs: number): Uint8Array {
  return Uint8Array.from({ length: count * inputs }, (_, i) => ((i % inputs) % 3 === 0 ? 0 : (i * 7 + 1) % 256));
}

/** Labels 0, 1, …, classes − 1, 0, 1, … */
export function cycle(count: number, classes: number): Uint8Array {
  return Uint8Array.from({ length: count }, (_, i) => i % classes);
}

export interface SmallDataset {
  readonly height: number;
  readonly width: number;
  readonly classes: number;
  readonly train: number;
  readonly test: number;
}

/** The four files by name, plain. */
export function smallFiles({ height, width, classes, train, test }: SmallDataset): Record<string, Uint8Array> {
  return {
    [canonical.trainImages]: idx([train, height, width], pixels(train, height * width)),
    [canonical.trainLabels]: idx([train], cycle(train, classes)),
    [canonical.testImages]: idx([test, height, width], pixels(test, height * width)),
    [canonical.testLabels]: idx([test], cycle(test, classes)),
  };
}

export const gzipped = (files: Record<string, Uint8Array>): Record<string, Uint8Array> =>
  Object.fromEntries(Object.entries(files).map(([name, bytes]) => [`${name}.gz`, gzipSync(bytes)]));

/** Temporary folders, all removed by `clean`. */
export function temporaryFolders() {
  const folders: string[] = [];
  return {
    with(files: Record<string, Uint8Array | string>): string {
      const folder = mkdtempSync(join(tmpdir(), 'datasets-'));
      folders.push(folder);
      for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
      return folder;
    },
    clean(): void {
      for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Worker threads of this process, each seen by the port that leads to it. */
export const threads = (): number => process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length;
