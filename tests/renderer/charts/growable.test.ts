import { describe, expect, it } from 'vitest';
import { GrowableSeries } from '../../../src/renderer/src/charts/growable.ts';

describe('a growable series', () => {
  it('keeps everything over many growths', () => {
    const series = new GrowableSeries(1);
    for (let i = 0; i < 1000; i++) series.append([i, i + 0.5]);
    expect(series.length).toBe(2000);
    expect([...series.view().subarray(1998)]).toEqual([999, 999.5]);
  });

  it('leaves views as they were when it grows, is cut, and goes on', () => {
    const series = new GrowableSeries(4);
    series.append([1, 2, 3]);
    const before = series.view();
    series.truncate(1);
    series.append([9, 9, 9, 9]);
    expect([...before]).toEqual([1, 2, 3]);
    expect([...series.view()]).toEqual([1, 9, 9, 9, 9]);
  });

  it('is not cut by a length that it does not reach', () => {
    const series = new GrowableSeries();
    series.append([1]);
    series.truncate(5);
    expect([...series.view()]).toEqual([1]);
    series.truncate(0);
    expect(series.length).toBe(0);
  });
});
