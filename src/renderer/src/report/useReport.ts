/** Writes the report of an experiment: fetches its runs with a progress message that can cancel, then hands over the file. */

import { useToast } from '@nuxt/ui/composables';
import type { ExperimentSummary } from '../../../shared/contract.ts';
import { formatCount, plural } from '../../../shared/format.ts';
import { changedFrom } from '../../../shared/result/changed.ts';
import { titleOf } from '../experiments/said.ts';
import { useNotify } from '../frame/toasts.ts';
import { useClient } from '../stores/client.ts';
import { useExperiments } from '../stores/experiments.ts';
import { useRecipes } from '../stores/recipes.ts';
import { download } from '../ui/download.ts';
import { fetchRuns } from './fetchRuns.ts';
import { hidesTest } from './report.ts';

export interface UseReport {
  /** Ends when the file was handed over, when it was cancelled, or when it failed and that was said. */
  write(experiment: ExperimentSummary, includeTest: boolean): Promise<void>;
}

export function useReport(): UseReport {
  const client = useClient();
  const recipes = useRecipes();
  const experiments = useExperiments();
  const toast = useToast();
  const notify = useNotify();

  async function write(summary: ExperimentSummary, includeTest: boolean): Promise<void> {
    const cancel = new AbortController();
    const { signal } = cancel;
    const total = summary.runs.length;
    const said = (done: number): string => `${formatCount(done)} of ${plural(total, 'run')} read`;
    const stop = (): void => {
      cancel.abort();
      toast.remove(id);
    };
    const { id } = toast.add({
      title: `Writing the report of ${summary.name}`,
      description: said(0),
      icon: 'i-lucide-file-text',
      color: 'neutral',
      duration: 0,
      progress: false,
      close: false,
      actions: [{ label: 'Cancel', color: 'neutral', variant: 'outline', onClick: stop }],
    });
    const ids = summary.runs.map((run) => run.id);
    const onRun = (done: number): void => {
      if (!signal.aborted) toast.update(id, { description: said(done) });
    };
    await notify.attempt(`The report of ${summary.name}`, async () => {
      try {
        const runs = await fetchRuns(client.api, ids, { onRun, signal });
        // The chart library is large, and most people who open the list of experiments write no report.
        const [{ reportHtml }, { fileName }] = await Promise.all([
          import('./document.ts'),
          import('../charts/fileName.ts'),
        ]);
        const text = reportHtml({
          title: titleOf(summary, recipes.list),
          summary,
          runs,
          includeTest,
          changed: changedFrom(
            summary.experiment,
            recipes.list,
            runs.map(({ detail }) => detail.dataset),
          ),
          writtenAt: Date.now(),
        });
        if (includeTest && hidesTest(summary) && summary.testRevealedAt === null)
          await experiments.revealTests([summary.id]);
        download(new Blob([text], { type: 'text/html' }), `${fileName(summary.name, 'report')}.html`);
      } catch (error) {
        if (!signal.aborted) throw error;
      } finally {
        toast.remove(id);
      }
    });
  }

  return { write };
}
