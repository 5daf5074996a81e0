// @vitest-environment happy-dom
/** Where the focus goes when the button that had it takes itself away. */

import { afterEach, describe, expect, it } from 'vitest';
import { keepFocus } from '../../../src/renderer/src/ui/keepFocus.ts';

afterEach(() => document.body.replaceChildren());

/** Presses a button by the keyboard: it has the focus, and takes away what the selector names. */
async function pressed(id: string, takesAway: string): Promise<string> {
  const button = document.getElementById(id)!;
  button.focus();
  let done: Promise<void> | undefined;
  button.addEventListener('click', (event) => {
    done = keepFocus(event, () => document.querySelector(takesAway)?.remove());
  });
  button.click();
  await done;
  return document.activeElement?.id ?? '';
}

describe('the focus', () => {
  const chips =
    '<ul>' + ['a', 'b', 'c'].map((id) => `<li id="l${id}"><button id="${id}"></button></li>`).join('') + '</ul>';
  const show = (): void => void (document.body.innerHTML = `<div>${chips}<button id="more"></button></div><a id="far" href="#"></a>`); // prettier-ignore

  it('goes to the next of the group, from the last to the one that stands there then', async () => {
    show();
    expect(await pressed('a', '#la')).toBe('b');
    expect(await pressed('c', '#lc')).toBe('b');
  });

  it('leaves the group when the group is gone', async () => {
    show();
    expect(await pressed('b', 'ul')).toBe('more');
  });

  it('stays on a button that stays', async () => {
    show();
    expect(await pressed('a', '#lb')).toBe('a');
  });

  it('waits for what goes a moment later', async () => {
    show();
    const button = document.getElementById('b')!;
    button.focus();
    let done: Promise<void> | undefined;
    button.addEventListener('click', (event) => {
      done = keepFocus(event, () => void Promise.resolve().then(() => Promise.resolve()).then(() => document.querySelector('#lb')?.remove())); // prettier-ignore
    });
    button.click();
    await done;
    expect(document.activeElement?.id).toBe('c');
  });
});
