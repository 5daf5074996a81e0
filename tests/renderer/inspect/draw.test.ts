// @vitest-environment happy-dom
import { mount, flushPromises } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import DrawingPad from '../../../src/renderer/src/inspect/draw/DrawingPad.vue';
import { argmaxOf, percentSaid, verdictSentence } from '../../../src/renderer/src/inspect/draw/said.ts';
import { strokesOf } from '../../../src/renderer/src/inspect/draw/useKeptDrawings.ts';
import { createPad } from '../../../src/renderer/src/inspect/draw/usePad.ts';

describe('the pad', () => {
  it('begins, extends and ends a stroke, within its borders', () => {
    const pad = createPad();
    pad.begin({ x: 0.2, y: 0.2 });
    pad.extend({ x: 0.2005, y: 0.2 });
    pad.extend({ x: 1.4, y: -0.3 });
    pad.end();
    pad.extend({ x: 0.5, y: 0.5 });
    expect(pad.strokes.value).toEqual([[{ x: 0.2, y: 0.2 }, { x: 1, y: 0 }]]); // prettier-ignore
  });

  it('takes strokes back one by one, or all', () => {
    const pad = createPad();
    for (const x of [0.1, 0.2, 0.3]) {
      pad.begin({ x, y: 0 });
      pad.end();
    }
    pad.undo();
    expect(pad.strokes.value.map(([point]) => point!.x)).toEqual([0.1, 0.2]);
    pad.clear();
    expect(pad.isEmpty.value).toBe(true);
  });
});

describe('the pad by keyboard', () => {
  const press = (wrapper: ReturnType<typeof mount>, ...keys: string[]) =>
    keys.reduce((before, key) => before.then(() => wrapper.get('svg').trigger('keydown', { key })), Promise.resolve());

  it('moves, puts the pen down, draws and lifts it', async () => {
    const pad = createPad();
    const wrapper = mount(DrawingPad, { props: { pad } });
    await press(wrapper, 'ArrowLeft', ' ', 'ArrowDown', 'ArrowDown', ' ', 'ArrowDown');
    const [stroke] = pad.strokes.value;
    expect(stroke).toHaveLength(3);
    expect(stroke![0]!.x).toBeCloseTo(0.5 - 1 / 28, 12);
    expect(stroke![2]!.y).toBeCloseTo(0.5 + 2 / 28, 12);
    expect(wrapper.findAll('path')).toHaveLength(1);
    await press(wrapper, 'Backspace');
    expect(pad.isEmpty.value).toBe(true);
  });

  it('leaves other keys to the page', async () => {
    const wrapper = mount(DrawingPad, { props: { pad: createPad() } });
    const tab = new KeyboardEvent('keydown', { key: 'Tab', cancelable: true });
    wrapper.get('svg').element.dispatchEvent(tab);
    await flushPromises();
    expect(tab.defaultPrevented).toBe(false);
  });
});

describe('what is said of a drawing', () => {
  const of = (name: string, ...p: number[]) => ({ id: name, name, probabilities: Float32Array.from(p) });

  it('is a sentence, for one run or several', () => {
    expect(verdictSentence([], ['3', '9'])).toBe('Nothing is drawn.');
    expect(verdictSentence([of('seed 1', 0.25, 0.75)], ['3', '9'])).toBe('It says 9 (75.0 %).');
    expect(verdictSentence([of('seed 1', 0.25, 0.75), of('seed 2', 0.5, 0.5)], ['3', '9'])).toBe(
      'seed 1: 9 (75.0 %), seed 2: 3 (50.0 %).',
    );
  });

  it('is short where many stand in little room', () => {
    expect([0.9962, 0.00001, 1].map(percentSaid)).toEqual(['99.6', '< 0.1', '100.0']);
    expect(argmaxOf(Float32Array.of(0.2, 0.4, 0.4))).toBe(1);
  });

  it('strokes of another form are none', () => {
    expect(strokesOf({ strokes: [[{ x: 0.5, y: 0.25 }]] })).toEqual([[{ x: 0.5, y: 0.25 }]]);
    expect(strokesOf({ strokes: 'M0 0' })).toEqual([]);
  });
});
