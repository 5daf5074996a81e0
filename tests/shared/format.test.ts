import { describe, expect, it } from 'vitest';
import * as format from '../../src/shared/format.ts';

describe('numbers as they are shown', () => {
  it('shows errors as per cent with two decimals', () => {
    expect([0.0831, 0, 1].map((x) => format.formatPercent(x))).toEqual(['8.31 %', '0.00 %', '100.00 %']);
  });

  it('shows losses with four significant digits', () => {
    expect([0.21344, 12.3, 0, 1.2341e-7].map(format.formatLoss)).toEqual(['0.2134', '12.30', '0.000', '1.234e-7']);
  });

  it('groups counts by thin spaces', () => {
    expect([7, 999, 1000, 60000, 1234567].map(format.formatCount)).toEqual([
      '7',
      '999',
      '1\u2009000',
      '60\u2009000',
      '1\u2009234\u2009567',
    ]);
  });

  it('shows durations in their two largest units', () => {
    expect([0, 0.0002, 0.0064, 0.0996].map(format.formatDuration)).toEqual(['0.0 s', '1 ms', '6 ms', '0.1 s']);
    expect([0.42, 9.97, 59.4, 59.6, 72, 3599.7, 7500].map(format.formatDuration)).toEqual([
      '0.4 s',
      '10 s',
      '59 s',
      '1 m 00 s',
      '1 m 12 s',
      '1 h 00 m',
      '2 h 05 m',
    ]);
  });

  it('shows rates and bytes', () => {
    expect([12.3, 144_236, 88_412.7, 2_345_678].map(format.formatRate)).toEqual([
      '12',
      '144\u2009200',
      '88\u2009410',
      '2\u2009346\u2009000',
    ]);
    expect([0, 1023, 1536, 200 * 2 ** 20, 1.4 * 2 ** 30].map(format.formatBytes)).toEqual([
      '0 B',
      '1023 B',
      '1.5 kB',
      '200 MB',
      '1.4 GB',
    ]);
  });

  it('shows what is missing as a dash', () => {
    const all = [format.formatPercent, format.formatLoss, format.formatCount, format.formatRate, format.formatDuration];
    for (const show of all) for (const value of [null, undefined]) expect(show(value)).toBe('—');
    for (const show of [format.formatCount, format.formatRate, format.formatDuration])
      expect(show(Number.NaN)).toBe('—');
  });

  it('says what is not a number, so that a diverged run is seen', () => {
    for (const show of [format.formatPercent, format.formatLoss])
      expect([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY].map((value) => show(value))).toEqual([
        'NaN',
        '∞',
        '−∞',
      ]);
  });

  it('names overrides by the shortest ending that tells them apart', () => {
    expect(format.formatOverrides({ 'training.optimizer.learningRate': 0.03, 'dataset.classes': [3, 9] })).toBe(
      'learningRate 0.03, classes [3, 9]',
    );
    expect(format.formatOverrides({ 'network.hidden.0.units': 5, 'network.hidden.1.units': 6 })).toBe(
      '0.units 5, 1.units 6',
    );
    expect(format.formatOverrides({ seed: 1, 'dataset.seed': 2 })).toBe('seed 1, dataset.seed 2');
  });
});
