import { describe, expect, it } from 'vitest';
import { generateEllipse } from '../../../src/main/datasets/ellipse.ts';
import { classMargin, zeroLine } from '../../../src/shared/lab/contour.ts';
import { ellipseCurve, ellipseForm, ellipseLevel } from '../../../src/shared/lab/ellipse.ts';
import { pointsName, pointsProblem, presetNames, presetPoints } from '../../../src/shared/lab/pointSets.ts';

describe('the published ellipse', () => {
  it('is the form xᵀ [[1, −0.05], [1, 0.4]] x', () => {
    expect(ellipseForm(1, 0)).toBe(1);
    expect(ellipseForm(0, 1)).toBe(0.4);
    expect(ellipseForm(2, -3)).toBeCloseTo(4 + 0.95 * -6 + 0.4 * 9, 12);
  });

  it('separates the classes of the generated data', () => {
    const { images, labels } = generateEllipse(0);
    if (images.kind !== 'dense-f32') throw new Error('expected points');
    for (let i = 0; i < 5000; i++) {
      const q = ellipseForm(images.values[2 * i]!, images.values[2 * i + 1]!);
      expect(labels[i]).toBe(q > ellipseLevel ? 1 : 0);
    }
  });

  it('is drawn where q is 0.6, all around', () => {
    const curve = ellipseCurve(90);
    for (let i = 0; i < 90; i++) expect(ellipseForm(curve[2 * i]!, curve[2 * i + 1]!)).toBeCloseTo(0.6, 12);
    const crossings = Array.from({ length: 90 }, (_, i) => curve[2 * i]! > 0 !== curve[2 * ((i + 1) % 90)]! > 0);
    expect(crossings.filter(Boolean)).toHaveLength(2);
  });
});

describe('the line where the decision changes', () => {
  const size = 40;
  const fill = (value: (x: number, y: number) => number): Float32Array =>
    Float32Array.from({ length: size * size }, (_, i) => value((i % size) + 0.5, Math.floor(i / size) + 0.5));

  it('follows a circle to a small part of a cell, and closes', () => {
    const pieces = zeroLine(
      fill((x, y) => 12 - Math.hypot(x - 20, y - 20)),
      size,
    );
    const ends = new Map<string, number>();
    for (let i = 0; i < pieces.length; i += 2) {
      expect(Math.hypot(pieces[i]! - 20, pieces[i + 1]! - 20)).toBeCloseTo(12, 1);
      const key = `${pieces[i]!.toFixed(6)} ${pieces[i + 1]!.toFixed(6)}`;
      ends.set(key, (ends.get(key) ?? 0) + 1);
    }
    expect(ends.size).toBeGreaterThan(60);
    expect([...ends.values()].every((count) => count === 2)).toBe(true);
  });

  it('has two pieces in a square whose opposite corners agree, and none without a change', () => {
    expect(zeroLine(Float32Array.of(1, -1, -1, 1), 2)).toHaveLength(8);
    expect(zeroLine(Float32Array.of(1, 1, 2, 3), 2)).toHaveLength(0);
  });

  it('is taken between a class and the best other one', () => {
    const probabilities = Float32Array.of(0.5, 0.25, 0.25, 0.125, 0.5, 0.375);
    expect([...classMargin(probabilities, 3, 0)]).toEqual([0.25, -0.375]);
    expect([...classMargin(probabilities, 3, 1)]).toEqual([-0.25, 0.125]);
  });
});

describe('sets of points', () => {
  it.each(presetNames)('%s: the same every time, inside the plane, fit to train on', (name) => {
    const { points, labels } = presetPoints(name);
    expect(presetPoints(name)).toEqual({ points, labels });
    expect(points).toHaveLength(2 * labels.length);
    expect(points.every((value) => Math.abs(value) < 3)).toBe(true);
    expect(pointsProblem(labels)).toBeNull();
  });

  it('XOR has each class in two opposite corners', () => {
    const { points, labels } = presetPoints('xor');
    labels.forEach((label, i) => expect(label).toBe(points[2 * i]! * points[2 * i + 1]! < 0 ? 1 : 0));
  });

  it.each([
    [[], /no points yet/],
    [[0, 0], /add some of class 1/],
    [[1, 1], /Class 0 has no points/],
    [[0, 2, 0], /Class 1 has no points/],
  ])('%j cannot be trained on', (labels, sentence) => expect(pointsProblem(labels)).toMatch(sentence));

  it('have names that differ where a point or a label differs', () => {
    const points = Float32Array.of(1, 2, 3, 4);
    const names = [
      pointsName({ points, labels: Uint16Array.of(0, 1) }),
      pointsName({ points, labels: Uint16Array.of(1, 0) }),
      pointsName({ points: points.with(3, 5), labels: Uint16Array.of(0, 1) }),
    ];
    expect(names[0]).toMatch(/^2 points [0-9a-f]{8}$/);
    expect(new Set(names).size).toBe(3);
    expect(pointsName({ points: points.slice(), labels: Uint16Array.of(0, 1) })).toBe(names[0]);
  });
});
