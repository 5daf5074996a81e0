/** One cache of images for every split of the run on screen. */

import { watch } from 'vue';
import type { SplitName } from '../../../../shared/contract.ts';
import { useClient } from '../../stores/client.ts';
import { ImageCache } from './imageCache.ts';

/** The cache of a split; made when it is first asked for, and anew for another run. */
export function useImages(runId: () => string): (split: SplitName) => ImageCache {
  const { api } = useClient();
  const caches = new Map<SplitName, ImageCache>();
  watch(runId, () => caches.clear(), { flush: 'sync' });

  return (split) => {
    const id = runId();
    const found = caches.get(split);
    if (found) return found;
    const made = new ImageCache((positions) => api.getImages({ source: { kind: 'run', id, split }, positions }));
    caches.set(split, made);
    return made;
  };
}
