// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils';
import { createPinia, disposePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { useClient } from '../../../src/renderer/src/stores/client.ts';
import { useSettings } from '../../../src/renderer/src/stores/settings.ts';
import { useTheme } from '../../../src/renderer/src/stores/theme.ts';
import { UserError } from '../../../src/shared/errors.ts';
import { sampleWorkbench } from '../../support/sampleWorkbench.ts';

let workbench = sampleWorkbench();
let pinia = createPinia();
let stops: (() => void)[] = [];
const isDark = (): boolean => document.documentElement.classList.contains('dark');

beforeEach(() => {
  localStorage.clear();
  workbench = sampleWorkbench();
  pinia = createPinia();
  stops = [useClient(pinia).attach(workbench), useTheme(pinia).start()];
});
afterEach(() => {
  disposePinia(pinia);
  stops.forEach((stop) => stop());
});

describe('the settings', () => {
  it('repaint at once and are kept by the service', async () => {
    const settings = useSettings(pinia);
    await flushPromises();
    const kept = settings.change({ theme: 'dark' });
    expect(isDark()).toBe(true);
    await kept;
    expect(workbench.calls.filter(({ name }) => name === 'setSettings')).toEqual([
      { name: 'setSettings', input: { theme: 'dark', threads: 0 } },
    ]);
    expect(useTheme(pinia).tokens.background).toBe('#0f0f11');
  });

  it('go back where the service could not keep them', async () => {
    const settings = useSettings(pinia);
    await flushPromises();
    await settings.change({ theme: 'light' });
    workbench.failNext('setSettings', new UserError('internal', 'The disk is full.'));
    await expect(settings.change({ theme: 'dark' })).rejects.toThrow('The disk is full.');
    expect(settings.settings?.theme).toBe('light');
    expect(isDark()).toBe(false);
  });

  it('follow another window', async () => {
    const settings = useSettings(pinia);
    await flushPromises();
    workbench.emit('settings', { theme: 'dark', threads: 1 });
    expect(settings.settings?.threads).toBe(1);
    expect(isDark()).toBe(true);
  });

  it('tell what the machine trains with after the threads changed', async () => {
    const settings = useSettings(pinia);
    await flushPromises();
    await settings.change({ threads: 1 });
    expect(settings.about?.threads).toBe(1);
  });
});

describe('the theme', () => {
  it('is remembered for the first paint of the next start', () => {
    useTheme(pinia).choose('dark');
    const next = createPinia();
    expect(useTheme(next).shown).toBe('dark');
  });
});
