/** Every backend that this machine can run, each with how close to the float64 reference it has to be. */

import type { Backend } from '../../src/engine/backend.ts';
import { referenceBackend } from '../../src/engine/reference/network.ts';
import { simdBackend } from '../../src/engine/simd/backend.ts';
import { kernelBytes } from '../engine/simd/kernelBytes.ts';
import type { Tolerance } from './tolerance.ts';

export interface TestedBackend {
  readonly name: string;
  readonly backend: Backend;
  /** For single values: losses, gradients, probabilities. */
  readonly tolerance: Tolerance;
  /** Relative norm by which a tensor may differ after a hundred steps. */
  readonly trajectory: number;
}

const bytes = await kernelBytes();
const float32 = { tolerance: { absolute: 1e-6, relative: 1e-5 }, trajectory: 2e-5 };
const simd = simdBackend(bytes, 'simd');
const preferred = simdBackend(bytes);

export const backends: readonly TestedBackend[] = [
  {
    name: 'reference',
    backend: referenceBackend,
    tolerance: { absolute: 1e-12, relative: 1e-10 },
    trajectory: 1e-10,
  },
  { name: simd.variant, backend: simd, ...float32 },
  // The same build again where the processor knows no relaxed SIMD: nothing new to test.
  ...(preferred.variant === simd.variant ? [] : [{ name: preferred.variant, backend: preferred, ...float32 }]),
];
