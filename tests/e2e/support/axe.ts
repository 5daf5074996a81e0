/** Asks axe-core about what is on screen: names, roles, focus and contrast as WCAG 2.1 A and AA have them, light and dark. */

import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Places beside a toast that pass the focus on to it at once, which is why screen readers need not know them. */
const focusProxies = 'span[aria-hidden=true][tabindex="0"][style*="position: fixed"]';
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];

/**
 * Expects that axe finds nothing serious. Softly: a scenario goes on to its other states.
 *
 * @param state said where it fails: `inspect, the filter open`
 */
export async function expectClean(page: Page, state: string): Promise<void> {
  await page.mouse.move(640, 799); // nothing is hovered
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // Colours change over a moment, popovers grow: what is judged is where they end. A spinner never does.
    await page.evaluate(async () => {
      // A change of the theme begins with the next frame.
      for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
      const ending = document.getAnimations().filter(({ effect }) => effect?.getTiming().iterations !== Infinity);
      await Promise.all(ending.map((animation) => animation.finished.catch(() => null)));
    });
    // While a menu, a list or a dialog is open, the rest is hidden from screen readers, and the focus does not leave what is
    // open. Of the latter axe knows nothing.
    const axe = new AxeBuilder({ page }).exclude('[data-aria-hidden]').exclude(focusProxies);
    // A theme changes colours and nothing else.
    const { violations } = await (colorScheme === 'light' ? axe.withTags(tags) : axe.withRules('color-contrast')).analyze(); // prettier-ignore
    const serious = violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, help, nodes }) => ({ id, help, nodes: nodes.slice(0, 4).map(({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary ?? ''}`) })); // prettier-ignore
    expect.soft(serious, `${state}, ${colorScheme}`).toEqual([]);
  }
}
