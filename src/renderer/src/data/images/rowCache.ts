/** Rows of data that are no images, fetched in blocks as they come into sight; the blocks used last are kept. */

import { shallowRef } from 'vue';
import type { ShallowRef } from 'vue';
import type { DatasetRows } from '../../../../shared/contract.ts';
import { messageOf } from '../../../../shared/errors.ts';

/** Rows of a call, and how many blocks are kept. */
const blockRows = 128;
const keptBlocks = 64;

export class RowCache {
  /** Rises whenever rows arrived. */
  readonly version: ShallowRef<number> = shallowRef(0);
  /** Why rows are missing; null while none failed. */
  readonly problem: ShallowRef<string | null> = shallowRef(null);
  readonly #fetch: (positions: Uint32Array) => Promise<DatasetRows>;
  readonly #count: number;
  readonly #blocks = new Map<number, DatasetRows | null>();

  /** @param count rows there are */
  constructor(count: number, fetch: (positions: Uint32Array) => Promise<DatasetRows>) {
    this.#count = count;
    this.#fetch = fetch;
  }

  /** The inputs of a row; undefined while it is not there, which begins to fetch it. */
  row(position: number): Float32Array | undefined {
    const block = Math.floor(position / blockRows);
    const found = this.#blocks.get(block);
    if (found === undefined) void this.#load(block);
    if (!found) return undefined;
    const at = (position - block * blockRows) * found.inputs;
    return found.values.subarray(at, at + found.inputs);
  }

  async #load(block: number): Promise<void> {
    this.#blocks.set(block, null);
    const first = block * blockRows;
    const length = Math.min(blockRows, this.#count - first);
    try {
      const rows = await this.#fetch(Uint32Array.from({ length }, (_, i) => first + i));
      this.#blocks.delete(block);
      this.#blocks.set(block, rows);
      for (const oldest of this.#blocks.keys()) {
        if (this.#blocks.size <= keptBlocks) break;
        this.#blocks.delete(oldest);
      }
      this.problem.value = null;
    } catch (error) {
      this.#blocks.delete(block);
      this.problem.value = messageOf(error);
    }
    this.version.value++;
  }
}
