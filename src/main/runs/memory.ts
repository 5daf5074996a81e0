/**
 * The engine's shared memory as the main process owns it: one block per run, and every dataset placed once, however many
 * runs use it. Workers see the same memory and allocate nothing.
 */

import { createAllocator, type Allocator } from '../../engine/simd/allocator.ts';
import { placeImages, type PlacedImages } from '../../engine/simd/images.ts';
import { createSharedMemory } from '../../engine/simd/kernels.ts';
import type { ImageStore } from '../../engine/spec.ts';

interface Placement {
  readonly images: PlacedImages;
  users: number;
}

export class EngineMemory {
  readonly memory: WebAssembly.Memory = createSharedMemory();
  readonly #allocator: Allocator;
  readonly #placements = new Map<ImageStore, Placement>();

  /** @param maximumBytes never more than this. @default what WebAssembly can address, 4 GiB */
  constructor(maximumBytes?: number) {
    this.#allocator = createAllocator(this.memory, maximumBytes);
  }

  /** A zeroed block of shared memory. Throws OutOfSharedMemory with needed and free bytes when there is no room. */
  allocate(bytes: number): number {
    return this.#allocator.allocate(bytes);
  }

  free(address: number): void {
    this.#allocator.free(address);
  }

  /** Places images once; each call must be matched by one `release`. */
  place(store: ImageStore): PlacedImages {
    const known = this.#placements.get(store);
    const placement = known ?? { images: placeImages(this.memory, this.#allocator, store), users: 0 };
    placement.users += 1;
    this.#placements.set(store, placement);
    return placement.images;
  }

  /** The images' memory is given back when the last run that uses them has ended. */
  release(store: ImageStore): void {
    const placement = this.#placements.get(store);
    if (!placement) return;
    placement.users -= 1;
    if (placement.users > 0) return;
    this.#placements.delete(store);
    this.#allocator.free(placement.images.block);
  }
}
