import { describe, expect, it } from 'vitest';
import { parseSweepText } from '../../src/shared/sweep-text.ts';

describe('parseSweepText', () => {
  it.each([
    ['0.001..0.1 log 5', [0.001, 0.00316228, 0.01, 0.0316228, 0.1]],
    ['1..5 linear 5', [1, 2, 3, 4, 5]],
    ['16 .. 256 log 5', [16, 32, 64, 128, 256]],
    ['0.1..0.001 log 3', [0.1, 0.01, 0.001]],
    ['0..1 linear 3', [0, 0.5, 1]],
    ['0.01, 0.03', [0.01, 0.03]],
    ['[0.01, 0.03]', [0.01, 0.03]],
    ['0.01 0.03;0.1', [0.01, 0.03, 0.1]],
    ['sgd, adam', ['sgd', 'adam']],
    ['1, full', [1, 'full']],
    ['0.03', [0.03]],
    [
      '[3,9], [4,9]',
      [
        [3, 9],
        [4, 9],
      ],
    ],
  ])('reads %s', (text, values) => {
    expect(parseSweepText(text)).toEqual({ ok: true, values });
  });

  it.each([
    ['', /expected values/],
    ['1..5', /expected "log" or "linear"/],
    ['1..5 cubic 3', /expected "log" or "linear"/],
    ['0..1 log 5', /expected ends above 0/],
    ['1..5 linear 1', /expected a count from 2/],
    ['a..b linear 3', /expected two numbers/],
    ['2..2 linear 3', /two different ends/],
  ])('refuses %j', (text, message) => {
    const result = parseSweepText(text);
    expect(result.ok ? '' : result.message).toMatch(message);
  });
});
