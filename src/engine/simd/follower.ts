/**
 * A thread that helps a run which another thread leads.
 */

import { viewControl } from './control.ts';
import { instantiate, type LoadedKernels } from './kernels.ts';
import type { PlacedRun } from './network.ts';
import { createProgram } from './program.ts';
import { dismissFollower, follow, markDead } from './team.ts';

/**
 * Takes part in a run until it is dismissed or the run is over. Blocks this thread; uses no processor while the run
 * rests. Results do not depend on when followers come and go.
 * @param slot 0 … maxThreads − 2, one per follower
 * @returns how many tasks this thread did
 * @throws Error when the slot is taken
 */
export function joinTeam(loaded: LoadedKernels, run: PlacedRun, slot: number): number {
  const { memory, layout, base, images } = run;
  const control = viewControl(memory, base + layout.control, layout.shape.maxThreads);
  const kernels = instantiate(loaded.module, memory);
  const program = createProgram({
    kernels,
    wide: loaded.wide ?? false,
    memory,
    layout,
    base,
    images,
    thread: slot + 1,
  });
  return follow(control, slot, program.run);
}

/** The owner's side of a team. */
export interface TeamControl {
  /** Asks a follower to return; does not wait. One that is still on its way to the slot returns when it gets there. */
  dismiss(slot: number): void;
  /**
   * To be called when a follower's worker has died: the leader fails the step the follower was at work in, instead of
   * waiting for ever. One that was not at work leaves its slot free.
   */
  markDead(slot: number): void;
}

export function teamControl({ memory, layout, base }: PlacedRun): TeamControl {
  const control = viewControl(memory, base + layout.control, layout.shape.maxThreads);
  return {
    dismiss: (slot) => dismissFollower(control, slot),
    markDead: (slot) => markDead(control, slot),
  };
}
