/**
 * The SIMD backend for one thread with a memory of its own: for tests, gradients and small jobs. Runs of the workbench
 * share one memory and are placed by the pool.
 */

import type { Backend, Network, NetworkPlan } from '../backend.ts';
import { createAllocator } from './allocator.ts';
import { initializeRun } from './data.ts';
import { placeImages } from './images.ts';
import { createSharedMemory, loadKernels, type KernelBytes } from './kernels.ts';
import { layoutNetwork, shapeOf } from './layout.ts';
import { openNetwork } from './network.ts';

/**
 * @param bytes the two builds of the kernels @param force `simd` for the build without relaxed SIMD
 * @param wide takes the tiles made for vectors of eight lanes, see `LoadedKernels`. @default false
 * @returns a backend whose networks lie in one memory, which they share and give back when disposed
 */
export function simdBackend(bytes: KernelBytes, force?: 'simd', wide = false): Backend {
  const loaded = { ...loadKernels(bytes, force), wide };
  const memory = createSharedMemory();
  const allocator = createAllocator(memory);
  return {
    variant: loaded.variant,
    create(plan: NetworkPlan): Network {
      const layout = layoutNetwork(shapeOf(plan));
      const images = placeImages(memory, allocator, plan.data.images);
      const base = allocator.allocate(layout.bytes);
      initializeRun(memory, layout, base, plan.data);
      const network = openNetwork(loaded, { memory, layout, base, images });
      let disposed = false;
      return {
        ...network,
        dispose() {
          if (disposed) return;
          disposed = true;
          network.dispose();
          allocator.free(base);
          allocator.free(images.block);
        },
      };
    },
  };
}
