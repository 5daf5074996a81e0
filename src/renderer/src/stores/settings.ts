/** The settings, what this installation is, and the theme that follows from the settings. */

import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { About, Settings } from '../../../shared/contract.ts';
import { useClient, useResync, useWorkbenchEvent } from './client.ts';
import { useLoader } from './loading.ts';
import { useTheme } from './theme.ts';

export const useSettings = defineStore('settings', () => {
  const client = useClient();
  const theme = useTheme();
  const settings = shallowRef<Settings | null>(null);
  const about = shallowRef<About | null>(null);

  const { state, load } = useLoader(async () => {
    const [given, machine] = await Promise.all([client.api.getSettings({}), client.api.about({})]);
    about.value = machine;
    show(given);
  });

  function show(given: Settings): void {
    settings.value = given;
    theme.choose(given.theme);
  }

  /** Changes at once on screen; goes back, and throws the service's sentence, where it could not be kept. */
  async function change(changes: Partial<Settings>): Promise<void> {
    const before = settings.value;
    if (!before) return;
    show({ ...before, ...changes });
    try {
      show(await client.api.setSettings({ ...before, ...changes }));
      about.value = await client.api.about({});
    } catch (error) {
      show(before);
      throw error;
    }
  }

  useWorkbenchEvent('settings', show);
  useResync(() => void load());
  void load();
  return { settings, about, state, load, change };
});
