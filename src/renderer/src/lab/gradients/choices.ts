/** What the gradient check lets one choose. */

import { formatCount } from '../../../../shared/format.ts';
import { breakages } from '../../../../shared/verify/breakages.ts';

export const epsilonItems = [3, 4, 5, 6, 7].map((digits) => ({ value: `1e-${digits}`, label: `1e-${digits}${digits === 5 ? ' (usual)' : ''}` })); // prettier-ignore

export const entryItems = [
  ...[100, 1000].map((count) => ({ value: String(count), label: `${formatCount(count)} at most, at random` })),
  { value: 'all', label: 'every one' },
];

export const noBreakage = 'none';

/** `missing-mean` as a person reads it. */
const named = (name: string): string => name.replaceAll('-', ' ');

export const breakageItems = [
  { value: noBreakage, label: 'leave it right' },
  ...breakages.map(({ name }) => ({ value: name, label: named(name) })),
];
