// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { flushPromises } from '@vue/test-utils';
import NewExperiment from '../../../src/renderer/src/create/NewExperiment.vue';
import { planDelay } from '../../../src/renderer/src/create/usePlan.ts';
import type { ExperimentInput } from '../../../src/shared/experiment.ts';
import { sampleWorkbench } from '../../support/sampleWorkbench.ts';
import { mountScreen } from '../mountScreen.ts';
import type { Mounted } from '../mountScreen.ts';

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
  return { ...mounted, workbench };
}
/** Lets a pause in typing pass, and everything that it sets off. */
async function settle(): Promise<void> {
  await flushPromises();
  await vi.advanceTimersByTimeAsync(planDelay);
  await flushPromises();
}
const button = (name: string) =>
  mounted!.wrapper.findAll('button').find((each) => (each.attributes('aria-label') ?? each.text()).startsWith(name))!;

/** The control that a visible label or an aria-label names. */
function field(name: string) {
  const { wrapper } = mounted!;
  const label = wrapper.findAll('label').find((each) => each.text() === name);
  const id = label?.attributes('for');
  return id ? wrapper.get(`[id="${id}"]`) : wrapper.get(`[aria-label="${name}"]`);
}
async function type(name: string, text: string): Promise<void> {
  await field(name).setValue(text);
  await settle();
}
const started = (workbench: { calls: readonly { name: string; input: unknown }[] }) =>
  workbench.calls.find(({ name }) => name === 'startExperiment')?.input as { experiment: ExperimentInput } | undefined;

describe('New experiment', () => {
  it('ties every label to its control', async () => {
    const { wrapper } = await open();
    for (const label of wrapper.findAll('label[for]'))
      expect(wrapper.find(`[id="${label.attributes('for')}"]`).exists(), label.text()).toBe(true);
    for (const input of wrapper.findAll('input[type=text]')) {
      const isNamed = input.attributes('aria-label') !== undefined || wrapper.find(`label[for="${input.attributes('id')}"]`).exists(); // prettier-ignore
      expect(isNamed, input.html()).toBe(true);
    }
  });

  it('starts one run and goes to it', async () => {
    const { workbench, router } = await open();
    await type('Learning rate', '0.5');
    await type('Batch size', 'full');
    await button('Start').trigger('click');
    await flushPromises();
    expect(started(workbench)?.experiment.training).toMatchObject({
      optimizer: { type: 'sgd', learningRate: 0.5 },
      batchSize: 'full',
    });
    expect(router.currentRoute.value.path).toMatch(/^\/runs\/new-/);
  });

  it('starts several runs by Ctrl+Enter and goes to the experiments', async () => {
    const { workbench, router } = await open('/new?recipe=vu-seeds');
    await type('Repeats', '3');
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true }));
    await flushPromises();
    expect(started(workbench)?.experiment.repeats).toBe(3);
    expect(router.currentRoute.value.path).toBe('/');
  });

  it('shows the message beside the field, and does not start', async () => {
    const { workbench } = await open();
    await type('Learning rate', '-1');
    const input = field('Learning rate');
    expect(input.attributes('aria-invalid')).toBe('true');
    const note = mounted!.wrapper.get(`[id="${input.attributes('aria-describedby')}"]`);
    expect(note.text()).toBe('given -1, expected a number above 0');
    expect(note.attributes('role')).toBe('alert');
    expect(button('Start').attributes('disabled')).toBeDefined();
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true }));
    await flushPromises();
    expect(started(workbench)).toBeUndefined();
    await type('Learning rate', '1');
    expect(input.attributes('aria-invalid')).toBeUndefined();
  });

  it('says at the top why the service refused', async () => {
    const { workbench, wrapper } = await open();
    workbench.failNext('startExperiment', new Error('The disk is full.'));
    await button('Start').trigger('click');
    await flushPromises();
    expect(wrapper.get('[aria-live=polite]').text()).toContain('The disk is full.');
  });

  it('adds, moves and removes layers', async () => {
    await open();
    await type('Units of hidden layer 1', '32');
    await button('Add a hidden layer').trigger('click');
    await type('Units of hidden layer 2', '16');
    await button('Move hidden layer 2 towards the input').trigger('click');
    const units = (layer: number): string =>
      (field(`Units of hidden layer ${layer}`).element as HTMLInputElement).value;
    expect([units(1), units(2)]).toEqual(['16', '32']);
    await button('Remove hidden layer 1').trigger('click');
    expect(units(1)).toBe('32');
    expect(mounted!.wrapper.find('[aria-label="Units of hidden layer 2"]').exists()).toBe(false);
  });

  it('shows a sweep in its field and takes it away', async () => {
    const { workbench } = await open('/new?from=vu');
    expect(mounted!.wrapper.text()).toContain('Swept: one group of runs per value.');
    await button('Take the sweep of learning rate away').trigger('click');
    await type('Learning rate', '0.2');
    await button('Start').trigger('click');
    await flushPromises();
    expect(started(workbench)?.experiment).toMatchObject({ sweep: {}, training: { optimizer: { learningRate: 0.2 } } });
  });

  it('returns to what it started from', async () => {
    await open('/new?recipe=ece285-minibatch');
    expect(mounted!.wrapper.text()).toContain('from recipe Minibatch gradient descent');
    expect(mounted!.wrapper.text()).toContain('reach what a hundred full-batch steps do not');
    const before = (field('Learning rate').element as HTMLInputElement).value;
    await type('Learning rate', '99');
    await button('Reset').trigger('click');
    expect((field('Learning rate').element as HTMLInputElement).value).toBe(before);
  });

  it('says that a recipe does not exist and offers an empty form', async () => {
    const { wrapper } = await open('/new?recipe=nope');
    expect(wrapper.get('[role=alert]').text()).toContain('There is no recipe nope');
    expect(wrapper.get('[role=alert] a').attributes('href')).toBe('/new');
  });

  it('leaves no listener behind', async () => {
    const { workbench } = await open();
    mounted!.stop();
    mounted = undefined;
    expect(workbench.listeners()).toBe(0);
  });
});
