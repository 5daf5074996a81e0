import { describe, expect, it } from 'vitest';
import { changeView, defaultView, fromQuery, readView, toQuery } from '../../../src/renderer/src/compare/view.ts';
import { viewOf } from './samples.ts';

describe('the view in the address', () => {
  it('is empty for the default and comes back as it was', () => {
    expect(toQuery(defaultView)).toEqual({});
    const view = viewOf({
      experiments: ['a', 'b'],
      runs: ['r1'],
      groupBy: ['training.batchSize'],
      metric: 'train.loss',
      band: 'ci95',
      logY: false,
      zoom: { from: 1, to: 2.5 },
      hidden: ['k'],
      testRevealed: true,
    });
    const query = toQuery(view);
    expect(query).toMatchObject({ experiments: 'a,b', runs: 'r1' });
    expect(fromQuery(query)).toEqual(view);
  });

  it('takes what it can read and the default for the rest', () => {
    expect(fromQuery({ experiments: 'a', view: '{"band":"sem","axis":"parsec","smoothing":7}' })).toEqual(
      viewOf({ experiments: ['a'], band: 'sem' }),
    );
    expect(fromQuery({ view: '{damaged' })).toEqual(defaultView);
    expect(readView(null)).toEqual(defaultView);
    expect(readView([1, 2])).toEqual(defaultView);
  });
});

describe('a change of the view', () => {
  it('forgets the zoom with the axis that it was made on, and keeps it otherwise', () => {
    const zoomed = viewOf({ zoom: { from: 1, to: 2 } });
    expect(changeView(zoomed, { band: 'none' }).zoom).toEqual({ from: 1, to: 2 });
    expect(changeView(zoomed, { metric: 'train.loss' }).zoom).toEqual({ from: 1, to: 2 });
    expect(changeView(zoomed, { axis: 'step' }).zoom).toBeNull();
    expect(changeView(zoomed, { logX: true }).zoom).toBeNull();
  });
});
