/** Every backend that this machine can run, each with how close to the float64 reference it has to be. */

import type { Backend } from '../../src/engine/backend.ts';
import { referenceBackend } from '../../src/engine/reference/network.ts';
import type { Tolerance } from './tolerance.ts';

export interface TestedBackend {
  readonly name: string;
  readonly backend: Backend;
  /** For single values: losses, gradients, probabilities. */
  readonly tolerance: Tolerance;
  /** Relative norm by which a tensor may differ after a hundred steps. */
  readonly trajectory: number;
}

export const backends: readonly TestedBackend[] = [
  {
    name: 'reference',
    backend: referenceBackend,
    tolerance: { absolute: 1e-12, relative: 1e-10 },
    trajectory: 1e-10,
  },
];
