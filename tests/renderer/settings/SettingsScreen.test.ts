// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { machineFacts, threadChoices } from '../../../src/renderer/src/settings/machine.ts';
import HelpScreen from '../../../src/renderer/src/settings/HelpScreen.vue';
import SettingsScreen from '../../../src/renderer/src/settings/SettingsScreen.vue';
import { UserError } from '../../../src/shared/errors.ts';
import { sampleWorkbench } from '../../support/sampleWorkbench.ts';
import { mountScreen } from '../mountScreen.ts';
import type { Mounted } from '../mountScreen.ts';

let mounted: Mounted;
afterEach(() => mounted.stop());

const texts = (): string => document.body.textContent ?? '';

describe('Settings', () => {
  it('changes the theme at once and keeps it', async () => {
    const workbench = sampleWorkbench();
    mounted = await mountScreen(SettingsScreen, workbench);
    await flushPromises();
    await mounted.wrapper.get('input[value=dark]').setValue();
    await flushPromises();
    expect(workbench.calls).toContainEqual({ name: 'setSettings', input: { theme: 'dark', threads: 0 } });
  });

  it('says where the workspace is and what trains', async () => {
    mounted = await mountScreen(SettingsScreen, sampleWorkbench());
    await flushPromises();
    expect(texts()).toContain('/home/student/.local/share/backprop-workbench');
    expect(texts()).toContain('128-bit vectors');
  });

  it('says why it cannot be shown', async () => {
    const workbench = sampleWorkbench();
    workbench.failNext('about', new UserError('internal', 'The service has ended.'));
    mounted = await mountScreen(SettingsScreen, workbench);
    await flushPromises();
    expect(texts()).toContain('The service has ended.');
  });

  it('offers every number of threads and all of them', async () => {
    mounted = await mountScreen(SettingsScreen, sampleWorkbench());
    expect(threadChoices(2)).toEqual([
      { label: 'every core (2)', value: 0 },
      { label: '1 thread', value: 1 },
      { label: '2 threads', value: 2 },
    ]);
    const about = await sampleWorkbench().api.about({});
    const kinds = ['reference', 'simd', 'simd-relaxed', 'simd-relaxed-fma'] as const;
    const said = kinds.map((kernels) => machineFacts({ ...about, kernels }).find(({ label }) => label === 'Kernels'));
    expect(new Set(said.map((fact) => fact?.value)).size).toBe(4);
  });
});

describe('Help', () => {
  it('lists the tour and every shortcut', async () => {
    mounted = await mountScreen(HelpScreen, sampleWorkbench());
    for (const said of ['Train something at once', 'Search the runs', 'Rename the experiment'])
      expect(texts()).toContain(said);
  });
});
