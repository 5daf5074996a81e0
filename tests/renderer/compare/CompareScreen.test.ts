// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { flushPromises } from '@vue/test-utils';
import CompareScreen from '../../../src/renderer/src/compare/CompareScreen.vue';
import { keptDraft } from '../../../src/renderer/src/stores/draft.ts';
import { callSchemas } from '../../../src/shared/contract.ts';
import type { CallName, ExperimentSummary } from '../../../src/shared/contract.ts';
import { sampleWorkbench } from '../../support/sampleWorkbench.ts';
import { mountScreen } from '../mountScreen.ts';
import type { Mounted } from '../mountScreen.ts';
import { lr, seriesFor, sweep, trainImages } from './samples.ts';

/** There is no canvas here. */
vi.mock('../../../src/renderer/src/charts/library.ts', () => ({
  echarts: {
    init: () => ({
      setOption: () => undefined,
      resize: () => undefined,
      dispose: () => undefined,
      getZr: () => ({ setSleepAfterStill: () => undefined }),
    }),
  },
}));

let mounted: Mounted | undefined;
afterEach(() => {
  mounted?.stop();
  sessionStorage.clear();
});

const callNames = Object.keys(callSchemas) as CallName[];

async function open(path: string, experiments: ExperimentSummary[] = [sweep()], points = 5) {
  const base = sampleWorkbench(experiments);
  const { api } = base;
  const workbench = Object.assign(base, {
    points,
    api: {
      // The double's calls are looked up one by one, so that it goes on recording them.
      ...api,
      ...Object.fromEntries(callNames.map((name) => [name, api[name]])),
      getRun: async (input: { id: string }) => {
        const run = await api.getRun(input);
        return { ...run, dataset: { ...run.dataset, train: trainImages } };
      },
      getSeries: async ({ id, fromStep, fromEvaluation }: { id: string; fromStep: number; fromEvaluation: number }) => {
        const run = base.experiments.flatMap((one) => one.runs).find((one) => one.id === id)!;
        const all = seriesFor({ seed: run.seed, settings: new Map([[lr, run.overrides[lr]]]) }, workbench.points);
        return {
          fromStep,
          batchLoss: all.batchLoss.slice(fromStep),
          batchError: all.batchError.slice(fromStep),
          fromEvaluation,
          evaluations: all.evaluations.slice(fromEvaluation),
        };
      },
    },
  });
  mounted = await mountScreen(CompareScreen, workbench, path);
  await flushPromises();
  return { ...mounted, workbench, text: () => mounted!.wrapper.text() };
}
const all = '/compare?experiments=vu';
const button = (name: string) => mounted!.wrapper.findAll('button').find((each) => each.text().includes(name));
const inPage = (selector: string, name: string) =>
  [...document.querySelectorAll<HTMLElement>(selector)].find((each) => (each.textContent ?? '').includes(name));
/** The large drawing, in words. */
function chart(): string {
  const labels = mounted!.wrapper.findAll('[role=img]').map((image) => image.attributes('aria-label') ?? '');
  return labels.find((label) => / (overlaid|side by side): /.test(label)) ?? '';
}

describe('the Compare screen', () => {
  it('draws the groups of an experiment with what the band is and n', async () => {
    const { text, wrapper } = await open(all);
    expect(text()).toContain('VU learning rates · 2 groups × 3 seeds');
    expect(wrapper.find('[data-caption]').text()).toBe('mean ± SD, n = 3');
    expect(chart()).toMatch(/^validation error against epoch, side by side: lr 0.001 from 99.20 % to 20.00 %/);
    expect(wrapper.find('table').text()).toContain('20.00 %');
    expect(text()).toContain('At epoch 4.00');
    expect(text()).toContain('lr 0.01 − lr 0.001 is −1.8 pp (3 paired seeds, lr 0.01 better in 3)');
    expect(text()).toContain('n = 3: only very large differences');
  });

  it('hides a group on a click and shows it alone on a double click, without touching a figure', async () => {
    const { text } = await open(all);
    await button('lr 0.001')!.trigger('click');
    expect(chart()).not.toContain('lr 0.001');
    expect(text()).toContain('lr 0.01 − lr 0.001 is −1.8 pp');
    await button('lr 0.001')!.trigger('click');
    await button('lr 0.001')!.trigger('dblclick');
    expect(chart()).toContain('lr 0.001');
    expect(chart()).not.toContain('lr 0.01 from');
  });

  it('overlays, and changes the axis by its buttons', async () => {
    await open(all);
    await button('overlay')!.trigger('click');
    expect(chart()).toContain('against epoch, overlaid');
    await button('samples')!.trigger('click');
    expect(chart()).toContain('against samples seen');
  });

  it('hides test figures until they are revealed, and remembers that', async () => {
    const view = encodeURIComponent(JSON.stringify({ metric: 'test.error' }));
    const { text, workbench } = await open(`${all}&view=${view}`);
    expect(text()).toContain('Test figures are hidden while settings are chosen by validation.');
    expect(text()).not.toContain('20.00 %');
    await button('Reveal test figures')!.trigger('click');
    await flushPromises();
    expect(text()).toContain('20.00 %');
    expect(button('Reveal test figures')).toBeUndefined();
    expect(workbench.experiments[0]!.testRevealedAt).toBeGreaterThan(0);
  });

  it('shows test figures at once where they were revealed elsewhere, or by a view of an earlier version', async () => {
    const view = encodeURIComponent(JSON.stringify({ metric: 'test.error' }));
    const first = await open(`${all}&view=${view}`, [{ ...sweep(), testRevealedAt: 1 }]);
    expect(first.text()).toContain('20.00 %');
    first.stop();
    const old = encodeURIComponent(JSON.stringify({ metric: 'test.error', testRevealed: true }));
    const { text, workbench } = await open(`${all}&view=${old}`);
    expect(text()).toContain('20.00 %');
    expect(workbench.experiments[0]!.testRevealedAt).toBeGreaterThan(0);
  });

  it('follows runs that train and keeps the view', async () => {
    const running = sweep(() => ({ status: 'running' }));
    const { workbench } = await open(`${all}&view=${encodeURIComponent('{"mode":"overlay"}')}`, [running], 3);
    expect(chart()).toContain('to 33.20 %');
    vi.useFakeTimers();
    workbench.points = 5;
    workbench.change('vu-0', { step: 400 });
    await vi.advanceTimersByTimeAsync(600);
    vi.useRealTimers();
    await flushPromises();
    expect(chart()).toContain('overlaid');
    expect(mounted!.wrapper.find('[data-caption]').text()).toContain('n = 1–3');
  });

  it('says what to do where there is nothing to compare', async () => {
    const { text } = await open('/compare');
    expect(text()).toContain('Nothing is compared yet');
    await button('Choose runs')!.trigger('click');
    await flushPromises();
    document.querySelector<HTMLElement>('[role=checkbox][aria-label="VU learning rates"]')!.click();
    await flushPromises();
    expect(chart()).toContain('lr 0.001');
  });

  it('says that all runs diverged', async () => {
    const { text } = await open(all, [sweep(() => ({ status: 'diverged' }))], 0);
    expect(text()).toContain('All of these runs diverged');
    expect(text()).toContain('▲ 3/3');
  });

  it('shows a single run without inventing a spread', async () => {
    const { wrapper, text } = await open('/compare?runs=vu-0');
    expect(wrapper.find('[data-caption]').text()).toBe('mean, n = 1, no spread from 1 run');
    expect(text()).toContain('1 run');
  });

  it('saves a view under a name and shows it again', async () => {
    const { workbench, router } = await open(all);
    await button('overlay')!.trigger('click');
    await button('Saved views')!.trigger('click');
    await flushPromises();
    inPage('button', 'Save view')!.click();
    await flushPromises();
    expect(await workbench.api.listViews({})).toMatchObject([{ name: 'VU learning rates', view: { mode: 'overlay', experiments: ['vu'] } }]); // prettier-ignore
    await router.push('/compare');
    await flushPromises();
    await button('Saved views')!.trigger('click');
    await flushPromises();
    [...document.querySelectorAll<HTMLElement>('li button')].find((each) => each.textContent?.trim() === 'VU learning rates')!.click(); // prettier-ignore
    await flushPromises();
    expect(chart()).toContain('overlaid');
  });

  it('proposes the best settings for a final run, and opens the form with them', async () => {
    const { router } = await open(all, [sweep((index) => ({ lastError: index < 3 ? 0.2 : 0.1 }))]);
    await button('Final run from best')!.trigger('click');
    await flushPromises();
    expect(document.body.textContent).toContain('lr 0.01 − lr 0.001 is −10.0 pp');
    inPage('button', 'Edit first')!.click();
    await flushPromises();
    expect(router.currentRoute.value.fullPath).toBe('/new?draft=final');
    expect(keptDraft()).toMatchObject({
      origin: 'final run from VU learning rates',
      experiment: { dataset: { validationSize: 0 }, training: { optimizer: { learningRate: 0.01 } }, sweep: {} },
    });
  });

  it('leaves no listener behind', async () => {
    const { workbench, stop } = await open(all);
    stop();
    mounted = undefined;
    expect(workbench.listeners()).toBe(0);
  });
});
