import { describe, expect, it } from 'vitest';
import { rowOffsets, scrollToRow, visibleRows } from '../../../src/renderer/src/experiments/visibleRows.ts';

const offsets = rowOffsets([34, ...Array<number>(999).fill(30)]);

describe('the rows that must exist', () => {
  it('are those on screen and some around them', () => {
    expect(visibleRows(offsets, 0, 300, 2)).toEqual({ first: 0, end: 12, top: 0, height: 34 + 999 * 30 });
    const middle = visibleRows(offsets, 15_004, 300, 2);
    expect([middle.first, middle.end]).toEqual([498, 513]);
    expect(middle.top).toBe(offsets[498]);
  });

  it('cover every pixel of the screen wherever it is scrolled to', () => {
    for (let y = 0; y <= 30_000; y += 997) {
      const { first, end } = visibleRows(offsets, y, 300, 0);
      expect(offsets[first]).toBeLessThanOrEqual(y);
      expect(offsets[end]).toBeGreaterThanOrEqual(Math.min(y + 300, offsets[1000] ?? 0));
    }
  });

  it('are none of an empty table', () => {
    expect(visibleRows(rowOffsets([]), 0, 300)).toEqual({ first: 0, end: 0, top: 0, height: 0 });
  });
});

describe('scrolling to a row', () => {
  it('moves no further than needed', () => {
    expect(scrollToRow(offsets, 3, 0, 300)).toBe(0);
    expect(scrollToRow(offsets, 20, 0, 300)).toBe((offsets[21] ?? 0) - 300);
    expect(scrollToRow(offsets, 20, 2000, 300)).toBe(offsets[20]);
  });
});
