// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { flushPromises } from '@vue/test-utils';
import USelect from '@nuxt/ui/components/Select.vue';
import { schedules } from '../../../src/renderer/src/create/choices.ts';
import NewExperiment from '../../../src/renderer/src/create/NewExperiment.vue';
import { planDelay } from '../../../src/renderer/src/create/usePlan.ts';
import type { ExperimentInput } from '../../../src/shared/experiment.ts';
import { sampleWorkbench } from '../../support/sampleWorkbench.ts';
import { mountScreen } from '../mountScreen.ts';
import type { Mounted } from '../mountScreen.ts';

const rate = 'training.optimizer.learningRate';
let mounted: Mounted | undefined;
afterEach(() => {
  mounted?.stop();
  vi.useRealTimers();
});

async function open(path = '/new') {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const workbench = sampleWorkbench();
  mounted = await mountScreen(NewExperiment, workbench, path);
  await settle();
  const started = async (): Promise<ExperimentInput | undefined> => {
    await settle();
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true }));
    await flushPromises();
    const call = workbench.calls.findLast(({ name }) => name === 'startExperiment');
    return (call?.input as { experiment: ExperimentInput } | undefined)?.experiment;
  };
  return { ...mounted, workbench, started };
}
async function settle(): Promise<void> {
  await flushPromises();
  await vi.advanceTimersByTimeAsync(planDelay);
  await flushPromises();
}
function field(label: string) {
  const named = mounted!.wrapper.findAll('label').find((each) => each.text() === label);
  const id = named?.attributes('for');
  return id ? mounted!.wrapper.get(`[id="${id}"]`) : mounted!.wrapper.get(`[aria-label="${label}"]`);
}
const valueOf = (label: string): string => (field(label).element as HTMLInputElement).value;
const chips = (): string[] =>
  mounted!.wrapper
    .findAll('button[aria-label^="Remove "][aria-label*=" from the values of "]')
    .map((chip) => chip.text());
const press = (label: string, key: string) => field(label).trigger('keydown', { key });
const note = (label: string): string =>
  mounted!.wrapper.get(`[id="${field(label).attributes('aria-describedby')}"]`).text();

describe('a sweep typed into a field', () => {
  it('starts with a comma, grows by Enter, and is what is started', async () => {
    const { started, router } = await open();
    await field('Learning rate').setValue('0.01,');
    expect([chips(), valueOf('Learning rate')]).toEqual([['0.01'], '']);
    await field('Learning rate').setValue('0.1..1 log 2');
    await press('Learning rate', 'Enter');
    expect(chips()).toEqual(['0.01', '0.1', '1']);
    expect(note('Learning rate')).toBe('Swept: one group of runs per value.');
    const experiment = await started();
    expect(experiment?.sweep).toEqual({ [rate]: [0.01, 0.1, 1] });
    expect(experiment?.name).toBe('learning rate sweep, 784-64-10');
    expect(router.currentRoute.value).toMatchObject({
      path: '/',
      query: { experiment: expect.stringMatching(/^new-/) },
    });
  });

  it('loses its last value by Backspace, and with one value left is a plain field', async () => {
    const { started } = await open();
    await field('Batch size').setValue('16, 32, full');
    await press('Batch size', 'Enter');
    await press('Batch size', 'Backspace');
    expect(chips()).toEqual(['16', '32']);
    await press('Batch size', 'Backspace');
    expect([chips(), valueOf('Batch size')]).toEqual([[], '16']);
    expect(document.activeElement).toBe(field('Batch size').element);
    expect((await started())?.training.batchSize).toBe(16);
  });

  it('loses any value by its chip', async () => {
    const { wrapper } = await open('/new?from=vu');
    expect(chips()).toEqual(['0.03', '0.01', '0.003', '0.001']);
    await wrapper.get('[aria-label="Remove 0.003 from the values of learning rate"]').trigger('click');
    expect(chips()).toEqual(['0.03', '0.01', '0.001']);
    expect(document.activeElement).toBe(field('Learning rate').element);
  });

  it('takes what was typed when the field is left', async () => {
    await open();
    await field('Units of hidden layer 1').setValue('32 64');
    await field('Units of hidden layer 1').trigger('focusout');
    expect(chips()).toEqual(['32', '64']);
    await field('Learning rate').setValue('0.5,');
    await field('Learning rate').trigger('focusout');
    expect([chips(), valueOf('Learning rate')]).toEqual([['32', '64'], '0.5']);
  });

  it('says what is wrong with a range, and does not start', async () => {
    const { started } = await open();
    await field('Learning rate').setValue('0..1 log 5');
    await press('Learning rate', 'Enter');
    expect(note('Learning rate')).toContain('expected ends above 0');
    expect(field('Learning rate').attributes('aria-invalid')).toBe('true');
    expect(await started()).toBeUndefined();
    await field('Learning rate').setValue('0.2');
    expect((await started())?.training.optimizer.learningRate).toBe(0.2);
  });

  it('says beside the field what the service makes of a value', async () => {
    const { workbench } = await open();
    const issue = { path: `sweep.${rate}`, message: 'given 0.1 twice' };
    workbench.api.planExperiment = async () => ({ ok: false, issues: [issue] });
    await field('Learning rate').setValue('0.1, 0.2,');
    await settle();
    expect(note('Learning rate')).toBe('given 0.1 twice');
  });

  it('is gone after Reset', async () => {
    const { wrapper } = await open();
    await field('Learning rate').setValue('1, 2,');
    await wrapper
      .findAll('button')
      .find((each) => each.text() === 'Reset')!
      .trigger('click');
    expect([chips(), valueOf('Learning rate')]).toEqual([[], '0.1']);
  });
});

describe('choices', () => {
  const select = (label: string) =>
    mounted!.wrapper.findAllComponents(USelect).find((each) => each.find(`[aria-label="${label}"]`).exists())!;

  async function compare(...choices: string[]): Promise<void> {
    select(name).vm.$emit('update:modelValue', 'compare several…');
    await flushPromises();
    select(name).vm.$emit('update:modelValue', choices);
    select(name).vm.$emit('update:open', false);
    await flushPromises();
  }
  const name = 'Activation of hidden layer 1';

  it('are compared from the list', async () => {
    const { started } = await open();
    await compare('relu', 'tanh');
    expect(select(name).text()).toBe('ReLUtanh');
    expect((await started())?.sweep).toEqual({ 'network.hidden.0.activation': ['relu', 'tanh'] });
  });

  it('stay plain with one chosen', async () => {
    const { started } = await open();
    await compare('tanh');
    expect(await started()).toMatchObject({ sweep: {}, network: { hidden: [{ activation: 'tanh' }] } });
  });

  it('are offered for comparison only where they need no settings of their own', () => {
    expect(schedules.filter(({ isAlone }) => !isAlone).map(({ value }) => value)).toEqual(['constant', 'cosine']);
  });
});

describe('a sweep without a field', () => {
  it('is listed with its values and can be taken away', async () => {
    const workbench = sampleWorkbench();
    const [first] = workbench.experiments;
    const sweep = { 'network.init': [{ scheme: 'he' }, { scheme: 'xavier' }] };
    workbench.experiments = [{ ...first!, id: 'odd', experiment: { ...first!.experiment, sweep } }];
    mounted = await mountScreen(NewExperiment, workbench, '/new?from=odd');
    await flushPromises();
    const listed = () => mounted!.wrapper.findAll('ul[aria-labelledby="other-axes"] li').map((item) => item.text());
    expect(listed()).toEqual(['initial weightsHeXavier']);
    await mounted.wrapper.get('[aria-label="Take the sweep of initial weights away"]').trigger('click');
    expect(listed()).toEqual([]);
  });
});
