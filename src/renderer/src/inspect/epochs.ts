/** How the stops of the epoch slider are said. Pure. */

import type { Checkpoint } from '../../../shared/contract.ts';

/** `3`, or `0.25` where weights were kept inside an epoch. */
export const epochNumber = ({ epoch }: Checkpoint): string => String(Number(epoch.toFixed(2)));

/** `epoch 3`, `the start, before training`. */
export const epochName = (checkpoint: Checkpoint | null): string => {
  if (!checkpoint) return 'this epoch';
  return checkpoint.step === 0 ? 'the start, before training' : `epoch ${epochNumber(checkpoint)}`;
};
