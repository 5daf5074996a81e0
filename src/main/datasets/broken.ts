/** Keeps account of broken parts of a dataset, images or rows: names and counts them, and lets them be left out. */

import { UserError } from '../../shared/errors.ts';

/** A part cannot be used. The message is the end of a sentence that begins with the part's name: `is cut off`. */
export class Broken extends Error {
  override readonly name = 'Broken';
}

export interface BrokenParts {
  /** @param reason the end of a sentence: `is cut off` */
  add(part: string, reason: string): void;
  /**
   * Call after the last part.
   * @param total parts in all
   * @returns how many are left out
   * @throws UserError naming them: 'broken' where they are not to be skipped but can be, 'dataset' where nothing is left
   */
  settle(total: number): number;
}

const mostNamed = 5;

/**
 * @param name how errors call the file or folder
 * @param plural `images` or `rows`
 */
export function createBrokenParts(name: string, plural: string, skipBroken: boolean): BrokenParts {
  const named: string[] = [];
  let count = 0;
  return {
    add(part, reason) {
      count++;
      if (named.length < mostNamed) named.push(`${part} ${reason}`);
    },
    settle(total) {
      if (count === 0 || (skipBroken && count < total)) return count;
      const more = count > named.length ? ` and ${count - named.length} more` : '';
      const isNothingLeft = count >= total;
      const advice = isNothingLeft
        ? 'nothing is left, so choose other files'
        : `repair or remove ${count === 1 ? 'it' : 'them'}, or have broken ${plural} skipped (inspect --skip-broken)`;
      throw new UserError(
        isNothingLeft ? 'dataset' : 'broken',
        `${name}: ${count} of ${total} ${plural} cannot be used: ${named.join('; ')}${more}; ${advice}.`,
      );
    },
  };
}
