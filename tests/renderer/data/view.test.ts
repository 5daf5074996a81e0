import { describe, expect, it } from 'vitest';
import { experimentSchema } from '../../../src/shared/experiment.ts';
import { firstShown, groupsOf, lineOf } from '../../../src/renderer/src/data/list.ts';
import { contentFacts, originFacts, thing } from '../../../src/renderer/src/data/facts/facts.ts';
import { experimentOn } from '../../../src/renderer/src/data/trainOn.ts';
import { positionsOf, readJump, readView, viewQuery } from '../../../src/renderer/src/data/view.ts';
import { frameOf, fromX, fromY, nearestPoint, toX, toY } from '../../../src/renderer/src/data/images/scatter.ts';
import { added, facts, gone, sampleOverview, samplePart, waiting } from './dataWorkbench.ts';

describe('the address', () => {
  it('says part, class and image, and is read back', () => {
    const view = { part: 'test', ofClass: 3, image: 13 } as const;
    expect(viewQuery(view)).toEqual({ part: 'test', class: 3, image: 13 });
    expect(readView({ part: 'test', class: '3', image: '13' }, sampleOverview)).toEqual(view);
    expect(viewQuery({ part: 'train', ofClass: null, image: null })).toEqual({});
  });

  it('is followed as far as the dataset goes', () => {
    const nothing = { part: 'train', ofClass: null, image: null };
    expect(readView({ class: '10', image: '60' }, sampleOverview)).toEqual(nothing);
    expect(readView({ class: '-1', image: 'x', part: 'other' }, sampleOverview)).toEqual(nothing);
    expect(readView({ part: 'test', image: '1' }, { ...sampleOverview, test: null })).toEqual({ ...nothing, image: 1 });
  });

  it.each([
    ['#42', 42],
    [' 0 ', 0],
    ['# 59', 59],
    ['60', 'The last image is #59.'],
    ['seven', '“seven” is no number of an image.'],
  ])('jumps from %s', (text, expected) => expect(readJump(text, 60)).toBe(expected));
});

it('a class has exactly its images', () => {
  const part = samplePart(25);
  expect([...positionsOf(part, 4)]).toEqual([4, 14, 24]);
  expect(positionsOf(part, null)).toHaveLength(25);
  const all = Array.from({ length: 10 }, (_, label) => [...positionsOf(part, label)]).flat();
  expect(all.sort((a, b) => a - b)).toEqual([...positionsOf(part, null)]);
});

describe('the list', () => {
  it('says in a line what there is or what is the matter', () => {
    const plain = (text: string) => text.replace(/[\u202f\u2009\u00a0]/g, ' ');
    expect(plain(lineOf({ ...added, facts: { ...facts, train: 60_000, height: 28, width: 28 } }))).toBe(
      '60 000 + 20 · 28 × 28',
    );
    expect(lineOf({ ...added, facts: { ...facts, test: 0, height: 1, width: 4 } })).toBe('60 · 4 inputs');
    expect([waiting, { ...waiting, downloadBytes: undefined }, gone].map(lineOf)).toEqual([
      'download, 11.1 MB',
      'needs files',
      'files are gone',
    ]);
  });

  it('groups a hundred datasets without losing one', () => {
    const many = Array.from({ length: 100 }, (_, i) => ({ ...added, id: `d${i}` }));
    expect(groupsOf([...many, waiting]).map(({ title, entries }) => [title, entries.length])).toEqual([
      ['Your data', 100],
      ['To get', 1],
    ]);
  });

  it('begins with MNIST, else with what was added last, never with what cannot be shown', () => {
    const mnist = { ...added, id: 'mnist' };
    expect(firstShown([added, mnist, { ...added, id: 'last' }])).toBe(mnist);
    expect(firstShown([waiting, gone, added])).toBe(added);
    expect(firstShown([waiting, gone])).toBeUndefined();
  });
});

describe('facts', () => {
  it('name what the inputs are', () => {
    expect([facts, { height: 1, width: 2 }, { height: 1, width: 30 }].map(thing)).toEqual(['image', 'point', 'row']);
    const names = contentFacts({ ...facts, height: 1, width: 30, test: 0, skipped: 2 }, sampleOverview.train);
    expect(names.map(({ name, value }) => `${name} ${value}`)).toEqual([
      'Training 60 rows',
      'Test none',
      'Classes 10',
      'Inputs 30',
      'Values 0 to 255',
      'Left out 2 broken ones',
    ]);
  });

  it('say how the workbench came by the files', () => {
    const said = originFacts({ ...added, origin: 'downloaded from a.example' }, 'en-GB');
    expect(said.map(({ name, value }) => `${name}: ${value}`)).toEqual([
      'Format: IDX files',
      'Source: downloaded from a.example',
      expect.stringMatching(/^Added: 2 Jan 2026/),
    ]);
  });
});

it.each([
  [60_000, 10_000],
  [70_000, 10_000],
  [1000, 166],
  [5, 0],
])('an experiment on %i images holds %i out, and is valid', (train, held) => {
  const experiment = experimentOn({ id: 'x', facts: { ...facts, train } });
  expect(experiment.dataset).toMatchObject({ source: 'x', validationSize: held });
  expect(experimentSchema.parse(experiment)).toEqual(experiment);
});

describe('a plot of points', () => {
  const points = Float32Array.of(-1, -1, 3, 1, 0, 0);
  const frame = frameOf(points, { width: 400, height: 300 });

  it('has the same unit on both axes, and every point inside', () => {
    expect(toX(frame, 1) - toX(frame, 0)).toBeCloseTo(toY(frame, 0) - toY(frame, 1), 9);
    for (let i = 0; i < points.length; i += 2) {
      expect(toX(frame, points[i]!)).toBeGreaterThan(0);
      expect(toX(frame, points[i]!)).toBeLessThan(400);
      expect(toY(frame, points[i + 1]!)).toBeGreaterThan(0);
      expect(toY(frame, points[i + 1]!)).toBeLessThan(300);
    }
    expect(fromX(frame, toX(frame, 2.5))).toBeCloseTo(2.5, 9);
    expect(fromY(frame, toY(frame, -0.5))).toBeCloseTo(-0.5, 9);
  });

  it('finds the nearest point among those shown, and none far away', () => {
    const at = (position: number): [number, number] => [
      toX(frame, points[2 * position]!) + 3,
      toY(frame, points[2 * position + 1]!) - 4,
    ];
    expect(nearestPoint(points, Uint32Array.of(0, 1, 2), frame, at(1))).toBe(1);
    expect(nearestPoint(points, Uint32Array.of(0, 2), frame, at(1))).toBeNull();
  });

  it('stands even where all points are one', () => {
    const one = frameOf(Float32Array.of(2, 5), { width: 400, height: 300 });
    expect(Number.isFinite(toX(one, 2)) && Number.isFinite(toY(one, 5))).toBe(true);
  });
});
