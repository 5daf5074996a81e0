/** Start and Save as recipe: what the header's buttons do with a form that has been read. */

import { ref } from 'vue';
import type { Ref } from 'vue';
import { useRouter } from 'vue-router';
import { messageOf } from '../../../shared/errors.ts';
import { useClient } from '../stores/client.ts';
import { download } from '../ui/download.ts';
import type { ExperimentForm } from './useExperimentForm.ts';

export interface UseStart {
  readonly isStarting: Readonly<Ref<boolean>>;
  /** Why the service refused to start; null when it did not. */
  readonly refused: Readonly<Ref<string | null>>;
  /** Starts and goes to the run, or to the experiments when there are several. Does nothing while a field is wrong. */
  readonly start: () => Promise<void>;
  readonly save: () => void;
}

export function useStart(form: Pick<ExperimentForm, 'read' | 'draft' | 'placeholderName'>): UseStart {
  const client = useClient();
  const router = useRouter();
  const isStarting = ref(false);
  const refused = ref<string | null>(null);

  async function start(): Promise<void> {
    const experiment = form.read();
    if (!experiment || isStarting.value) return;
    isStarting.value = true;
    refused.value = null;
    try {
      const { id, runs } = await client.api.startExperiment({ experiment });
      await router.push(
        runs.length === 1 && runs[0] ? `/runs/${runs[0].id}` : { path: '/', query: { experiment: id } },
      );
    } catch (error) {
      refused.value = messageOf(error);
    } finally {
      isStarting.value = false;
    }
  }

  function save(): void {
    // What is not yet right is saved too, so the draft and not the experiment.
    const name = form.draft.value.name ?? (form.placeholderName.value || undefined);
    const text = `${JSON.stringify({ ...form.draft.value, name }, null, 2)}\n`;
    download(new Blob([text], { type: 'application/json' }), fileName(name ?? ''));
  }
  return { isStarting, refused, start, save };
}

/** `VU learning rates` → `vu-learning-rates.json`. */
export function fileName(name: unknown): string {
  const slug = String(name)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
  return `${slug || 'experiment'}.json`;
}
