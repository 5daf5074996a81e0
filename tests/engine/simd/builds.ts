/** Both builds of the kernels that this processor can run, each in a memory of its own. */

import { createAllocator, type Allocator } from '../../../src/engine/simd/allocator.ts';
import {
  createSharedMemory,
  instantiate,
  loadKernels,
  type Kernels,
  type LoadedKernels,
} from '../../../src/engine/simd/kernels.ts';
import { kernelBytes } from './kernelBytes.ts';

export interface Bench {
  readonly kernels: Kernels;
  readonly memory: WebAssembly.Memory;
  readonly allocator: Allocator;
  /** Copies floats into the memory; returns their byte offset. */
  floats(values: ArrayLike<number>): number;
  /** A (rows, columns) matrix with rows padded to `stride` floats, 0 in the padding. */
  matrix(values: ArrayLike<number>, rows: number, columns: number, stride: number): number;
  integers(values: ArrayLike<number>): number;
  read(at: number, count: number): Float32Array;
}

const bytes = await kernelBytes();

export const builds: readonly LoadedKernels[] = [loadKernels(bytes, 'simd'), loadKernels(bytes)];

/** A fresh memory with the kernels of a build on it. */
export function openBench(build: LoadedKernels): Bench {
  const memory = createSharedMemory();
  const allocator = createAllocator(memory);
  const floats = (values: ArrayLike<number>) => {
    const at = allocator.allocate(values.length * 4);
    new Float32Array(memory.buffer, at, values.length).set(values);
    return at;
  };
  return {
    kernels: instantiate(build.module, memory),
    memory,
    allocator,
    floats,
    matrix(values, rows, columns, stride) {
      const wide = new Float32Array(rows * stride);
      for (let r = 0; r < rows; r++) for (let c = 0; c < columns; c++) wide[r * stride + c] = values[r * columns + c]!;
      return floats(wide);
    },
    integers(values) {
      const at = allocator.allocate(values.length * 4);
      new Uint32Array(memory.buffer, at, values.length).set(values);
      return at;
    },
    read: (at, count) => new Float32Array(memory.buffer, at, count).slice(),
  };
}
