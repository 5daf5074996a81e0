/** Whether somebody acts in a window: a word in shared memory at which training threads look (`engine/courtesy.ts`). */

import { nobodyActs, restFor } from '../../engine/courtesy.ts';

/** Milliseconds for which one act counts: the time in which its consequences are drawn, on a machine that is busy. */
export const actLasts = 500;

export class Attention {
  readonly memory = new SharedArrayBuffer(4);
  readonly #word = new Int32Array(this.memory);
  #end: NodeJS.Timeout | null = null;

  /** Somebody acts now. @param threads that train */
  act(threads: number): void {
    Atomics.store(this.#word, 0, restFor(threads));
    if (this.#end) this.#end.refresh();
    else this.#end = setTimeout(() => this.#isOver(), actLasts).unref();
  }

  #isOver(): void {
    this.#end = null;
    Atomics.store(this.#word, 0, nobodyActs);
    Atomics.notify(this.#word, 0);
  }
}
