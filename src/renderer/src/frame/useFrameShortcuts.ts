/** Binds the frame's shortcuts while the frame is mounted. */

import { defineShortcuts } from '@nuxt/ui/composables';
import type { Ref } from 'vue';
import { useRouter } from 'vue-router';
import { frameShortcuts as keys } from './shortcuts.ts';

export function useFrameShortcuts(paletteOpen: Ref<boolean>): void {
  const router = useRouter();
  const go = (path: string) => (): void => void router.push(path);

  async function search(): Promise<void> {
    await router.push('/');
    document.querySelector<HTMLInputElement>('input[type=search]')?.focus();
  }

  defineShortcuts({
    [keys.palette.keys]: { usingInput: true, handler: () => void (paletteOpen.value = !paletteOpen.value) },
    [keys.create.keys]: go('/new'),
    [keys.search.keys]: () => void search(),
    [keys.runs.keys]: go('/'),
    [keys.settings.keys]: go('/settings'),
    [keys.help.keys]: go('/help'),
  });
}
