/** The images of the part on screen; a cache of its own for every part, and a new one when the files changed. */

import { computed } from 'vue';
import type { ComputedRef } from 'vue';
import type { DatasetOverview, DatasetPart } from '../../../../shared/contract.ts';
import { ImageCache } from '../../inspect/images/imageCache.ts';
import { useClient } from '../../stores/client.ts';

/** @param shown what is on screen; null while nothing is */
export function useDatasetImages(
  shown: () => { readonly overview: DatasetOverview; readonly part: DatasetPart } | null,
): ComputedRef<ImageCache | null> {
  const { api } = useClient();
  const caches = new Map<string, ImageCache>();
  return computed(() => {
    const now = shown();
    if (!now) return null;
    const { id, facts } = now.overview;
    const key = `${id} ${facts.sha256} ${now.part}`;
    const found = caches.get(key);
    if (found) return found;
    const source = { kind: 'dataset', id, part: now.part } as const;
    const made = new ImageCache((positions) => api.getImages({ source, positions }));
    caches.set(key, made);
    return made;
  });
}
