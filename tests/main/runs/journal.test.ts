/** The journal: what reaches the store and the interface, how often, and what a store that refuses costs. */

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Journal, type Gain } from '../../../src/main/runs/journal.ts';
import type { RunUpdate, Store } from '../../../src/main/store/store.ts';
import { UserError } from '../../../src/shared/errors.ts';

const gain = (fromStep: number, values: readonly number[]): Gain => ({
  fromStep,
  batchLoss: Float32Array.from(values),
  batchError: Float32Array.from(values, () => 0.5),
  evaluations: [],
});

function setUp(refuse: (update: RunUpdate) => Error | null = () => null) {
  const written: RunUpdate[][] = [];
  const updateRuns = async (updates: readonly RunUpdate[]): Promise<void> => {
    const refused = updates.map(refuse).find((error) => error !== null);
    if (refused) throw refused;
    written.push([...updates]);
  };
  const readSeries: Store['readSeries'] = () => Promise.reject(new Error('not asked here'));
  const announced: string[][] = [];
  const failures: unknown[] = [];
  const journal = new Journal(
    { updateRuns, readSeries },
    (ids) => void announced.push([...ids]),
    (error) => void failures.push(error),
  );
  return { journal, written, announced, failures };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the journal', () => {
  it('tells of many changes at once, and writes them in one transaction a second', async () => {
    const { journal, written, announced } = setUp();
    for (let step = 0; step < 100; step++) {
      journal.record('a', { step: step + 1 }, gain(step, [step]));
      journal.record('b', { step });
    }
    expect(journal.allSaved).toBe(false);
    await vi.advanceTimersByTimeAsync(210);
    expect(announced).toEqual([['a', 'b']]);
    expect(written).toEqual([]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(written).toHaveLength(1);
    const [a] = written[0]!;
    expect(a).toMatchObject({ id: 'a', changes: { step: 100 }, appended: { fromStep: 0 } });
    expect([...a!.appended!.batchLoss]).toEqual(Array.from({ length: 100 }, (_, index) => index));
    expect(journal.allSaved).toBe(true);
    await journal.close();
  });

  it('keeps what a full workspace refuses, in order, and tries again', async () => {
    let full = true;
    const { journal, written, failures } = setUp(() => (full ? new UserError('workspace', 'disk full') : null));
    journal.record('a', { step: 1 }, gain(0, [1]));
    await journal.flush();
    journal.record('a', { step: 2 }, gain(1, [2]));
    expect(failures).toHaveLength(1);
    expect(journal.allSaved).toBe(false);
    full = false;
    await vi.advanceTimersByTimeAsync(6000);
    expect(written).toHaveLength(1);
    expect(written[0]![0]).toMatchObject({ changes: { step: 2 }, appended: { fromStep: 0 } });
    expect([...written[0]![0]!.appended!.batchLoss]).toEqual([1, 2]);
    await journal.close();
  });

  it('lets one refused run hold up no other', async () => {
    const { journal, written, failures } = setUp(({ id }) => (id === 'bad' ? new RangeError('a gap') : null));
    journal.record('good', { step: 1 });
    journal.record('bad', { step: 1 });
    journal.record('other', { step: 1 });
    await journal.flush();
    expect(written.flat().map(({ id }) => id)).toEqual(['good', 'other']);
    expect(failures).toHaveLength(2);
    expect(journal.allSaved).toBe(true);
    await journal.close();
  });

  it('writes what is left when it is closed and leaves no timer behind', async () => {
    const { journal, written } = setUp();
    journal.record('a', { step: 1 });
    await journal.close();
    expect(written).toMatchObject([[{ id: 'a', changes: { step: 1 } }]]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
