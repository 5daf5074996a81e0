// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ref } from 'vue';
import type { WorkbenchApi } from '../../../src/shared/contract.ts';
import { samplePredictions } from '../../support/sampleAnalysis.ts';
import { click, openInspect, text, type Opened } from './opened.ts';

vi.mock('@vueuse/core', async (original) => ({
  ...(await original<typeof import('@vueuse/core')>()),
  useElementSize: () => ({ width: ref(560), height: ref(700) }),
  useMediaQuery: () => ref(false),
}));

let opened: Opened | undefined;
beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => {
  opened?.mounted.stop();
  vi.useRealTimers();
  sessionStorage.clear();
  localStorage.clear();
});

describe('beside a run of other images', () => {
  it('says that predictions cannot be compared, and shows none', async () => {
    const getPredictions: WorkbenchApi['getPredictions'] = async ({ id, step, split }) => {
      const found = samplePredictions(id, step ?? 1100, split);
      return id === 'seeds-1' ? { ...found, numbers: found.numbers.map((number) => number + 1) } : found;
    };
    opened = await openInspect('/inspect/seeds-0', { getPredictions });
    const differences = (): boolean => text('[aria-label=Runs]').includes('difference');
    await click('Compare with');
    await click('seed 3');
    expect([differences(), text('[role=alert]')]).toEqual([true, '']);
    await click('with seed 3');
    await click('seed 2');
    expect(text('[role=alert]')).toBe(
      'The run compared with used other images, so that its predictions cannot be put beside these. Choose a run of the same dataset and split.',
    );
    expect(differences()).toBe(false);
  });
});
