// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { createPinia } from 'pinia';
import { describe, expect, it, vi } from 'vitest';
import { confusionView } from '../../../src/renderer/src/inspect/confusion/cells.ts';
import ConfusionMap from '../../../src/renderer/src/inspect/confusion/ConfusionMap.vue';
import {
  boxOf,
  focusBox,
  mapLayout,
  movedPlace,
  placeAt,
} from '../../../src/renderer/src/inspect/confusion/mapLayout.ts';

describe('the map of many classes', () => {
  const names = (count: number) => Array.from({ length: count }, (_, k) => String.fromCharCode(65 + (k % 26)));

  it('fits the width it has, with numbers and names where there is room', () => {
    const [few, more, many] = [14, 26, 47].map((count) => mapLayout(names(count), 354, 400));
    expect([few!.hasTexts, few!.nameStep]).toEqual([true, 1]);
    expect([more!.hasTexts, more!.nameStep]).toEqual([false, 1]);
    expect(many).toMatchObject({ cell: 7, hasTexts: false, nameStep: 2 });
    for (const { headWidth, classes, cell } of [few!, more!, many!])
      expect(headWidth + classes * cell).toBeLessThanOrEqual(354);
    const long = mapLayout(['left atrium', 'right atrium', ...names(20)], 354, 400);
    expect(long).toMatchObject({ isOnEnd: true, headWidth: 66, headHeight: 56 });
  });

  it('is seen as a whole where there is more width than height, and keeps cells that can be hit where there is neither', () => {
    const { cell, headHeight } = mapLayout(names(47), 870, 420);
    expect(cell).toBe(8);
    expect(headHeight + 47 * cell).toBeLessThanOrEqual(420);
    expect(mapLayout(names(47), 870, 60).cell).toBe(5);
    expect(mapLayout(names(300), 354, 400).cell).toBe(5);
  });

  it('knows the cell under the pointer, and where keys lead', () => {
    const layout = mapLayout(names(26), 354, 400);
    for (const place of [
      [1, 1],
      [26, 26],
      [4, 0],
      [0, 9],
    ] as const) {
      const { left, top, width, height } = boxOf(layout, place);
      expect(placeAt(layout, left + width / 2, top + height / 2)).toEqual(place);
    }
    const small = mapLayout(names(47), 354, 400);
    for (const place of [
      [4, 0],
      [0, 9],
      [4, 9],
    ] as const) {
      const [cell, focus] = [boxOf(small, place), focusBox(small, place)];
      expect(focus.top + focus.height / 2).toBe(cell.top + cell.height / 2);
      expect(focus.left + focus.width / 2).toBe(cell.left + cell.width / 2);
      expect(Math.min(focus.width, focus.height)).toBe(place[0] * place[1] > 0 ? 7 : 12);
    }
    expect(placeAt(layout, 2, 2)).toBeNull();
    expect(placeAt(layout, 353, 900)).toBeNull();
    expect(movedPlace('ArrowRight', [4, 26], 26)).toEqual([4, 26]);
    expect(movedPlace('ArrowUp', [1, 3], 26)).toEqual([0, 3]);
    expect(movedPlace('ArrowLeft', [0, 1], 26)).toEqual([0, 1]);
    expect(movedPlace('Home', [4, 9], 26)).toEqual([4, 0]);
    expect(movedPlace('End', [4, 0], 26)).toEqual([4, 26]);
    expect(movedPlace('x', [4, 0], 26)).toBeNull();
  });

  it('is gone through by keyboard, says each cell, and opens it', async () => {
    const values = Float64Array.from({ length: 400 }, (_, i) => (i % 21 === 0 ? 90 : i === 23 ? 7 : 0));
    const view = confusionView({ kind: 'run', matrix: { classes: 20, values } }, { share: 'counts', withDiagonal: false }, names(20)); // prettier-ignore
    const choose = vi.fn();
    const wrapper = mount(ConfusionMap, {
      props: { view, classNames: names(20), trueClass: null, predictedClass: null, onChoose: choose },
      global: { plugins: [createPinia()] },
    });
    const cell = wrapper.get('[role=gridcell] button');
    const press = async (...keys: string[]): Promise<void> => {
      for (const key of keys) await cell.trigger('keydown', { key });
    };
    await cell.trigger('focus');
    expect(wrapper.get('p').text()).toBe('true A, recognised: 90 images');
    await press('ArrowDown', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowLeft', 'ArrowRight');
    expect(cell.attributes('aria-label')).toBe('true B, said D: 7 images');
    expect(wrapper.get('[role=row]').attributes('aria-rowindex')).toBe('3');
    await cell.trigger('click');
    await press('Home');
    expect(cell.attributes('aria-label')).toMatch(/^all that are B: 97 images, wrong 7.2.%$/);
    await cell.trigger('click');
    expect(choose.mock.calls).toEqual([[1, 3], [1, null]]); // prettier-ignore
    wrapper.unmount();
  });
});
