/** Keeps the address of the Inspect screen at what it shows, so that a reload, a bookmark and a link bring it back. */

import { useThrottleFn } from '@vueuse/core';
import { watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { placeQuery, readPlace } from './place.ts';
import type { InspectPlace } from './place.ts';

/** Browsers refuse more than some hundred changes of the address in half a minute. */
const addressInterval = 400;

/** What the address asks for as the screen opens. */
export const openingPlace = (): InspectPlace | null => readPlace(useRoute().query);

/**
 * @param now what is shown; null while that is not known yet, and then the address stays as it is
 * @param adopt shows what an address says that somebody else has put there. One that says nothing, as a plain link to another
 *   run, keeps what is shown
 */
export function usePlace(now: () => InspectPlace | null, adopt: (place: InspectPlace) => void): void {
  const route = useRoute();
  const router = useRouter();
  let written = JSON.stringify(route.query);

  const write = useThrottleFn(
    () => {
      const place = now();
      if (!place || route.name !== 'inspect') return;
      const query = placeQuery(place);
      if (JSON.stringify(query) === JSON.stringify(route.query)) return;
      written = JSON.stringify(query);
      void router.replace({ path: route.path, query });
    },
    addressInterval,
    true,
  );
  watch(now, write);
  watch(
    () => route.query,
    (query) => {
      const place = route.name === 'inspect' && JSON.stringify(query) !== written ? readPlace(query) : null;
      if (place) adopt(place);
      else void write();
    },
  );
}
