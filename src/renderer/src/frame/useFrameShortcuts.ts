/** Binds the frame's shortcuts while the frame is mounted. */

import { defineShortcuts } from '@nuxt/ui/composables';
import type { Ref } from 'vue';
import { useRouter } from 'vue-router';
import { frameShortcuts as keys, screenShortcuts } from './shortcuts.ts';

export function useFrameShortcuts(paletteOpen: Ref<boolean>): void {
  const router = useRouter();

  /** Single keys belong to an open dialog or menu, not to the screen behind it; a select takes them as the begin of a choice. */
  const behindNothing = (run: () => unknown) => (): void => {
    const isTaken = document.querySelector('[role=dialog], [role=menu]') ?? document.activeElement?.closest('[role=combobox], [role=listbox]'); // prettier-ignore
    if (!isTaken) run();
  };
  const go = (path: string) => behindNothing(() => router.push(path));

  async function search(): Promise<void> {
    await router.push('/');
    document.querySelector<HTMLInputElement>('input[type=search]')?.focus();
  }

  defineShortcuts({
    [keys.palette.keys]: { usingInput: true, handler: () => void (paletteOpen.value = !paletteOpen.value) },
    [keys.create.keys]: go('/new'),
    [keys.search.keys]: behindNothing(search),
    [keys.help.keys]: go('/help'),
    ...Object.fromEntries(screenShortcuts.map((shortcut) => [shortcut.keys, go(shortcut.to)])),
  });
}
