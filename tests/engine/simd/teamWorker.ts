/** A follower in a worker thread: joins the team it is given, and says how many tasks it did once it has left. */

import { parentPort, workerData } from 'node:worker_threads';
import type { LoadedKernels } from '../../../src/engine/simd/kernels.ts';
import type { PlacedRun } from '../../../src/engine/simd/network.ts';
import { joinTeam } from '../../../src/engine/simd/follower.ts';

const { loaded, run, slot } = workerData as { loaded: LoadedKernels; run: PlacedRun; slot: number };
parentPort?.postMessage(joinTeam(loaded, run, slot));
