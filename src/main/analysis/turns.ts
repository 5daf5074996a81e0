/**
 * Whose turn it is at the analysis thread, which answers one call after the other: the most urgent first, equals in order. What
 * computes is stopped for something more urgent, and begins anew once that is done.
 */

import { UserError } from '../../shared/errors.ts';

/** `now`: somebody looks at a screen that waits for it. `soon`: it completes the screen. `ahead`: it may be wanted next. */
export type Urgency = 'now' | 'soon' | 'ahead';

/** A wish for an answer; while it is not met, it may become more urgent: see `raise`. */
export interface Wish {
  urgency: Urgency;
}

interface Turn {
  readonly wish: Wish;
  /** One Int32; anything but 0 ends the work, which then rejects with `cancelled`. */
  readonly stop: SharedArrayBuffer;
  readonly begin: () => void;
  /** Whether it was stopped for something more urgent. */
  isPutOff: boolean;
}

const order: readonly Urgency[] = ['now', 'soon', 'ahead'];
const rankOf = ({ urgency }: Wish): number => order.indexOf(urgency);

export class Turns {
  /** In the order in which they came. */
  #waiting: readonly Turn[] = [];
  #current: Turn | null = null;

  /**
   * @param signal ends the work, or the wait for it
   * @param work begins anew, with another word, where it was stopped for something more urgent
   */
  async run<Result>(
    wish: Wish,
    signal: AbortSignal | undefined,
    work: (stop: SharedArrayBuffer) => Promise<Result>,
  ): Promise<Result> {
    for (let isAgain = false; ; isAgain = true) {
      const turn = await this.#turn(wish, isAgain);
      const abort = (): void => end(turn);
      signal?.addEventListener('abort', abort, { once: true });
      try {
        signal?.throwIfAborted();
        return await work(turn.stop);
      } catch (error) {
        const isStopped = error instanceof UserError && error.code === 'cancelled';
        if (!isStopped || !turn.isPutOff || signal?.aborted) throw error;
      } finally {
        signal?.removeEventListener('abort', abort);
        this.#current = null;
        this.#next();
      }
    }
  }

  /** Makes a wish more urgent than it was. */
  raise(wish: Wish, urgency: Urgency): void {
    if (order.indexOf(urgency) >= rankOf(wish)) return;
    wish.urgency = urgency;
    this.#next();
  }

  /** @param isAgain keeps its place before those that came later */
  #turn(wish: Wish, isAgain: boolean): Promise<Turn> {
    return new Promise((resolve) => {
      const turn: Turn = { wish, stop: new SharedArrayBuffer(4), begin: () => resolve(turn), isPutOff: false };
      this.#waiting = isAgain ? [turn, ...this.#waiting] : [...this.#waiting, turn];
      this.#next();
    });
  }

  #next(): void {
    const next = this.#waiting.reduce<Turn | null>(
      (first, turn) => (first && rankOf(first.wish) <= rankOf(turn.wish) ? first : turn),
      null,
    );
    if (!next) return;
    const current = this.#current;
    if (current) {
      if (rankOf(next.wish) >= rankOf(current.wish)) return;
      current.isPutOff = true;
      return end(current);
    }
    this.#waiting = this.#waiting.filter((turn) => turn !== next);
    this.#current = next;
    next.begin();
  }
}

function end({ stop }: Turn): void {
  Atomics.store(new Int32Array(stop), 0, 1);
}
