/**
 * The images of one split, fetched in batches as they come into sight and kept in one block of memory, the latest used of
 * them. Whoever shows images says which ones it wants now (`want`), draws those that are there (`pixels`) and draws again
 * when `version` changes.
 */

import { shallowRef } from 'vue';
import type { ShallowRef } from 'vue';
import type { ImagePixels } from '../../../../shared/contract.ts';
import { messageOf } from '../../../../shared/errors.ts';

export interface ImageCacheOptions {
  /** Bytes kept. @default 16 MB: 21,000 images of 28 × 28 */
  readonly bytes?: number;
  /** Images of a call, small enough that what comes into sight meanwhile does not wait long. @default 512 */
  readonly batch?: number;
}

export interface ImageShape {
  readonly height: number;
  readonly width: number;
}

export class ImageCache {
  /** Rises whenever images arrived. */
  readonly version: ShallowRef<number> = shallowRef(0);
  /** Why images are missing; null while none of them failed. */
  readonly problem: ShallowRef<string | null> = shallowRef(null);
  readonly #fetch: (positions: Uint32Array) => Promise<ImagePixels>;
  readonly #bytes: number;
  readonly #batch: number;
  readonly #wishes = new Map<string, Uint32Array>();
  /** Position → slot, the longest unused first. */
  readonly #slots = new Map<number, number>();
  #store = new Uint8Array();
  #shape: ImageShape | null = null;
  #isFetching = false;

  /** @param fetch images by position, in the order asked for */
  constructor(fetch: (positions: Uint32Array) => Promise<ImagePixels>, options: ImageCacheOptions = {}) {
    this.#fetch = fetch;
    this.#bytes = options.bytes ?? 16 * 2 ** 20;
    this.#batch = options.batch ?? 512;
  }

  /** Null before the first image arrived. */
  get shape(): ImageShape | null {
    return this.#shape;
  }

  /** Grey values of an image, rows from the top; undefined where it is not there. Valid until more images arrive. */
  pixels(position: number): Uint8Array | undefined {
    const slot = this.#slots.get(position);
    if (slot === undefined || !this.#shape) return undefined;
    this.#slots.delete(position);
    this.#slots.set(position, slot);
    const size = this.#shape.height * this.#shape.width;
    return this.#store.subarray(slot * size, (slot + 1) * size);
  }

  /**
   * What `who` wants to see now, the most urgent first; replaces what it wanted before, and is forgotten once it is there.
   * Wishes are met in the order of their length, so that one enlarged image does not wait for a gallery.
   */
  want(who: string, positions: Uint32Array): void {
    this.#wishes.set(who, positions);
    if (!this.#isFetching) void this.#fetchAll();
  }

  async #fetchAll(): Promise<void> {
    this.#isFetching = true;
    try {
      for (let missing = this.#missing(); missing.length > 0; missing = this.#missing()) {
        const answer = await this.#fetch(missing);
        this.#keep(missing, answer);
        this.problem.value = null;
        this.version.value++;
      }
    } catch (error) {
      // Not asked for again by itself: the next wish, as by scrolling on, tries anew.
      this.problem.value = messageOf(error);
    } finally {
      this.#isFetching = false;
    }
  }

  #missing(): Uint32Array {
    const wishes = [...this.#wishes].sort(([, a], [, b]) => a.length - b.length);
    const missing = new Set<number>();
    for (const [who, wish] of wishes) {
      const before = missing.size;
      for (const position of wish) {
        if (missing.size >= this.#batch) return Uint32Array.from(missing);
        if (!this.#slots.has(position)) missing.add(position);
      }
      if (missing.size === before) this.#wishes.delete(who);
    }
    return Uint32Array.from(missing);
  }

  #keep(positions: Uint32Array, { height, width, pixels }: ImagePixels): void {
    const size = height * width;
    if (!this.#shape) {
      this.#shape = { height, width };
      this.#store = new Uint8Array(Math.max(this.#batch, Math.floor(this.#bytes / size)) * size);
    }
    for (const [i, position] of positions.entries()) {
      const slot = this.#freeSlot(size);
      this.#store.set(pixels.subarray(i * size, (i + 1) * size), slot * size);
      this.#slots.set(position, slot);
    }
  }

  #freeSlot(size: number): number {
    if ((this.#slots.size + 1) * size <= this.#store.length) return this.#slots.size;
    const [oldest] = this.#slots;
    const [position, slot] = oldest ?? [0, 0];
    this.#slots.delete(position);
    return slot;
  }
}
