// @vitest-environment happy-dom
/** On the way to another run: what stays as it was chosen, and what does not because it would mean something else there. */

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ref } from 'vue';
import type { WorkbenchApi } from '../../../src/shared/contract.ts';
import { sampleWorkbench } from '../../support/sampleWorkbench.ts';
import type { Mounted } from '../mountScreen.ts';
import { click, openInspect, seeds, settle, text } from './opened.ts';

vi.mock('@vueuse/core', async (original) => ({
  ...(await original<typeof import('@vueuse/core')>()),
  useElementSize: () => ({ width: ref(560), height: ref(700) }),
  useMediaQuery: () => ref(false),
}));

let mounted: Mounted | undefined;
beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => {
  mounted?.stop();
  vi.useRealTimers();
  sessionStorage.clear();
  localStorage.clear();
});

/** The third run is of another dataset, whose classes have the same names. */
const getRun: WorkbenchApi['getRun'] = async ({ id }) => {
  const run = await sampleWorkbench([seeds()]).api.getRun({ id });
  return id === 'seeds-2' ? { ...run, dataset: { ...run.dataset, sha256: 'f'.repeat(64) } } : run;
};
const chips = (): string => text('[aria-label="Filters in use"]');
async function goTo(id: string): Promise<void> {
  await mounted!.router.push(`/inspect/${id}`);
  await settle();
}
const tabs = (): string[] => [...document.querySelectorAll('[role=tab][aria-selected=true]')].map((tab) => tab.textContent.trim()); // prettier-ignore

describe('the next run', () => {
  it('of the same images keeps the cell that is looked into, with as many images as it has there', async () => {
    mounted = (await openInspect('/inspect/seeds-0', { getRun })).mounted;
    await click('All that are 4');
    expect(chips()).toBe('true 4');
    await goTo('seeds-1');
    expect(chips()).toBe('true 4');
    const names = [...document.querySelectorAll('[role=grid][aria-label^=Mistakes] [role=gridcell] .sr-only')];
    for (const { textContent } of names) expect(textContent).toContain('true 4,');
    expect(text('[role=grid][aria-label="Confusion matrix"] [aria-pressed=true]')).toBe('4');
  });

  it('of another dataset begins with all its mistakes, and with its own first image', async () => {
    mounted = (await openInspect('/inspect/seeds-0', { getRun })).mounted;
    await click('All that are 4');
    await goTo('seeds-2');
    expect(chips()).toBe('');
    const first = /image (\d+)/.exec(text('[role=grid][aria-label^=Mistakes] [role=gridcell] .sr-only'))?.[1];
    expect(text('aside[aria-label=Detail]')).toContain(`#${first}`);
  });

  it('is shown in the panels that were chosen', async () => {
    mounted = (await openInspect('/inspect/seeds-0', { getRun })).mounted;
    await click('Runs');
    await click('Draw');
    await goTo('seeds-1');
    expect(tabs()).toEqual(['Runs', 'Draw']);
  });
});
