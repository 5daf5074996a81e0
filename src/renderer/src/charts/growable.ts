/**
 * A series of float32 values that grows while a run trains. Appending costs amortised constant time and the view never
 * copies, so a million steps stay one flat array. Deliberately not reactive: whoever appends says that it changed.
 */

export class GrowableSeries {
  private buffer: Float32Array;
  private used = 0;

  /** @param capacity values that fit before the first growth */
  constructor(capacity = 1024) {
    this.buffer = new Float32Array(Math.max(1, capacity));
  }

  get length(): number {
    return this.used;
  }

  /** Appends all values. Views taken before still show what they showed. */
  append(values: ArrayLike<number>): void {
    const needed = this.used + values.length;
    if (needed > this.buffer.length) {
      const grown = new Float32Array(Math.max(needed, 2 * this.buffer.length));
      grown.set(this.view());
      this.buffer = grown;
    }
    this.buffer.set(values, this.used);
    this.used = needed;
  }

  /** Forgets everything from `length` on: a resumed run may start again before what was already seen. */
  truncate(length: number): void {
    if (length >= this.used) return;
    // A fresh copy, because views handed out earlier must not change under whoever draws them.
    this.buffer = this.buffer.slice(0, Math.max(1, length));
    this.used = Math.max(0, length);
  }

  /** The values so far, without a copy. */
  view(): Float32Array {
    return this.buffer.subarray(0, this.used);
  }
}
