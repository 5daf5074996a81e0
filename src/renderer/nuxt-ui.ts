/**
 * Nuxt UI for a plain Vite application: one place for the options that the build and the component tests share.
 *
 * Components are imported by name where they are used (no auto-import), the theme switch is the app's own, and every
 * icon that appears in the renderer's sources is bundled: nothing is ever fetched from an icon server.
 */

import ui from '@nuxt/ui/vite';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../..', import.meta.url));

const compact = { variants: { size: { md: { base: 'px-2.5 py-[5px] text-sm gap-1.5' } } } };

/** Vite plugins of Nuxt UI and Tailwind. */
export const nuxtUi = () =>
  ui({
    root: repository,
    dts: false,
    autoImport: false,
    components: false,
    colorMode: false,
    icon: { clientBundle: { scan: { globInclude: ['src/renderer/src/**/*.{vue,ts}'] }, sizeLimitKb: 0 } },
    theme: { colors: ['primary', 'success', 'warning', 'error'] },
    ui: {
      colors: { primary: 'blue', success: 'green', warning: 'amber', error: 'red', neutral: 'zinc' },
      button: { ...compact, slots: { base: 'rounded-md font-medium cursor-pointer', leadingIcon: 'shrink-0' } },
      input: { variants: { size: { md: { base: 'px-2.5 py-[5px] text-sm' } } } },
      select: { variants: { size: { md: { base: 'px-2.5 py-[5px] text-sm' } } } },
      dropdownMenu: { slots: { content: 'shadow-lg' } },
    },
  });
