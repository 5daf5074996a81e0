/**
 * How far a packed file may unpack. A few kilobytes can be made to unpack to gigabytes; real data cannot: MNIST as float64
 * shrinks to a twentieth. The limit is judged by what headers claim, before anything is allocated, and what is unpacked is
 * then held to the claim.
 */

import { UserError } from '../../shared/errors.ts';

/** Whatever unpacks to no more than this is harmless, however well it was packed. */
export const harmlessBytes = 64 * 2 ** 20;

/** Beyond that, a file may unpack to this many times its own size. */
export const largestExpansion = 40;

/** The limit in words. */
export const expansionLimit = `${harmlessBytes / 2 ** 20} MiB, or ${largestExpansion} times the size of the file`;

/** The most bytes that `packed` bytes may unpack to. */
export const mostUnpacked = (packed: number): number => Math.max(harmlessBytes, largestExpansion * packed);

/**
 * @param packed bytes of the file
 * @param unpacked bytes that it claims to hold
 * @param name how errors call the file
 * @throws UserError 'dataset' where that is more than real data do
 */
export function checkExpansion(packed: number, unpacked: number, name: string): void {
  const most = mostUnpacked(packed);
  if (unpacked <= most) return;
  throw new UserError(
    'dataset',
    `${name}: ${packed} bytes would unpack to ${unpacked}, at most ${most} are unpacked (${expansionLimit}); it is damaged ` +
      'or made to fill the memory, so write it anew with less compression.',
  );
}
