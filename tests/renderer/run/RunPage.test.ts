// @vitest-environment happy-dom
import { useToast } from '@nuxt/ui/composables';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { flushPromises } from '@vue/test-utils';
import { h } from 'vue';
import RunPage from '../../../src/renderer/src/run/RunPage.vue';
import { sampleWorkbench } from '../../support/sampleWorkbench.ts';
import type { SampleWorkbench } from '../../support/sampleWorkbench.ts';
import { mountScreen } from '../mountScreen.ts';
import type { Mounted } from '../mountScreen.ts';
import { seriesUpTo } from './samples.ts';

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

async function open(id: string, prepare: (workbench: SampleWorkbench) => void = () => undefined) {
  const base = sampleWorkbench();
  prepare(base);
  const workbench = Object.assign(base, {
    api: {
      ...base.api,
      getRun: base.api.getRun,
      commandRun: base.api.commandRun,
      labelExperiment: base.api.labelExperiment,
      getSeries: seriesOf,
    },
  });
  mounted = await mountScreen({ render: () => h(RunPage, { id }) }, workbench);
  await flushPromises();
  return { ...mounted, workbench, text: () => mounted!.wrapper.text() };
}
const seriesOf = async (input: { fromStep: number; fromEvaluation: number }) => seriesUpTo(40, input);
const charts = (): string[] => {
  const labels = mounted!.wrapper.findAll('[role=img]').map((image) => image.attributes('aria-label') ?? '');
  return labels.filter((label) => label.startsWith('Line chart'));
};
const button = (name: string) => mounted!.wrapper.findAll('button').find((each) => each.text().includes(name));

describe('the run page', () => {
  it('shows the batch loss, and loss and error of the splits', async () => {
    await open('vu-0');
    expect(charts()).toHaveLength(3);
    expect(charts()[0]).toMatch(/^Line chart of loss \(nats\) against epoch: batch from 1.000 to/);
    expect(charts()[1]).toContain('train from 1.000 to 0.02439 at step 40; validation from');
    expect(charts()[2]).toContain('error (%)');
  });

  it('hides test figures until they are revealed', async () => {
    const { text } = await open('vu-0');
    expect(charts()[1]).not.toContain('test');
    await button('reveal test figures')!.trigger('click');
    await flushPromises();
    expect(charts()[1]).toContain('test from');
    expect(text()).not.toContain('reveal test figures');
  });

  it('remembers the reveal for all runs of the experiment, and only for these', async () => {
    const before = Date.now();
    const { workbench } = await open('vu-0');
    await button('reveal test figures')!.trigger('click');
    await flushPromises();
    const { experiments } = workbench;
    expect(experiments.find(({ id }) => id === 'vu')!.testRevealedAt).toBeGreaterThanOrEqual(before);
    mounted!.stop();
    await open('vu-1', (next) => (next.experiments = experiments));
    expect(button('reveal test figures')).toBeUndefined();
    mounted!.stop();
    await open('mixed-0', (next) => (next.experiments = experiments));
    expect(button('reveal test figures')).toBeDefined();
  });

  it('takes over once what an earlier version remembered in the window', async () => {
    sessionStorage.setItem('revealed-tests', '["vu","gone"]');
    const { workbench } = await open('vu-0');
    await flushPromises();
    expect(button('reveal test figures')).toBeUndefined();
    expect(workbench.experiments.filter((one) => one.testRevealedAt !== null).map(({ id }) => id)).toEqual(['vu']);
    expect(sessionStorage.getItem('revealed-tests')).toBeNull();
    expect(document.body.textContent).not.toContain('did not work');
  });

  it('says why test figures could not be revealed, and shows none', async () => {
    const { text } = await open('vu-0', (workbench) =>
      workbench.failNext('labelExperiment', new Error('The disk is full.')),
    );
    await button('reveal test figures')!.trigger('click');
    await flushPromises();
    expect(document.body.textContent).toContain('The disk is full.');
    expect(text()).toContain('reveal test figures');
    useToast().clear();
  });

  it('deletes the run with undo, and goes back to the experiments', async () => {
    const { router, workbench } = await open('vu-0');
    await router.push('/runs/vu-0');
    mounted!.wrapper.get('[aria-label="Delete this run"]').element.dispatchEvent(new MouseEvent('click'));
    await vi.waitFor(() => expect(router.currentRoute.value.path).toBe('/'));
    const ids = () => workbench.experiments.find(({ id }) => id === 'vu')!.runs.map(({ id }) => id);
    expect(ids()).not.toContain('vu-0');
    const undo = [...document.querySelectorAll('button')].find((one) => one.textContent?.trim() === 'Undo');
    undo!.click();
    await flushPromises();
    expect(ids()).toContain('vu-0');
  });

  it('leads to Compare where there is something to compare with', async () => {
    const { wrapper } = await open('vu-0');
    expect(wrapper.findAll('a').map((link) => link.attributes('href'))).toContain('/compare?experiments=vu');
    expect(wrapper.text()).toContain('784-300-10');
  });

  it('goes on with a run that was cut off', async () => {
    const { workbench } = await open('mixed-3');
    await button('Resume')!.trigger('click');
    await flushPromises();
    expect(workbench.calls).toContainEqual({ name: 'commandRun', input: { id: 'mixed-3', command: 'resume' } });
  });

  it('offers what can be done with a running run, and does it', async () => {
    const { workbench } = await open('vu-8');
    await button('Pause')!.trigger('click');
    await flushPromises();
    expect(workbench.calls).toContainEqual({ name: 'commandRun', input: { id: 'vu-8', command: 'pause' } });
    expect(button('Resume')).toBeDefined();
    expect(button('Pause')).toBeUndefined();
  });

  it('says why a command was refused', async () => {
    const { workbench, wrapper } = await open('vu-8');
    workbench.failNext('commandRun', new Error('The run has just finished.'));
    await button('Stop')!.trigger('click');
    await flushPromises();
    expect(wrapper.get('[role=alert]').text()).toBe('The run has just finished.');
  });

  it('follows the run to its end', async () => {
    const { workbench, text } = await open('vu-8');
    expect(text()).toContain('epoch 4 of 5');
    workbench.change('vu-8', { status: 'finished' });
    await flushPromises();
    expect(text()).toContain('finished');
    expect(text()).toContain('final');
  });

  it.each([
    ['mixed-1', 'Try a smaller learning rate'],
    ['mixed-2', 'no longer in ~/data/mnist'],
    ['mixed-3', 'Resume continues from step'],
    ['mixed-4', 'Everything up to there is kept'],
    ['vu-12', 'Waits for a free core'],
  ])('says what happened to %s and what to do', async (id, sentence) => {
    expect((await open(id)).text()).toContain(sentence);
  });

  it('says that there is no such run, and leads back', async () => {
    const { text, wrapper } = await open('nope');
    expect(text()).toContain('There is no run nope');
    expect(wrapper.get('[role=alert] a').attributes('href')).toBe('/');
  });

  it('leads to a copy of its experiment', async () => {
    const { wrapper } = await open('vu-0');
    const links = wrapper.findAll('a').map((link) => link.attributes('href'));
    expect(links).toContain('/new?from=vu');
  });
});
