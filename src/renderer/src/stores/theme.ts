/**
 * Which theme is on screen. The choice itself is a setting of the service; it is remembered here too, so that the first
 * paint is right before the service has answered.
 */

import { defineStore } from 'pinia';
import { computed, ref, watchEffect } from 'vue';
import { tokens } from '../theme.ts';
import type { ShownTheme, ThemeChoice } from '../theme.ts';

const storageKey = 'backprop.theme';

export const useTheme = defineStore('theme', () => {
  const system = window.matchMedia('(prefers-color-scheme: dark)');
  const systemIsDark = ref(system.matches);
  const choice = ref<ThemeChoice>(remembered());
  const shown = computed<ShownTheme>(() => {
    if (choice.value !== 'system') return choice.value;
    return systemIsDark.value ? 'dark' : 'light';
  });

  /** Paints the document and follows the system until the returned stop is called. */
  function start(): () => void {
    const onSystem = (event: MediaQueryListEvent): void => void (systemIsDark.value = event.matches);
    system.addEventListener('change', onSystem);
    const stopPainting = watchEffect(
      () => {
        document.documentElement.classList.toggle('dark', shown.value === 'dark');
        document.documentElement.classList.toggle('light', shown.value === 'light');
      },
      { flush: 'sync' },
    );
    return () => {
      system.removeEventListener('change', onSystem);
      stopPainting();
    };
  }

  function choose(theme: ThemeChoice): void {
    choice.value = theme;
    localStorage.setItem(storageKey, theme);
  }

  return { choice, shown, tokens: computed(() => tokens[shown.value]), start, choose };
});

function remembered(): ThemeChoice {
  const value = localStorage.getItem(storageKey);
  return value === 'light' || value === 'dark' ? value : 'system';
}
