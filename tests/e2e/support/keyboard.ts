/** Going through a screen as a person without a mouse does: with Tab, seeing where one is. */

import { expect, type Locator, type Page } from '@playwright/test';

/** Presses Tab until the element has the focus. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let presses = 0; presses < 80; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`80 presses of Tab do not reach ${target}`);
}

export async function press(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press('Enter');
}

export interface Stop {
  readonly name: string;
  /** The named parts of the screen that it is in, the innermost first: `Over the epochs`, `Detail`. */
  readonly parts: readonly string[];
  /** Whether anything looks other than it does without the focus. */
  readonly isSeen: boolean;
}

/** All stops of Tab from the first of the page until the focus leaves it again. Fails where it never does. */
export async function stopsOf(page: Page): Promise<readonly Stop[]> {
  await page.evaluate(remember);
  const stops: Stop[] = [];
  for (let presses = 0; presses < 150; presses++) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(lookAt);
    if (stop === null) return stops;
    stops.push(stop);
  }
  throw new Error(`150 presses of Tab do not leave the page; the last were on ${stops.slice(-4).map(({ name }) => name).join(', ')}`); // prettier-ignore
}

/** Where the first stop of each part comes among all stops; ascending where the parts stand in this order. */
export const placesOf = (stops: readonly Stop[], names: readonly string[]): number[] =>
  names.map((name) => stops.findIndex(({ parts }) => parts.includes(name)));

export const expectSeen = (stops: readonly Stop[]): void =>
  expect(stops.filter(({ isSeen }) => !isSeen), 'stops of Tab at which nothing shows the focus').toEqual([]); // prettier-ignore

/** In the page: takes the focus to before everything, and writes down how everything looks without it. */
function remember(): void {
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute('tabindex');
  const looks = new WeakMap<Element, string>();
  for (const element of document.querySelectorAll('*')) {
    const { outline, boxShadow, borderColor, backgroundColor } = getComputedStyle(element);
    looks.set(element, [outline, boxShadow, borderColor, backgroundColor].join());
  }
  Object.assign(window, { looks });
}

/** In the page: the element that has the focus, once nothing changes its colour any more; null where none has. */
async function lookAt(): Promise<Stop | null> {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const changing = document.getAnimations().filter(({ effect }) => effect?.getTiming().iterations !== Infinity);
  await Promise.all(changing.map((animation) => animation.finished.catch(() => null)));
  const { looks } = window as typeof window & { looks: WeakMap<Element, string> };
  const isOther = (one: Element): boolean => {
    const { outline, outlineStyle, outlineWidth, boxShadow, borderColor, backgroundColor } = getComputedStyle(one);
    const before = looks.get(one);
    if (before === undefined) return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0;
    return before !== [outline, boxShadow, borderColor, backgroundColor].join();
  };
  const active = document.getElementById(element.getAttribute('aria-activedescendant') ?? '');
  const shown = [element, element.parentElement, element.closest('label'), ...(active ? [active, ...active.querySelectorAll('*')] : [])]; // prettier-ignore
  const labelled = element instanceof HTMLInputElement ? (element.labels?.[0]?.textContent ?? '') : '';
  const name = element.getAttribute('aria-label') ?? (labelled || (element.textContent ?? '')).trim().slice(0, 40);
  const parts: string[] = [];
  for (let at: Element | null = element; at; at = at.parentElement)
    if (at.matches('[aria-label]:is(section, aside, nav, main)')) parts.push(at.getAttribute('aria-label') ?? '');
  return { name, parts, isSeen: shown.some((one) => one !== null && isOther(one)) };
}
