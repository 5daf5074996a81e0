/** An address that names an experiment (`/?experiment=…`, as after Start): shows it as soon as it is listed, once. */

import { nextTick, watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';

/**
 * @param listed ids of the experiments that the table knows
 * @param show opens the experiment and moves the focus to it
 */
export function useArrival(listed: () => readonly string[], show: (experimentId: string) => void): void {
  const route = useRoute();
  const router = useRouter();
  watch(
    () => {
      const wanted = route.query['experiment'];
      return typeof wanted === 'string' && listed().includes(wanted) ? wanted : null;
    },
    async (id) => {
      if (id === null) return;
      await nextTick();
      show(id);
      // Coming back later must not take the focus away again.
      await router.replace({ path: route.path, query: {} });
    },
    { immediate: true },
  );
}
