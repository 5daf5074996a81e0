/** The Inspect screen as the router mounts it, around the double of the service; under fake timers. */

import { flushPromises } from '@vue/test-utils';
import { vi } from 'vitest';
import { defineComponent, h } from 'vue';
import { useRoute } from 'vue-router';
import InspectScreen from '../../../src/renderer/src/inspect/InspectScreen.vue';
import type { ExperimentSummary, WorkbenchApi } from '../../../src/shared/contract.ts';
import { sampleExperiment, sampleSummary } from '../../support/sampleExperiments.ts';
import { sampleWorkbench, type SampleWorkbench } from '../../support/sampleWorkbench.ts';
import { mountScreen, type Mounted } from '../mountScreen.ts';

const Routed = defineComponent(() => {
  const route = useRoute();
  return () => h(InspectScreen, { run: route.path.split('/')[2] ?? '' });
});

/** Three runs that differ by their seed: `seeds-0` to `seeds-2`. */
export const seeds = (validationSize = 0): ExperimentSummary =>
  sampleSummary('seeds', sampleExperiment({ name: 'Three seeds', repeats: 3, validationSize }), () => ({}));

export interface Opened {
  readonly workbench: SampleWorkbench;
  readonly mounted: Mounted;
}

/** @param given calls that answer otherwise than the double does */
export async function openInspect(
  path: string,
  given: Partial<WorkbenchApi> = {},
  experiments: ExperimentSummary[] = [seeds()],
): Promise<Opened> {
  const workbench = sampleWorkbench(experiments);
  const { api } = workbench;
  const getRun: WorkbenchApi['getRun'] = async (input) => {
    const run = await api.getRun(input);
    return { ...run, dataset: { ...run.dataset, validation: run.experiment.dataset.validationSize } };
  };
  const overridden = new Proxy(api, {
    get: (calls, name, receiver) => Reflect.get({ getRun, ...given }, name) ?? Reflect.get(calls, name, receiver),
  });
  const mounted = await mountScreen(Routed, { ...workbench, api: overridden }, path);
  await settle();
  return { workbench, mounted };
}

/** Everything that waits has waited long enough, and is answered. */
export async function settle(): Promise<void> {
  for (let round = 0; round < 4; round++) {
    await flushPromises();
    vi.advanceTimersByTime(500);
  }
  await flushPromises();
}

export const text = (selector: string): string =>
  (document.querySelector(selector)?.textContent ?? '').replace(/\s+/g, ' ').trim();

/** The first button or entry of a menu whose name or text holds this. */
export async function click(label: string, keys: MouseEventInit = {}): Promise<void> {
  const all = [
    ...document.querySelectorAll<HTMLElement>('button, [role=menuitem], [role=menuitemcheckbox], [data-index]'),
  ];
  const found = all.find((one) => `${one.getAttribute('aria-label') ?? ''} ${one.textContent}`.includes(label));
  if (!found) throw new Error(`there is no ${label}`);
  found.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ...keys }));
  await settle();
}

/** Moves the epoch slider. */
export async function slide({ wrapper }: Mounted, stop: number): Promise<void> {
  await wrapper.get('header input[type=range]').setValue(String(stop));
  await settle();
}
