/**
 * Hands out blocks of the one shared memory and takes them back: first fit over a free list that joins neighbours.
 *
 * It lives in the thread that owns the memory; everyone else gets byte offsets. Shared memory never shrinks, so freed
 * blocks are used again. Blocks are aligned to a cache line and filled with zeros.
 */

import { maximumPages } from './kernels.ts';

const LINE = 64;
const PAGE = 65_536;
/** Offset 0 means "none" to the kernels, so the first line is never handed out. */
const FIRST = LINE;

/** No gap is large enough and the memory cannot grow: it may help to wait until someone gives a block back. */
export class OutOfSharedMemory extends RangeError {}

interface Range {
  start: number;
  bytes: number;
}

export interface Allocator {
  /** Bytes in use, rounded up to cache lines. */
  readonly used: number;
  /** Bytes the memory can hold in all. */
  readonly capacity: number;
  /**
   * A block of zeros.
   * @returns its byte offset, a multiple of 64
   * @throws OutOfSharedMemory with needed and available bytes when no gap is large enough and the memory cannot grow
   */
  allocate(bytes: number): number;
  /** Gives a block back. Throws a RangeError for an offset that is not the start of a block in use. */
  free(offset: number): void;
}

export function createAllocator(memory: WebAssembly.Memory, maximumBytes = maximumPages * PAGE): Allocator {
  const sizes = new Map<number, number>();
  /** Sorted by start; no two touch. */
  const gaps: Range[] = [{ start: FIRST, bytes: memory.buffer.byteLength - FIRST }];
  let used = 0;

  function release(start: number, bytes: number): void {
    let at = gaps.findIndex((gap) => gap.start > start);
    if (at < 0) at = gaps.length;
    gaps.splice(at, 0, { start, bytes });
    for (const index of [at, at - 1]) {
      const [left, right] = [gaps[index], gaps[index + 1]];
      if (!left || !right || left.start + left.bytes !== right.start) continue;
      left.bytes += right.bytes;
      gaps.splice(index + 1, 1);
    }
  }

  /** Grows the memory until its last gap holds `bytes`; false when it cannot. */
  function grow(bytes: number): boolean {
    const end = memory.buffer.byteLength;
    const last = gaps.at(-1);
    const missing = bytes - (last && last.start + last.bytes === end ? last.bytes : 0);
    const pages = Math.ceil(missing / PAGE);
    if (end + pages * PAGE > maximumBytes) return false;
    try {
      memory.grow(pages);
    } catch {
      return false; // the system has no more
    }
    release(end, pages * PAGE);
    return true;
  }

  return {
    get used() {
      return used;
    },
    capacity: maximumBytes - FIRST,
    allocate(bytes) {
      const rounded = Math.max(1, Math.ceil(bytes / LINE)) * LINE;
      let gap = gaps.find((candidate) => candidate.bytes >= rounded);
      if (!gap && grow(rounded)) gap = gaps.at(-1);
      if (!gap) throw outOfMemory(rounded, Math.max(0, maximumBytes - FIRST - used));
      const { start } = gap;
      gap.start += rounded;
      gap.bytes -= rounded;
      if (gap.bytes === 0) gaps.splice(gaps.indexOf(gap), 1);
      sizes.set(start, rounded);
      used += rounded;
      new Uint8Array(memory.buffer, start, rounded).fill(0);
      return start;
    },
    free(offset) {
      const bytes = sizes.get(offset);
      if (bytes === undefined) throw new RangeError(`shared memory: ${offset} is not the start of a block in use`);
      sizes.delete(offset);
      used -= bytes;
      release(offset, bytes);
    },
  };
}

function outOfMemory(needed: number, available: number): OutOfSharedMemory {
  return new OutOfSharedMemory(
    `shared memory: ${needed.toLocaleString('en')} bytes are needed in one piece, ` +
      `${available.toLocaleString('en')} are available in all`,
  );
}
