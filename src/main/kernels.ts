/** The kernels as this processor runs them best, read from the program's own files. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadKernels, type LoadedKernels } from '../engine/simd/kernels.ts';
import { paths } from './paths.ts';
import { allowWideVectors } from './wideVectors.ts';

export async function openKernels(): Promise<LoadedKernels> {
  const files = ['simd.wasm', 'simd-relaxed.wasm'];
  const [simd, relaxed] = await Promise.all(files.map((name) => readFile(join(paths.kernels, name))));
  const wide = allowWideVectors();
  return { ...loadKernels({ simd: simd!, relaxed: relaxed! }), wide };
}
