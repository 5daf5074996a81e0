/** Keyboard focus where a button takes away what it stands on: a filter, a tag, a panel. The browser would drop it. */

import { nextTick } from 'vue';

const focusable = 'a[href], button:not(:disabled), input:not(:disabled), select, textarea, [tabindex="0"]';

const within = (host: Element): HTMLElement[] =>
  [...host.querySelectorAll<HTMLElement>(focusable)].filter(({ tabIndex }) => tabIndex >= 0);

/**
 * Does what a button does; where the button is gone afterwards, the focus goes to what stands in its place now: the next
 * button of its group, else the last one, else the same of the group around it.
 *
 * @param event of the button
 */
export async function keepFocus(event: Event, act: () => unknown): Promise<void> {
  const button = event.currentTarget;
  if (!(button instanceof HTMLElement)) throw new TypeError('keepFocus: the event is of no element');
  const hosts: { readonly host: Element; readonly at: number }[] = [];
  for (let host = button.parentElement; host; host = host.parentElement)
    hosts.push({ host, at: within(host).indexOf(button) });
  await act();
  await nextTick();
  // What goes by way of the address goes a moment later.
  if (button.isConnected) await new Promise(requestAnimationFrame);
  if (button.isConnected) return;
  for (const { host, at } of hosts) {
    if (!host.isConnected) continue;
    const left = within(host);
    const next = left[Math.min(at, left.length - 1)];
    if (next) return next.focus();
  }
}
