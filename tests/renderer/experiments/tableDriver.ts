/** Drives the Experiments screen in a test as a person would: keys, clicks, menus, dialogs; and reads its rows. */

import { useToast } from '@nuxt/ui/composables';
import { flushPromises } from '@vue/test-utils';
import { defineComponent, h } from 'vue';
import ExperimentsScreen from '../../../src/renderer/src/experiments/ExperimentsScreen.vue';
import type { SampleWorkbench } from '../../support/sampleWorkbench.ts';
import { mountScreen } from '../mountScreen.ts';
import type { Mounted } from '../mountScreen.ts';

export interface TableDriver extends Mounted {
  /** `Ctrl+a`, `Shift+ArrowDown`, `Home`. */
  press(...keys: string[]): Promise<void>;
  search(text: string): Promise<void>;
  /** Clicks the button or menu entry whose text or label begins so. */
  choose(text: string): Promise<void>;
  click(rowText: string, keys?: MouseEventInit): Promise<void>;
}

/** Messages outlive the app that showed them: each test starts without those of the last. */
const FreshScreen = defineComponent(() => {
  useToast().clear();
  return () => h(ExperimentsScreen);
});

export const rowElements = (): HTMLElement[] => [
  ...document.querySelectorAll<HTMLElement>('[role=treegrid] [role=row][id]'),
];
export const textOf = (element: Element | null | undefined): string =>
  (element?.textContent ?? '').replace(/\s+/g, ' ').trim();
export const rowTexts = (): string[] => rowElements().map(textOf);
export const selectedRows = (): string[] =>
  rowElements()
    .filter((row) => row.getAttribute('aria-selected') === 'true')
    .map(textOf);
export const bar = (): string => textOf(document.querySelector('[role=toolbar]'));

export async function showTable(workbench: SampleWorkbench): Promise<TableDriver> {
  const mounted = await mountScreen(FreshScreen, workbench);
  await flushPromises();

  async function press(...keys: string[]): Promise<void> {
    for (const pressed of keys) {
      const modifiers = pressed.split('+');
      const key = modifiers.pop() ?? '';
      const held = { ctrlKey: modifiers.includes('Ctrl'), shiftKey: modifiers.includes('Shift') };
      await mounted.wrapper.get('[role=treegrid]').trigger('keydown', { key, ...held });
    }
    await flushPromises();
  }

  async function choose(text: string): Promise<void> {
    const all = [...document.querySelectorAll<HTMLElement>('button, [role=menuitem], [role=menuitemcheckbox]')];
    const found = all.find((one) => textOf(one).startsWith(text) || one.getAttribute('aria-label')?.startsWith(text));
    if (!found) throw new Error(`nothing to choose is called ${text}`);
    found.click();
    await flushPromises();
  }

  async function click(rowText: string, keys: MouseEventInit = {}): Promise<void> {
    const found = rowElements().find((row) => textOf(row).includes(rowText));
    if (!found) throw new Error(`no row says ${rowText}`);
    for (const type of ['mousedown', 'click'])
      found.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true, ...keys }));
    await flushPromises();
  }

  async function search(text: string): Promise<void> {
    await mounted.wrapper.get('input[type=search]').setValue(text);
    await flushPromises();
  }

  return { ...mounted, press, search, choose, click };
}

/** What the frame after next has drawn: changes of runs are applied once a frame. */
export async function nextFrame(): Promise<void> {
  await new Promise((resolve) => requestAnimationFrame(resolve));
  await flushPromises();
}
