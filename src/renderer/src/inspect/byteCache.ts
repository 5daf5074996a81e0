/** Values that were asked for, the latest used of them, up to a number of bytes. */

export class ByteCache<Value> {
  readonly #kept = new Map<string, Value>();
  readonly #limit: number;
  readonly #bytesOf: (value: Value) => number;
  #bytes = 0;

  /** @param limit bytes kept at most, the latest entry aside */
  constructor(limit: number, bytesOf: (value: Value) => number) {
    this.#limit = limit;
    this.#bytesOf = bytesOf;
  }

  get(name: string): Value | undefined {
    const found = this.#kept.get(name);
    if (found !== undefined) {
      this.#kept.delete(name);
      this.#kept.set(name, found);
    }
    return found;
  }

  set(name: string, value: Value): void {
    this.#drop(name);
    this.#kept.set(name, value);
    this.#bytes += this.#bytesOf(value);
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= this.#limit || oldest === name) break;
      this.#drop(oldest);
    }
  }

  #drop(name: string): void {
    const found = this.#kept.get(name);
    if (found === undefined) return;
    this.#kept.delete(name);
    this.#bytes -= this.#bytesOf(found);
  }
}
