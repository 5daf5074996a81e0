/** The state of the Compare screen, kept in the address: a reload, the back button and a link all bring it back. */

import { useThrottleFn } from '@vueuse/core';
import { shallowRef, watch } from 'vue';
import type { ShallowRef } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { changeView, fromQuery, toQuery } from './view.ts';
import type { CompareView } from './view.ts';

export interface UseCompareView {
  readonly view: Readonly<ShallowRef<CompareView>>;
  readonly change: (changes: Partial<CompareView>) => void;
  /** Shows another view altogether: a saved one. */
  readonly show: (view: CompareView) => void;
}

/** Browsers refuse more than some hundred changes of the address in half a minute. */
const addressInterval = 400;

export function useCompareView(): UseCompareView {
  const route = useRoute();
  const router = useRouter();
  const view = shallowRef(fromQuery(route.query));
  const address = (query: unknown): string => JSON.stringify(query);

  const write = useThrottleFn(
    () => {
      if (route.name !== 'compare' || address(route.query) === address(toQuery(view.value))) return;
      written = address(toQuery(view.value));
      void router.replace({ query: toQuery(view.value) });
    },
    addressInterval,
    true,
  );
  let written = address(route.query);
  function show(next: CompareView): void {
    view.value = next;
    void write();
  }

  // Somebody else changed the address: a link from another screen, the back button.
  watch(
    () => route.query,
    (query) => {
      if (route.name === 'compare' && address(query) !== written) view.value = fromQuery(query);
      written = address(query);
    },
  );
  return { view, change: (changes) => show(changeView(view.value, changes)), show };
}
