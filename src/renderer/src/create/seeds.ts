/** What the form says about seeds: which ones there will be, and what so many of them can tell. */

import { readNumber } from './text.ts';

/** `seeds 1, 2, 3 for every configuration`. */
export function seedsText(seed: string, repeats: string): string {
  const first = readNumber(seed) ?? 1;
  const count = readNumber(repeats) ?? 1;
  if (typeof first !== 'number' || typeof count !== 'number' || count < 1) return 'seeds';
  if (count === 1) return `seed ${first}`;
  const last = first + count - 1;
  const shown = count <= 4 ? Array.from({ length: count }, (_, i) => first + i).join(', ') : `${first} … ${last}`;
  return `seeds ${shown} for every configuration`;
}

/**
 * What so many seeds can tell, in words. A single run compares nothing; several settings with one seed each compare what
 * may be chance.
 */
export function repeatsHint(repeats: string, isSwept = false): string | undefined {
  const count = readNumber(repeats) ?? 1;
  if (typeof count !== 'number' || count < 1) return undefined;
  if (count === 1)
    return isSwept ? 'With 1 seed no difference can be told from chance; 5 or more make the band honest.' : undefined;
  return count < 5
    ? `With ${count} seeds only large differences can be told from chance; 5 or more make the band honest.`
    : undefined;
}
