import { describe, expect, it } from 'vitest';
import {
  addPoint,
  beginDrawing,
  removeNear,
  replacePoints,
  undo,
} from '../../../../src/renderer/src/lab/boundary/editing.ts';
import { classesOf, fieldPixels, rgbOf } from '../../../../src/renderer/src/lab/boundary/field.ts';
import {
  bounds,
  fieldBox,
  moved,
  placeAt,
  planeFrame,
  shownPositions,
} from '../../../../src/renderer/src/lab/boundary/plane.ts';
import {
  boundaryExperiment,
  drawnPoints,
  ellipseSettings,
  initialState,
  ownSettings,
  stateSchema,
  toPointSet,
} from '../../../../src/renderer/src/lab/boundary/settings.ts';
import { readNumbers } from '../../../../src/renderer/src/lab/numbers/numberList.ts';
import { experimentSchema } from '../../../../src/shared/experiment.ts';
import { presetPoints } from '../../../../src/shared/lab/pointSets.ts';
import { recipeFile } from '../recipeFile.ts';

describe('drawing points', () => {
  const two = addPoint(addPoint(beginDrawing([]), [1, 1, 0]), [-1, 0, 1]);

  it('adds, removes the nearest within reach, and undoes step by step', () => {
    expect(two.points).toEqual([
      [1, 1, 0],
      [-1, 0, 1],
    ]);
    const one = removeNear(two, [0.9, 1.1], 0.3);
    expect(one.points).toEqual([[-1, 0, 1]]);
    expect(removeNear(one, [0.9, 1.1], 0.3)).toBe(one);
    expect(undo(one).points).toEqual(two.points);
    expect(undo(undo(undo(one))).points).toEqual([]);
    expect(undo(undo(undo(undo(one)))).points).toEqual([]);
  });

  it('undoes a clearing', () => {
    expect(undo(replacePoints(two, [])).points).toEqual(two.points);
  });

  it('keeps two hundred changes', () => {
    let drawing = beginDrawing([]);
    for (let i = 0; i < 250; i++) drawing = addPoint(drawing, [0, 0, 0]);
    expect(drawing.past).toHaveLength(200);
  });
});

describe('the plane', () => {
  const frame = planeFrame({ width: 560, height: 544 });

  it('is a square from −3 to 3 in the canvas', () => {
    expect(bounds).toEqual({ x: [-3, 3], y: [-3, 3] });
    expect(fieldBox(frame)).toEqual({ left: 44, top: 14, side: 500 });
    expect(placeAt(frame, 44 + 250, 14 + 250)).toEqual([0, 0]);
    expect(placeAt(frame, 44, 14)).toEqual([-3, 3]);
    expect(placeAt(frame, 43, 14)).toBeNull();
  });

  it('keeps the cursor inside', () => {
    expect(moved([2.9, -2.9], 0.5, -0.5)).toEqual([3, -3]);
    expect(moved([0.1, 0.2], 0.1, 0.1)).toEqual([0.2, 0.3]);
  });

  it('draws few points all and many evenly', () => {
    expect([...shownPositions(3)]).toEqual([0, 1, 2]);
    const many = shownPositions(60_000);
    expect(many).toHaveLength(1500);
    expect([many[0], many[1], many.at(-1)]).toEqual([0, 40, 59_960]);
  });
});

describe('the field', () => {
  const grid = { step: 0, bounds, size: 2, probabilities: Float32Array.of(1, 0, 0, 1, 0.5, 0.5, 0.25, 0.75) };

  it('has the colour of the likelier class, the stronger the surer', () => {
    expect(classesOf(grid)).toBe(2);
    const pixels = fieldPixels(grid, [rgbOf('#0000c8'), rgbOf('#c80000')], [0, 0, 0]);
    expect([...pixels]).toEqual([0, 0, 100, 255, 100, 0, 0, 255, 0, 0, 12, 255, 56, 0, 0, 255]);
  });
});

describe('what is trained', () => {
  it('on the ellipse is the recipe of the course', async () => {
    const own = experimentSchema.parse(boundaryExperiment(ellipseSettings, 'ellipse', 'ellipse'));
    const recipe = experimentSchema.parse(await recipeFile('vu-synthetic'));
    expect(own.dataset).toEqual(recipe.dataset);
    expect(own.network).toEqual(recipe.network);
    expect(own.training).toEqual(recipe.training);
  });

  it('on own points keeps none of them back', () => {
    const own = experimentSchema.parse(boundaryExperiment(ownSettings, 'points', '4 points'));
    expect(own.dataset).toMatchObject({ source: 'points', validationSize: 0, scaling: 'none' });
    expect(own.network.hidden).toHaveLength(2);
  });

  it('begins with points that are read back as they were written', () => {
    expect(stateSchema.parse(JSON.parse(JSON.stringify(initialState)))).toEqual(initialState);
    const set = presetPoints('xor');
    expect(toPointSet(drawnPoints(set))).toEqual(set);
  });
});

describe('numbers within bounds', () => {
  it('says what is expected', () => {
    expect(readNumbers('8, 0', { most: 6, from: 1, to: 1000 })).toEqual({
      ok: false,
      problem: '0 given, expected 1 to 1000',
    });
    expect(readNumbers('-2', { most: 1, from: 1 })).toEqual({ ok: false, problem: '-2 given, expected at least 1' });
    expect(readNumbers('8, 16', { most: 6, from: 1, to: 1000 })).toEqual({ ok: true, numbers: [8, 16] });
  });
});
