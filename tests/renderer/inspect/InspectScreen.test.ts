// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ref } from 'vue';
import type { WorkbenchApi } from '../../../src/shared/contract.ts';
import { UserError } from '../../../src/shared/errors.ts';
import { sampleCheckpoints, samplePredictions } from '../../support/sampleAnalysis.ts';
import { sampleExperiment, sampleSummary } from '../../support/sampleExperiments.ts';
import type { SampleWorkbench } from '../../support/sampleWorkbench.ts';
import type { Mounted } from '../mountScreen.ts';
import { click, openInspect, seeds, settle, slide as slideTo, text } from './opened.ts';

/** Nothing has a size here: a window in which the whole screen fits is taken for granted. */
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

async function open(...given: Parameters<typeof openInspect>): Promise<SampleWorkbench> {
  const opened = await openInspect(...given);
  mounted = opened.mounted;
  return opened.workbench;
}
/** Other panels have grids of their own. */
const gallery = '[role=grid][aria-label^=Mistakes], [role=grid][aria-label^=Images]';
const grid = () => mounted!.wrapper.get(gallery);
const cells = (): Element[] => [...(document.querySelector(gallery)?.querySelectorAll('[role=gridcell]') ?? [])];
const names = (): string[] => cells().map((cell) => cell.querySelector('.sr-only')?.textContent ?? '');
const detail = (): string => text('aside[aria-label=Detail]');
const press = async (key: string, keys: object = {}): Promise<void> => {
  await grid().trigger('keydown', { key, ...keys });
  await settle();
};
const slide = (stop: number): Promise<void> => slideTo(mounted!, stop);

/** Of the double, counted by hand: the test split at its last checkpoint. */
function mistakes(id = 'seeds-0', step = 1100): number[] {
  const { labels, probabilities, numbers } = samplePredictions(id, step, 'test');
  return [...labels].flatMap((label, i) => {
    const row = [...probabilities.subarray(10 * i, 10 * i + 10)];
    return row.indexOf(Math.max(...row)) === label ? [] : [numbers[i]!];
  });
}
const numbersShown = (): number[] => names().map((name) => Number(/^image (\d+)/.exec(name)?.[1]));
const sorted = (numbers: number[]): number[] => [...numbers].sort((a, b) => a - b);

describe('a run', () => {
  it('shows exactly the images it gets wrong, the surest first', async () => {
    await open('/inspect/seeds-0');
    expect(sorted(numbersShown())).toEqual(mistakes());
    const sure = names().map((name) => Number.parseFloat(/([\d.]+) %$/.exec(name)?.[1] ?? ''));
    expect(sure).toEqual([...sure].sort((a, b) => b - a));
    expect(text('section[aria-label=Mistakes] [role=status]')).toContain(`${mistakes().length} of 40`);
  });

  it('follows the epoch slider with every figure', async () => {
    await open('/inspect/seeds-0');
    await slide(0);
    expect(sorted(numbersShown())).toEqual(mistakes('seeds-0', 0));
    const slider = mounted!.wrapper.get('header input[type=range]');
    expect(slider.attributes('aria-valuetext')).toBe('the start, before training of 5');
    expect(slider.attributes('max')).toBe(String(sampleCheckpoints.length - 1));
  });

  it('opens the image of the keyboard, and says everything about it', async () => {
    await open('/inspect/seeds-0');
    expect(detail()).toContain(`#${numbersShown()[0]}`);
    await press('ArrowRight');
    expect(detail()).toContain(`#${numbersShown()[1]}`);
    expect(detail()).toMatch(/wrong in \d of 3 runs/);
    expect(document.querySelectorAll('[aria-label="Over the epochs"] button')).toHaveLength(3);
    expect(document.querySelectorAll('[aria-label="Nearest training images"] li')).toHaveLength(5);
    expect(grid().attributes('aria-activedescendant')).toBe(cells()[1]?.id);
    await press('Escape');
    expect(detail()).toBe('');
    await press('End');
    await press('Enter');
    expect(detail()).toContain(`#${numbersShown().at(-1)}`);
  });

  it('moves the slider from the strip of epochs, and keeps the image', async () => {
    await open('/inspect/seeds-0');
    const image = detail().split(' ')[0];
    await click('epoch 1: said');
    expect(text('header output')).toBe('1 of 5');
    expect(detail().split(' ')[0]).toBe(image);
  });

  it('hides the test split while there is one to choose by, and reveals it', async () => {
    await open('/inspect/seeds-0', {}, [seeds(5000)]);
    const splits = (): string => text('[aria-label=Split]');
    expect(splits()).toBe('train validation');
    expect(numbersShown()[0]).toBeGreaterThanOrEqual(2000);
    await click('Reveal the test split');
    expect(splits()).toBe('train validation test');
  });

  it('tags marked images, finds them by the tag, and forgets the tag', async () => {
    const workbench = await open('/inspect/seeds-0');
    await press(' ');
    await press('ArrowRight', { shiftKey: true });
    const marked = numbersShown().slice(0, 2);
    expect(text('[aria-label="Marked images"]')).toContain('2 images marked');
    await click('Tag');
    await mounted!.wrapper.vm.$nextTick();
    const field = document.querySelector<HTMLInputElement>('[aria-label="New tag"]')!;
    field.value = 'smudge';
    field.dispatchEvent(new Event('input'));
    field.form?.dispatchEvent(new Event('submit', { cancelable: true }));
    await settle();
    const call = workbench.calls.find(({ name }) => name === 'tagImages');
    expect(call?.input).toMatchObject({ part: 'test', numbers: marked, tag: 'smudge', on: true });
    await click('Remove the tag smudge');
    expect(workbench.calls.filter(({ name }) => name === 'tagImages')[1]?.input).toMatchObject({ on: false });
  });

  it('goes to an image by its number, also where the gallery does not show it', async () => {
    await open('/inspect/seeds-0');
    const right = [...Array(40).keys()].find((number) => !mistakes().includes(number));
    const field = mounted!.wrapper.get('[aria-label="Jump to an image by its number"]');
    await field.setValue(`#${right}`);
    await field.trigger('submit');
    await settle();
    expect(detail()).toContain(`#${right}`);
    await field.setValue('4000');
    await field.trigger('submit');
    expect(text('[role=alert]')).toContain('#4000 is none of the 40 test images');
  });
});

describe('what cannot be shown yet', () => {
  it('waits for the first weights of a run that trains, and fills by itself', async () => {
    let kept = sampleCheckpoints.slice(0, 0);
    const running = sampleSummary('live', sampleExperiment({ validationSize: 0 }), () => ({ status: 'running' }));
    const workbench = await open('/inspect/live-0', { listCheckpoints: async () => [...kept] }, [running]);
    expect(mounted!.wrapper.text()).toContain('No epoch has ended yet');
    kept = [...sampleCheckpoints.slice(0, 2)];
    workbench.change('live-0', { epoch: 1 });
    await settle();
    expect(names().length).toBeGreaterThan(0);
  });

  it('says what failed and tries again', async () => {
    let fails = true;
    await open('/inspect/seeds-0', {
      getPredictions: async ({ id, step, split }) => {
        if (fails) throw new UserError('dataset', 'mnist: its files are gone. Put them back, or add them again.');
        return samplePredictions(id, step, split);
      },
    });
    expect(text('[role=alert]')).toContain('its files are gone');
    fails = false;
    await click('Try again');
    expect(names().length).toBeGreaterThan(0);
  });

  it('says why images are missing, and shows the figures all the same', async () => {
    await open('/inspect/seeds-0', {
      getImages: () => Promise.reject(new UserError('dataset', 'mnist: its files are gone.')),
    });
    expect(text('section[aria-label=Mistakes]')).toContain(
      'The images could not be fetched: mnist: its files are gone.',
    );
    expect(sorted(numbersShown())).toEqual(mistakes());
  });

  it('says that there is no mistake, and offers the correct images', async () => {
    const perfect: WorkbenchApi['getPredictions'] = async ({ id, step, split }) => {
      const found = samplePredictions(id, step, split);
      const probabilities = new Float32Array(found.probabilities.length);
      found.labels.forEach((label, i) => void (probabilities[10 * i + label] = 1));
      return { ...found, probabilities };
    };
    await open('/inspect/seeds-0', { getPredictions: perfect });
    expect(mounted!.wrapper.text()).toContain('No mistakes at epoch 2');
    await click('Show correct images');
    expect(names()).toHaveLength(40);
  });

  it('offers the runs that have trained when none is chosen', async () => {
    await open('/inspect');
    const links = [...document.querySelectorAll('a')].map((link) => link.getAttribute('href'));
    expect(links).toEqual(['/inspect/seeds-0', '/inspect/seeds-1', '/inspect/seeds-2']);
  });
});

it('leaves nothing behind', async () => {
  const workbench = await open('/inspect/seeds-0');
  mounted!.stop();
  mounted = undefined;
  expect(workbench.listeners()).toBe(0);
});
