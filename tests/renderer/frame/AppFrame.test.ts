// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import AppFrame from '../../../src/renderer/src/frame/AppFrame.vue';
import { activityOf } from '../../support/sampleAnswers.ts';
import { sampleWorkbench } from '../../support/sampleWorkbench.ts';
import type { SampleWorkbench } from '../../support/sampleWorkbench.ts';
import { mountScreen } from '../mountScreen.ts';
import type { Mounted } from '../mountScreen.ts';

let mounted: Mounted;
let workbench: SampleWorkbench;
afterEach(() => mounted.stop());

async function show(path = '/'): Promise<Mounted> {
  workbench = sampleWorkbench();
  mounted = await mountScreen(AppFrame, workbench, path);
  await flushPromises();
  return mounted;
}

const texts = (): string => (document.body.textContent ?? '').replace(/\s+/g, ' ');

async function press(key: string, more: KeyboardEventInit = {}): Promise<void> {
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, ...more }));
  await flushPromises();
}

describe('the frame', () => {
  it('shows what the machine does and follows it', async () => {
    await show();
    expect(texts()).toContain('2 of 2 workers training');
    expect(texts()).toContain('10 queued');
    expect(texts()).toContain('MNIST · 60 000 + 10 000');
    workbench.emit('activity', activityOf([]));
    await flushPromises();
    expect(texts()).toContain('idle, 2 workers ready');
    expect(texts()).toContain('all saved');
  });

  it('says that the connection is lost, and stops saying it', async () => {
    await show();
    workbench.setConnected(false);
    await flushPromises();
    expect(texts()).toContain('The workbench does not answer.');
    expect(texts()).toContain('not connected');
    workbench.setConnected(true);
    await flushPromises();
    expect(texts()).not.toContain('does not answer');
  });

  it('names the current screen in the rail', async () => {
    const { wrapper } = await show('/settings');
    expect(wrapper.get('[aria-current=page]').text()).toBe('Settings');
  });

  it('goes where the shortcuts say', async () => {
    const { router } = await show();
    await press('n');
    expect(router.currentRoute.value.path).toBe('/new');
    await press('g');
    await press('s');
    expect(router.currentRoute.value.path).toBe('/settings');
    await press('?', { shiftKey: true });
    expect(router.currentRoute.value.path).toBe('/help');
  });

  it('leaves single letters to a select that has the focus', async () => {
    const { router } = await show();
    const select = document.createElement('button');
    select.setAttribute('role', 'combobox');
    document.body.append(select);
    select.focus();
    await press('n');
    expect(router.currentRoute.value.path).toBe('/');
    select.remove();
    await press('n');
    expect(router.currentRoute.value.path).toBe('/new');
  });

  it('opens the palette with its commands, screens, recipes and runs', async () => {
    await show();
    await press('k', { ctrlKey: true });
    const dialog = document.querySelector('[role=dialog]')?.textContent ?? '';
    for (const said of ['New experiment', 'Settings', 'Minibatch gradient descent', 'Theme: dark', 'VU learning rates'])
      expect(dialog).toContain(said);
    await press('k', { ctrlKey: true });
    expect(document.querySelector('[role=dialog][data-state=open]')).toBeNull();
  });

  it('says what failed behind a screen', async () => {
    await show();
    const event = new Event('unhandledrejection');
    Object.assign(event, { reason: new Error('The worker is gone.') });
    window.dispatchEvent(event);
    await flushPromises();
    expect(texts()).toContain('The worker is gone.');
  });

  it('leaves no listener behind', async () => {
    const { stop } = await show();
    stop();
    expect(workbench.listeners()).toBe(0);
    mounted = { ...mounted, stop: () => undefined };
  });
});
