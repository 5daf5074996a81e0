import { describe, expect, it } from 'vitest';
import {
  gridLayout,
  indicesToFetch,
  moved,
  rowsInSight,
  rowSlots,
  scrollToIndex,
} from '../../../src/renderer/src/inspect/gallery/layout.ts';

const layout = gridLayout(60_000, { width: 536, scale: 2.5, isList: false });

describe('gridLayout', () => {
  it('puts as many tiles into the width as fit, and spreads them', () => {
    expect(layout).toMatchObject({ columns: 6, rows: 10_000, imageWidth: 70 });
    expect((layout.columns - 1) * layout.stepX + layout.imageWidth).toBeLessThanOrEqual(536);
    expect(gridLayout(60_000, { width: 536, scale: 6, isList: false }).columns).toBe(3);
  });

  it('has a column where there is no room, and lines where the inputs are no images', () => {
    expect(gridLayout(10, { width: 0, scale: 2, isList: false })).toMatchObject({ columns: 1, rows: 10 });
    expect(gridLayout(10, { width: 500, scale: 2, isList: true })).toMatchObject({
      columns: 1,
      rows: 10,
      isList: true,
    });
  });
});

describe('rows in sight', () => {
  it('never are more than two screens, and never more than there are slots', () => {
    for (const height of [60, 150, 320, 640, 1200])
      for (let top = 0; top < 3000; top += 37) {
        const { first, end } = rowsInSight(layout, top, height);
        const onScreen = Math.ceil(height / layout.stepY) + 1;
        expect(end - first).toBeLessThanOrEqual(Math.min(2 * onScreen, rowSlots(layout, height)));
        expect(first * layout.stepY).toBeLessThanOrEqual(top);
        expect(end * layout.stepY).toBeGreaterThanOrEqual(top + height);
      }
  });

  it('end with the last row', () => {
    const bottom = layout.rows * layout.stepY - 640;
    expect(rowsInSight(layout, bottom, 640).end).toBe(layout.rows);
  });

  it('are fetched first, then the screens around them', () => {
    const spans = indicesToFetch(layout, { first: 10, end: 20 }, 60_000);
    expect(spans).toEqual([
      { from: 60, to: 120 },
      { from: 120, to: 240 },
      { from: 0, to: 60 },
    ]);
  });
});

describe('moved', () => {
  const move = (key: string, from: number): number | null => moved(key, from, 20, 6, 2);

  it('goes along the row, into the next one, and by whole rows', () => {
    expect(move('ArrowRight', 5)).toBe(6);
    expect(move('ArrowLeft', 0)).toBe(0);
    expect(move('ArrowDown', 3)).toBe(9);
    expect(move('ArrowUp', 3)).toBe(3);
    expect(move('PageDown', 3)).toBe(15);
    expect(move('Home', 13)).toBe(0);
    expect(move('End', 13)).toBe(19);
  });

  it('takes the last tile where the last row is too short', () => {
    expect(move('ArrowDown', 16)).toBe(19);
    expect(move('ArrowDown', 19)).toBe(19);
    expect(move('PageUp', 8)).toBe(2);
  });

  it('leaves other keys alone, and an empty grid', () => {
    expect(move('x', 3)).toBeNull();
    expect(moved('End', 0, 0, 6, 2)).toBeNull();
  });
});

it('scrolls only as far as it must', () => {
  const { stepY } = layout;
  expect(scrollToIndex(layout, 0, 300, 500)).toBe(0);
  expect(scrollToIndex(layout, 6, 0, 5 * stepY)).toBe(0);
  expect(scrollToIndex(layout, 60, 0, 5 * stepY)).toBe(6 * stepY);
});
