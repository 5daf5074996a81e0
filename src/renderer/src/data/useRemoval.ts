/** Takes a dataset out of the library, says what becomes of its runs, and offers to undo it. */

import { useRoute, useRouter } from 'vue-router';
import type { DatasetEntry } from '../../../shared/contract.ts';
import { plural } from '../../../shared/format.ts';
import { useNotify } from '../frame/toasts.ts';
import { useDatasets } from '../stores/datasets.ts';
import { useExperiments } from '../stores/experiments.ts';

export function useRemoval() {
  const datasets = useDatasets();
  const experiments = useExperiments();
  const notify = useNotify();
  const router = useRouter();
  const route = useRoute();

  async function remove({ id, name, origin }: DatasetEntry): Promise<void> {
    const back = route.fullPath;
    const used = experiments.list
      .filter(({ experiment }) => experiment.dataset.source === id)
      .reduce((sum, { runs }) => sum + runs.length, 0);
    await notify.attempt(`Removing ${name}`, async () => {
      await datasets.remove(id);
      await datasets.load();
      await router.replace('/data');
      const kept = used > 0 ? ` Its ${plural(used, 'run')} keep their results.` : '';
      const files = origin === undefined ? ' Its files stay.' : ' Its copy in the workspace goes when the app closes.';
      notify.undoable(`${name} removed.${kept}${files}`, async () => {
        await datasets.restore(id);
        await datasets.load();
        await router.replace(back);
      });
    });
  }
  return { remove };
}
