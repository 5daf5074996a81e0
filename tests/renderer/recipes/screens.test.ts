// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { h } from 'vue';
import type { RunDetail } from '../../../src/shared/contract.ts';
import ExpectationsPanel from '../../../src/renderer/src/recipes/ExpectationsPanel.vue';
import RecipesScreen from '../../../src/renderer/src/recipes/RecipesScreen.vue';
import VerdictBadge from '../../../src/renderer/src/recipes/VerdictBadge.vue';
import { keptDraft } from '../../../src/renderer/src/stores/draft.ts';
import { sampleRecipes } from '../../support/sampleAnswers.ts';
import { sampleExperiment, sampleSummary } from '../../support/sampleExperiments.ts';
import { sampleWorkbench } from '../../support/sampleWorkbench.ts';
import { mountScreen } from '../mountScreen.ts';
import type { Mounted } from '../mountScreen.ts';

let mounted: Mounted | undefined;
afterEach(() => mounted?.stop());

const calls = (workbench: ReturnType<typeof sampleWorkbench>, name: string): number =>
  workbench.calls.filter((call) => call.name === name).length;

describe('the recipes screen', () => {
  it('lists every recipe below its course, with data, length and estimate, and opens the form', async () => {
    const workbench = sampleWorkbench();
    mounted = await mountScreen(RecipesScreen, workbench, '/recipes');
    await flushPromises();
    const { wrapper } = mounted;
    const links = wrapper.findAll('a[href*="recipe="]');
    expect(links).toHaveLength(sampleRecipes.length);
    const sections = wrapper.findAll('section');
    expect(sections.map((section) => section.find('h2').text())).toContain('CS 189, UC Berkeley');
    const three = links.find((link) => link.text().includes('Three against nine'))!;
    expect(three.text()).toContain('MNIST');
    expect(three.text()).toContain('1 run of 5 epochs, about 3.2 s');
    await three.trigger('click');
    await flushPromises();
    expect(mounted.router.currentRoute.value.fullPath).toBe('/new?recipe=cs189-three-nine');
  });

  it('opens a file in the form, and says what is wrong with one that is none', async () => {
    const { experiment } = sampleRecipes[0]!;
    mounted = await mountScreen(RecipesScreen, sampleWorkbench(), '/recipes');
    await flushPromises();
    const choose = async (text: string): Promise<void> => {
      const input = mounted!.wrapper.find<HTMLInputElement>('input[type=file]');
      Object.defineProperty(input.element, 'files', { value: [new File([text], 'week-3.json')], configurable: true });
      await input.trigger('change');
      await flushPromises();
    };
    await choose('{');
    await vi.waitFor(() => expect(document.body.textContent).toContain('week-3.json: not valid JSON'));
    expect(mounted.router.currentRoute.value.path).toBe('/recipes');

    await choose(JSON.stringify(experiment));
    await vi.waitFor(() => expect(mounted!.router.currentRoute.value.fullPath).toBe('/new?draft=file'));
    expect(keptDraft()).toEqual({ experiment, origin: 'from week-3.json' });
  });

  it('plans each recipe once', async () => {
    const workbench = sampleWorkbench();
    mounted = await mountScreen(RecipesScreen, workbench, '/recipes');
    await flushPromises();
    expect(calls(workbench, 'planExperiment')).toBe(sampleRecipes.length);
  });
});

const expects = [
  {
    metric: 'train.error',
    at: 'end',
    over: 'mean',
    max: 0.5,
    published: 0.13,
    quote: 'about 13 %',
    note: 'Other images.',
  },
  { metric: 'test.error', at: 'end', over: 'mean', max: 0.5 },
] as const;
const summary = (status: RunDetail['status'] = 'finished') =>
  sampleSummary('e', { ...sampleExperiment({ repeats: 2 }), expects: [...expects] }, () => ({ status }));

describe('the published values of an experiment', () => {
  it('stand beside ours, with sentence, note and verdict; test figures stay hidden', async () => {
    const experiment = summary();
    const workbench = sampleWorkbench([experiment]);
    const panel = h(ExpectationsPanel, { summary: experiment, testIsHidden: true });
    mounted = await mountScreen({ render: () => panel }, workbench);
    await flushPromises();
    const [first, second] = mounted.wrapper.findAll('section section');
    for (const part of [
      'training error at the end',
      'reproduced',
      '13.00 %',
      'at most 50.00 %',
      'seed 1',
      'about 13 %',
    ])
      expect(first!.text()).toContain(part);
    expect(second!.text()).toContain('not revealed');
    expect(mounted.wrapper.text()).toContain('Other images.');
  });

  it('say why they could not be had', async () => {
    const experiment = summary();
    const workbench = sampleWorkbench([experiment]);
    workbench.failNext('getExpectations', new Error('The service is gone.'));
    const panel = h(ExpectationsPanel, { summary: experiment, testIsHidden: true });
    mounted = await mountScreen({ render: () => panel }, workbench);
    await flushPromises();
    expect(mounted.wrapper.get('[role=alert]').text()).toBe('The service is gone.');
  });

  it('are a badge of the row once all runs have ended, and ask for nothing before', async () => {
    const open = sampleWorkbench([summary('running')]);
    mounted = await mountScreen({ render: () => h(VerdictBadge, { summary: summary('running') }) }, open);
    await flushPromises();
    expect(mounted.wrapper.text()).toBe('');
    expect(calls(open, 'getExpectations')).toBe(0);
    mounted.stop();
    const ended = sampleWorkbench([summary()]);
    mounted = await mountScreen({ render: () => h(VerdictBadge, { summary: summary() }) }, ended);
    await flushPromises();
    expect(mounted.wrapper.text()).toBe('reproduced');
  });
});
