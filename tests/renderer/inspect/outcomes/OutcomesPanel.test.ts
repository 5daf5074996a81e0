// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ref } from 'vue';
import { UserError } from '../../../../src/shared/errors.ts';
import { outcomeCounts, wrongHistogram } from '../../../../src/shared/analysis/outcomes.ts';
import { scored, wrongCounts } from '../../../../src/shared/analysis/predictions.ts';
import { samplePredictions } from '../../../support/sampleAnalysis.ts';
import { sampleExperiment, sampleSummary } from '../../../support/sampleExperiments.ts';
import type { Mounted } from '../../mountScreen.ts';
import { click, openInspect, seeds, settle, slide, text } from '../opened.ts';

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

async function open(...given: Parameters<typeof openInspect>): Promise<void> {
  ({ mounted } = await openInspect(...given));
  await click('Runs');
}
async function compareWith(name: string): Promise<void> {
  await click('Compare with…');
  await click(name);
}

const said = (id: string, step = 1100) => scored(samplePredictions(id, step)).predicted;
const { labels } = samplePredictions('seeds-0');
const nameOf = (element: Element | undefined): string =>
  (element?.querySelector('.sr-only')?.textContent ?? '').replace(/\s+/g, ' ').trim();
const button = (start: string): HTMLElement | undefined =>
  [...document.querySelectorAll('button')].find((one) => nameOf(one).startsWith(start));
const shown = (): number => Number(/^(\d+) of/.exec(text('[role=status].truncate'))?.[1]);
const bars = (): HTMLElement[] => [
  ...document.querySelectorAll<HTMLElement>('[aria-label="Wrong in how many of 3 runs"] button'),
];

describe('the seeds of a group', () => {
  it('are counted by how many are wrong, and each bar shows its images', async () => {
    await open('/inspect/seeds-0');
    const counts = wrongCounts(labels, [said('seeds-0'), said('seeds-1'), said('seeds-2')]);
    const histogram = wrongHistogram(counts, 3);
    expect(bars().map((bar) => Number(/: (\d+) image/.exec(nameOf(bar))?.[1]))).toEqual([...histogram.subarray(1)]);
    for (const k of [1, 2, 3]) {
      await click(`wrong in ${k} of 3`);
      expect(shown()).toBe(histogram[k]);
      expect(button(`wrong in ${k} of 3`)?.getAttribute('aria-pressed')).toBe('true');
    }
    await click('wrong in 1 of 3', { shiftKey: true });
    expect(shown()).toBe(histogram[1]! + histogram[2]! + histogram[3]!);
    await click('right in all 3');
    expect(shown()).toBe(histogram[0]);
  });

  it('follow the epoch slider', async () => {
    await open('/inspect/seeds-0');
    await slide(mounted!, 0);
    const counts = wrongCounts(labels, [said('seeds-0', 0), said('seeds-1', 0), said('seeds-2', 0)]);
    const histogram = wrongHistogram(counts, 3);
    expect(nameOf(bars()[2])).toContain(`wrong in 3 of 3: ${histogram[3]} image`);
  });

  it('are gone through by arrow keys, one bar in the tab order', async () => {
    await open('/inspect/seeds-0');
    const inOrder = (): string[] => bars().map((bar) => bar.getAttribute('tabindex') ?? '');
    expect(inOrder()).toEqual(['0', '-1', '-1']);
    bars()[0]!.dispatchEvent(new KeyboardEvent('keydown', { key: 'End', bubbles: true }));
    await settle();
    expect(inOrder()).toEqual(['-1', '-1', '0']);
    expect(document.activeElement).toBe(bars()[2]);
  });

  it('say why they cannot be shown', async () => {
    await open('/inspect/seeds-0', {
      getPredicted: async () => {
        throw new UserError('dataset', 'mnist: its files are gone.');
      },
    });
    expect(text('[aria-label=Seeds] [role=alert]')).toBe('mnist: its files are gone.');
  });
});

describe('two runs', () => {
  it('are a 2 × 2 whose counts show their images', async () => {
    await open('/inspect/seeds-0');
    expect(document.querySelector('[aria-label="Two runs"]')).toBeNull();
    await compareWith('seed 2');
    const counts = outcomeCounts(labels, said('seeds-0'), said('seeds-1'));
    for (const [start, outcome] of [
      ['fixed:', 'fixed'],
      ['broken:', 'broken'],
      ['both runs are right', 'both-right'],
      ['both wrong, and say the same', 'same-wrong'],
      ['both wrong, and say different', 'different-wrong'],
    ] as const) {
      expect(nameOf(button(start))).toContain(`: ${counts[outcome]} image`);
      await click(start);
      expect(shown()).toBe(counts[outcome]);
    }
    await click('both wrong, and say different');
    expect(button('both wrong, and say different')?.getAttribute('aria-pressed')).toBe('false');
    expect(text('[aria-label="Two runs"]')).toContain(`${counts.fixed} fixed, ${counts.broken} broken`);
  });

  it('forget the filter once there is nothing to compare with', async () => {
    const alone = sampleSummary('alone', sampleExperiment({ name: 'Alone', validationSize: 0 }), () => ({}));
    await open('/inspect/seeds-0', {}, [seeds(), alone]);
    await compareWith('seed 2');
    await click('fixed:');
    await click('wrong in 1 of 3');
    await mounted!.router.push('/inspect/alone-0');
    await settle();
    expect(document.querySelector('[aria-label="Filters in use"]')).toBeNull();
    expect([...document.querySelectorAll('[role=tab]')].map((tab) => tab.textContent.trim())).not.toContain('Runs');
  });
});
