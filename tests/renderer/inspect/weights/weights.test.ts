/** Where the images of units stand, what is said of them, and the colours of their weights. */

import { describe, expect, it } from 'vitest';
import { diverging, paintDiverging } from '../../../../src/renderer/src/inspect/weights/diverging.ts';
import { tileLayout, unitName, unitSaid } from '../../../../src/renderer/src/inspect/weights/tiles.ts';
import { unitWeights } from '../../../../src/shared/analysis/weightImages.ts';

describe('tiles', () => {
  const shape = [28, 28] as const;

  it('of a few classes are all in sight, as large as that allows', () => {
    for (const room of [
      { width: 350, height: 150 },
      { width: 880, height: 420 },
      { width: 350, height: 60 },
    ]) {
      const layout = tileLayout(10, room, shape, true);
      expect(layout.rows * layout.stepY - 8).toBeLessThanOrEqual(room.height);
      expect(layout.columns * layout.stepX - 8).toBeLessThanOrEqual(room.width);
      expect(layout.rows * layout.columns).toBeGreaterThanOrEqual(10);
      expect(layout.imageWidth).toBeGreaterThanOrEqual(24);
    }
  });

  it('of a thousand units fill the width and scroll', () => {
    const layout = tileLayout(1000, { width: 350, height: 150 }, shape, false);
    expect(layout.columns).toBe(8);
    expect(layout.rows).toBe(125);
    expect(layout.columns * layout.stepX).toBeLessThanOrEqual(355);
  });

  it('keep the proportions of the input', () => {
    const layout = tileLayout(100, { width: 350, height: 150 }, [8, 16], false);
    expect(Math.abs(layout.imageWidth - 2 * layout.imageHeight)).toBeLessThanOrEqual(1);
  });

  it('exist before they have any room', () => {
    const layout = tileLayout(10, { width: 0, height: 0 }, shape, true);
    expect(layout.columns).toBe(1);
    expect(layout.imageWidth).toBeGreaterThan(0);
  });
});

describe('what is said of a unit', () => {
  const digits = [...'0123456789'];
  const weights = unitWeights({ name: 'W1', rows: 2, columns: 2, values: Float32Array.of(3, 0.5, 4, -1.5) });

  it('names it by its class where the layer is the only one', () => {
    expect(unitName(3, 300, { isOutput: false, classNames: digits })).toBe('unit 3');
    expect(unitName(3, 10, { isOutput: true, classNames: digits })).toBe('class 3');
    expect(unitName(0, 1, { isOutput: true, classNames: ['3', '9'] })).toBe('9 against 3');
  });

  it('gives norm and range, and its output for the image looked at', () => {
    expect(unitSaid(weights, 0, 'unit 0', null)).toBe('unit 0: norm 5.000, 3.000 to 4.000');
    expect(unitSaid(weights, 1, 'unit 1', Float32Array.of(1, 0.25))).toBe(
      'unit 1: norm 1.581, −1.500 to 0.5000, output 0.2500',
    );
  });
});

describe('the diverging scale', () => {
  const painted = (end: number, ...values: number[]): number[][] => {
    const rgba = new Uint8ClampedArray(4 * values.length);
    paintDiverging(Float32Array.from(values), end, diverging.light, rgba);
    return values.map((_, i) => [...rgba.subarray(4 * i, 4 * i + 4)]);
  };

  it('has the surface at zero, full colours at its ends and beyond them', () => {
    const [zero, above, beyond, below, without] = painted(0.5, 0, 0.5, Infinity, -2, Number.NaN);
    expect(zero).toEqual([255, 255, 255, 255]);
    expect(above).toEqual([0xc7, 0x77, 0x00, 255]);
    expect(beyond).toEqual(above);
    expect(below).toEqual([0x00, 0x72, 0xb2, 255]);
    expect(without).toEqual([0x71, 0x71, 0x7a, 255]);
  });

  it('grows darker with the size of a weight on either side, in the light theme', () => {
    const lightness = painted(1, -1, -0.5, 0, 0.5, 1).map(([r, g, b]) => r! + g! + b!);
    expect(lightness[0]).toBeLessThan(lightness[1]!);
    expect(lightness[1]).toBeLessThan(lightness[2]!);
    expect(lightness[3]).toBeLessThan(lightness[2]!);
    expect(lightness[4]).toBeLessThan(lightness[3]!);
  });

  it('shows nothing where there is nothing', () => {
    expect(painted(0, 0, 1)).toEqual([
      [255, 255, 255, 255],
      [255, 255, 255, 255],
    ]);
  });
});
