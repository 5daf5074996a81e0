/** The owner of a team in a worker thread: waits until the follower in slot 0 is at work, then reports it dead. */

import { workerData } from 'node:worker_threads';
import { slotState } from '../../../src/engine/simd/control.ts';
import { teamControl } from '../../../src/engine/simd/follower.ts';
import type { PlacedRun } from '../../../src/engine/simd/network.ts';

const { run, slot } = workerData as { run: PlacedRun; slot: Int32Array };
while (Atomics.load(slot, 0) !== slotState.active);
teamControl(run).markDead(0);
