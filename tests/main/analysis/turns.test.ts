/** Whose turn it is at the analysis thread: more urgent work first, without losing what it takes the place of. */

import { expect, it } from 'vitest';
import { Turns, type Urgency, type Wish } from '../../../src/main/analysis/turns.ts';
import { UserError } from '../../../src/shared/errors.ts';

/** Works in slices, and looks between them whether it is still wanted, as the thread does. */
async function sliced(stop: SharedArrayBuffer, slices: number): Promise<void> {
  for (let i = 0; i < slices; i++) {
    await Promise.resolve();
    if (Atomics.load(new Int32Array(stop), 0) !== 0) throw new UserError('cancelled', 'stopped');
  }
}

function workshop() {
  const turns = new Turns();
  const log: string[] = [];
  let atWork = 0;
  const order = (name: string, wish: Wish, slices = 40, signal?: AbortSignal): Promise<string> =>
    turns
      .run(wish, signal, async (stop) => {
        expect(++atWork).toBe(1);
        log.push(`${name} begins`);
        try {
          await sliced(stop, slices);
          log.push(`${name} ends`);
        } finally {
          atWork--;
        }
        return name;
      })
      .catch((error: unknown) => (error instanceof UserError ? error.code : String(error)));
  return { turns, log, order };
}
const wish = (urgency: Urgency): Wish => ({ urgency });

it('equals go one after the other', async () => {
  const { log, order } = workshop();
  expect(await Promise.all([order('a', wish('now')), order('b', wish('now'))])).toEqual(['a', 'b']);
  expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
});

it('what is more urgent stops what computes, which begins anew and is not lost', async () => {
  const { log, order } = workshop();
  const ahead = order('ahead', wish('ahead'));
  await Promise.resolve();
  const soon = order('soon', wish('soon'));
  const now = order('now', wish('now'));
  expect(await Promise.all([ahead, soon, now])).toEqual(['ahead', 'soon', 'now']);
  expect(log).toEqual(['ahead begins', 'now begins', 'now ends', 'soon begins', 'soon ends', 'ahead begins', 'ahead ends']); // prettier-ignore
});

it('a wish that becomes more urgent takes its place', async () => {
  const { turns, log, order } = workshop();
  const wished = wish('ahead');
  const all = [order('long', wish('soon')), order('other', wish('soon')), order('wished', wished)];
  turns.raise(wished, 'now');
  turns.raise(wished, 'soon'); // is no step back
  await Promise.all(all);
  expect(log.filter((line) => line.endsWith('ends'))).toEqual(['wished ends', 'long ends', 'other ends']);
});

it('what is not wanted any more ends, whether it computes, waits, or was put off', async () => {
  const { log, order } = workshop();
  const controllers = Array.from({ length: 3 }, () => new AbortController());
  const signal = (i: number): AbortSignal => controllers[i]!.signal;
  const all = [order('ahead', wish('ahead'), 40, signal(0)), order('now', wish('now'), 40, signal(1)), order('last', wish('now'), 40, signal(2))]; // prettier-ignore
  for (const controller of controllers) controller.abort(new UserError('cancelled', 'The person went elsewhere.'));
  expect(await Promise.all(all)).toEqual(['cancelled', 'cancelled', 'cancelled']);
  expect(log.filter((line) => line.endsWith('ends'))).toEqual([]);
  expect(await order('next', wish('ahead'))).toBe('next');
});

it('a failure is told, and the next has its turn', async () => {
  const { turns, order } = workshop();
  const failed = turns.run(wish('now'), undefined, () => Promise.reject(new RangeError('no room')));
  const next = order('next', wish('now'));
  await expect(failed).rejects.toThrow('no room');
  expect(await next).toBe('next');
});
