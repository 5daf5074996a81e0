import { describe, expect, it } from 'vitest';
import * as format from '../../src/shared/format.ts';

/** Spaces made readable: `_` thin, `~` no-break. */
const seen = (text: string): string => text.replaceAll('\u2009', '_').replaceAll('\u00a0', '~');

describe('numbers people read', () => {
  it.each([
    [0.0586, '5.86~%'],
    [0, '0.00~%'],
    [1, '100.00~%'],
    [Number.NaN, 'NaN'],
    [null, '–'],
  ])('error %s is %s', (value, text) => expect(seen(format.formatError(value))).toBe(text));

  it.each([
    [2.302585, '2.303'],
    [0.34211, '0.3421'],
    [0, '0.000'],
    [0.00001234567, '1.235e-5'],
    [123456, '1.235e+5'],
    [-0.5, '−0.5000'],
    [Number.POSITIVE_INFINITY, '∞'],
    [Number.NEGATIVE_INFINITY, '−∞'],
    [undefined, '–'],
  ])('loss %s is %s', (value, text) => expect(format.formatLoss(value)).toBe(text));

  it.each([
    [0, '0'],
    [999, '999'],
    [1000, '1_000'],
    [60000, '60_000'],
    [1234567.4, '1_234_567'],
    [-1234, '−1_234'],
    [null, '–'],
  ])('count %s is %s', (value, text) => expect(seen(format.formatCount(value))).toBe(text));

  it.each([
    [88412.7, '88_410'],
    [0, '0'],
    [142345, '142_300'],
    [12.3, '12'],
  ])('rate %s is %s', (value, text) => expect(seen(format.formatRate(value))).toBe(text));

  it.each([
    [0.04, '0.0~s'],
    [3.26, '3.3~s'],
    [9.96, '10~s'],
    [59.4, '59~s'],
    [59.6, '1~m~00~s'],
    [72, '1~m~12~s'],
    [3599.7, '1~h~00~m'],
    [7500, '2~h~05~m'],
    [97200, '1~d~03~h'],
    [null, '–'],
  ])('%s seconds are %s', (value, text) => expect(seen(format.formatDuration(value))).toBe(text));

  it.each([
    [-5, '0.0~s ago'],
    [400, '0.4~s ago'],
    [12_400, '12~s ago'],
    [190_000, '3~m ago'],
    [7_300_000, '2~h ago'],
    [500_000_000, '5~d ago'],
  ])('%s ms are %s', (value, text) => expect(seen(format.formatAgo(value))).toBe(text));

  it.each([
    [12, '12~B'],
    [1500, '1.5~kB'],
    [61_200_000, '61~MB'],
    [2_340_000_000, '2.3~GB'],
  ])('%s bytes are %s', (value, text) => expect(seen(format.formatBytes(value))).toBe(text));

  it('counts things in words', () => {
    expect(format.plural(1, 'run')).toBe('1 run');
    expect(seen(format.plural(1200, 'run'))).toBe('1_200 runs');
    expect(format.plural(2, 'class', 'classes')).toBe('2 classes');
  });
});
