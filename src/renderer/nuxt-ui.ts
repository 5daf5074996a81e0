/**
 * Nuxt UI for a plain Vite application: one place for the options that the build and the component tests share.
 *
 * Components are imported by name where they are used (no auto-import), the theme switch is the app's own, and every
 * icon that appears in the renderer's sources is bundled: nothing is ever fetched from an icon server.
 */

import ui from '@nuxt/ui/vite';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** 30 px high, 13 px text, 16 px icons: the rows of the design are dense. */
const icons = { leadingIcon: 'size-4', trailingIcon: 'size-4' };
const box = { variants: { size: { md: { base: 'px-2.5 py-[5px] text-sm', ...icons } } } };

/**
 * Filled buttons under the pointer go towards the text: the library's three quarters of the colour leave white on them below a
 * contrast of 4.5:1. Written out, since Tailwind looks for whole names.
 */
const hovered = {
  primary: 'hover:bg-(--primary-hovered) active:bg-(--primary-hovered)',
  success: 'hover:bg-(--success-hovered) active:bg-(--success-hovered)',
  warning: 'hover:bg-(--warning-hovered) active:bg-(--warning-hovered)',
  error: 'hover:bg-(--error-hovered) active:bg-(--error-hovered)',
};
const filled = Object.entries(hovered).map(([color, names]) => ({ color, variant: 'solid', class: names }));

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
      button: { ...box, slots: { base: 'cursor-pointer' }, compoundVariants: filled },
      input: box,
      select: box,
      dropdownMenu: { variants: { size: { md: { item: 'text-sm', itemLeadingIcon: 'size-4 mt-px' } } } },
      commandPalette: { variants: { size: { md: { itemLeadingIcon: 'size-4 mt-px' } } } },
      modal: {
        slots: { header: 'p-4 sm:px-4 min-h-0', body: 'p-4 sm:p-4', footer: 'p-3 sm:px-3' },
        variants: {
          overlay: { true: { overlay: 'bg-black/25 dark:bg-black/55' } },
          transition: {
            true: {
              overlay:
                'data-[state=open]:animate-[fade-in_120ms_ease-out] data-[state=closed]:animate-[fade-out_120ms_ease-out]',
              content:
                'data-[state=open]:animate-[scale-in_120ms_ease-out] data-[state=closed]:animate-[scale-out_120ms_ease-out]',
            },
          },
        },
      },
      kbd: { base: 'normal-case' },
    },
  });
