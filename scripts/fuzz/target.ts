/** What is fuzzed: a table of targets, and how one case of one is judged. */

import { UserError, messageOf } from '../../src/shared/errors.ts';
import { randomStream } from '../../src/engine/random.ts';
import type { Random } from '../../src/engine/random.ts';

export interface Target {
  readonly name: string;
  /** Makes, reads and judges one input. `folder` is empty and its own. */
  run(random: Random, folder: string): Outcome;
}

export type Outcome =
  | { readonly kind: 'refused' }
  | { readonly kind: 'accepted' }
  /** Against the promise: a crash, a silent contradiction, a message that is no sentence. */
  | { readonly kind: 'violation'; readonly what: string };

interface Parts<Input, Value> {
  readonly name: string;
  readonly damage: (random: Random) => Input;
  /** @throws UserError where it refuses */
  readonly read: (input: Input, folder: string) => Value;
  /** Why the input should have been refused, or differs from what was read; null where all is well. */
  readonly contradiction: (input: Input, value: Value) => string | null;
}

export function target<Input, Value>({ name, damage, read, contradiction }: Parts<Input, Value>): Target {
  return {
    name,
    run(random, folder) {
      const input = damage(random);
      let value: Value;
      try {
        value = read(input, folder);
      } catch (error) {
        return judgeRefusal(error);
      }
      const what = judge(() => contradiction(input, value));
      return what === null ? { kind: 'accepted' } : { kind: 'violation', what: `accepted: ${what}` };
    },
  };
}

/** An oracle that stumbles over what was accepted has found something, too. */
function judge(contradiction: () => string | null): string | null {
  try {
    return contradiction();
  } catch (error) {
    return `the oracle cannot read it (${messageOf(error)})`;
  }
}

/** One sentence, for a person, of a length that one reads. */
function judgeRefusal(error: unknown): Outcome {
  if (!(error instanceof UserError)) {
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { kind: 'violation', what: `crash: ${what.split('\n').slice(0, 3).join(' ')}` };
  }
  const isSentence = /^[^\n\r]+\.$/.test(error.message) && error.message.length < 1500;
  return isSentence
    ? { kind: 'refused' }
    : { kind: 'violation', what: `no sentence: ${JSON.stringify(error.message)}` };
}

/** The same case number always gets the same numbers. */
export const randomOf = (seed: number, number: number): Random => randomStream(seed, 'data', number);
