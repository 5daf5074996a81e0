/** The built kernels for tests, compiled when they are missing or out of date. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildKernels } from '../../../scripts/build-kernels.ts';
import type { KernelBytes } from '../../../src/engine/simd/kernels.ts';

export async function kernelBytes(): Promise<KernelBytes> {
  const folder = await buildKernels();
  const read = async (file: string) => new Uint8Array(await readFile(join(folder, file)));
  return { simd: await read('simd.wasm'), relaxed: await read('simd-relaxed.wasm') };
}
