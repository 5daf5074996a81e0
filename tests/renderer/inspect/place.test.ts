// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ref } from 'vue';
import { placeQuery, readPlace } from '../../../src/renderer/src/inspect/place.ts';
import { sampleCheckpoints, samplePredictions } from '../../support/sampleAnalysis.ts';
import type { Mounted } from '../mountScreen.ts';
import { click, openInspect, settle, slide, text } from './opened.ts';

vi.mock('@vueuse/core', async (original) => ({
  ...(await original<typeof import('@vueuse/core')>()),
  useElementSize: () => ({ width: ref(560), height: ref(700) }),
  useMediaQuery: () => ref(false),
}));

let mounted: Mounted | undefined;
beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] }));
afterEach(() => {
  mounted?.stop();
  vi.useRealTimers();
  sessionStorage.clear();
  localStorage.clear();
});

async function open(...given: Parameters<typeof openInspect>): Promise<Mounted> {
  const opened = await openInspect(...given);
  await settle();
  return (mounted = opened.mounted);
}
const query = () => mounted!.router.currentRoute.value.query;
const detail = (): string => text('aside[aria-label=Detail]');

describe('an address', () => {
  it('says split, step and image, and is read again', () => {
    const place = { split: 'train', step: 1100, image: 4823 } as const;
    expect(placeQuery(place)).toEqual({ split: 'train', step: '1100', image: '4823' });
    expect(readPlace({ split: 'train', step: '1100', image: '4823' })).toEqual(place);
    expect(readPlace({ image: '0' })).toEqual({ split: null, step: null, image: 0 });
  });

  it.each([{}, { split: 'all', step: '-1', image: '1.5' }, { step: ['1', '2'], image: null }])(
    '%j says nothing',
    (given) => expect(readPlace(given)).toBeNull(),
  );
});

describe('the screen', () => {
  const image = samplePredictions('seeds-0', 0, 'train').numbers[5]!;

  it('opens where the address says', async () => {
    const [start] = sampleCheckpoints;
    await open(`/inspect/seeds-0?split=train&step=${start!.step}&image=${image}`);
    expect(text('header output')).toBe('0 of 5');
    expect(document.querySelector<HTMLInputElement>('[aria-label=Split] :checked')?.value).toBe('train');
    expect(detail()).toContain(`#${image}`);
    expect(query()).toEqual({ split: 'train', step: String(start!.step), image: String(image) });
  });

  it('writes what it shows there, without a step back for it', async () => {
    const { router } = await open('/inspect/seeds-0');
    const first = /#(\d+)/.exec(detail())?.[1];
    expect(query()).toEqual({ image: first });
    const replaced = vi.spyOn(router, 'replace');
    const pushed = vi.spyOn(router, 'push');
    await slide(mounted!, 0);
    await settle();
    expect(query()).toEqual({ step: String(sampleCheckpoints[0]!.step), image: first });
    await click('Close');
    await settle();
    expect(query()).toEqual({ step: String(sampleCheckpoints[0]!.step) });
    expect(replaced).toHaveBeenCalled();
    expect(pushed).not.toHaveBeenCalled();
  });

  it('goes where a link leads, and keeps its place on the way to another run', async () => {
    const { router } = await open('/inspect/seeds-0');
    await router.push(`/inspect/seeds-0?split=train&image=${image}`);
    await settle();
    expect(detail()).toContain(`#${image}`);
    await router.push('/inspect/seeds-1');
    await settle();
    expect(detail()).toContain(`#${image}`);
    expect(query()).toEqual({ split: 'train', image: String(image) });
  });
});
