// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { mount } from '@vue/test-utils';
import type { VueWrapper } from '@vue/test-utils';
import { createPinia } from 'pinia';
import ChartPanel from '../../../src/renderer/src/charts/ChartPanel.vue';
import { lossMetric } from '../../../src/renderer/src/charts/metrics.ts';
import { useTheme } from '../../../src/renderer/src/stores/theme.ts';
import { curve } from './samples.ts';

/** There is no canvas here: the library is replaced by a record of what it was told. */
const library = vi.hoisted(() => ({ options: [] as unknown[], disposed: 0 }));
vi.mock('../../../src/renderer/src/charts/library.ts', () => ({
  echarts: {
    init: () => ({
      setOption: (option: unknown) => library.options.push(option),
      resize: () => undefined,
      dispose: () => library.disposed++,
      getZr: () => ({ setSleepAfterStill: () => undefined }),
    }),
  },
}));

let wrapper: VueWrapper;
/** What the panel asked for. Listened to like a parent does: the test library's own record goes through Vue's devtools. */
const heard = { zoom: [] as unknown[], cursor: [] as unknown[] };
afterEach(() => {
  wrapper.unmount();
  heard.zoom.length = 0;
  heard.cursor.length = 0;
  library.options.length = 0;
  library.disposed = 0;
});

function mountPanel(changes: Record<string, unknown> = {}) {
  const pinia = createPinia();
  const theme = useTheme(pinia);
  theme.choose('light');
  wrapper = mount(ChartPanel, {
    attachTo: document.body,
    global: { plugins: [pinia], stubs: { FigureMenu: true } },
    props: {
      title: 'Loss',
      curves: [curve([2, 1]), curve([2, 1.5], { name: 'test', dash: 'dotted' })],
      metric: lossMetric,
      axis: { unit: 'step', stepsPerEpoch: 1 },
      extent: { from: 0, to: 2 },
      leaveOut: false,
      empty: 'No values yet.',
      zoom: null,
      cursor: null,
      'onUpdate:zoom': (zoom: unknown) => heard.zoom.push(zoom),
      'onUpdate:cursor': (cursor: unknown) => heard.cursor.push(cursor),
      ...changes,
    },
  });
  return { wrapper, theme };
}
const button = (name: string) => wrapper.findAll('button').find((each) => each.text().startsWith(name))!;
const lastOption = () => library.options.at(-1);

describe('a chart panel', () => {
  it('says in a sentence what it shows', () => {
    mountPanel();
    expect(wrapper.get('div[role=img]').attributes('aria-label')).toBe(
      'Line chart of loss (nats) against step: train from 2.000 to 1.000 at step 2; test from 2.000 to 1.500 at step 2.',
    );
  });

  it('switches to a logarithmic axis', async () => {
    mountPanel();
    expect(lastOption()).toMatchObject({ yAxis: { type: 'value' } });
    await button('log y').trigger('click');
    expect(lastOption()).toMatchObject({ yAxis: { type: 'log' } });
    expect(button('log y').attributes('aria-pressed')).toBe('true');
  });

  it('hides a line from the legend and shows it again', async () => {
    mountPanel();
    await button('test').trigger('click');
    expect(wrapper.get('div[role=img]').attributes('aria-label')).not.toContain('test');
    await button('test').trigger('click');
    expect(wrapper.get('div[role=img]').attributes('aria-label')).toContain('test');
  });

  it('redraws at once in the other theme', async () => {
    const { theme } = mountPanel();
    const before = library.options.length;
    theme.choose('dark');
    await wrapper.vm.$nextTick();
    expect(library.options.length).toBe(before + 1);
    expect(lastOption()).toMatchObject({ yAxis: { splitLine: { lineStyle: { color: '#27272b' } } } });
  });

  it('keeps the zoom when data arrives', async () => {
    mountPanel({ zoom: { from: 1, to: 1.5 } });
    await wrapper.setProps({ curves: [curve([2, 1, 0.5])], extent: { from: 0, to: 3 } });
    expect(lastOption()).toMatchObject({ xAxis: { min: 1, max: 1.5 } });
    await button('whole run').trigger('click');
    expect(heard.zoom).toEqual([null]);
  });

  it('reports a drag as a window and a double click as everything', async () => {
    mountPanel();
    const plot = wrapper.get('div[role=img]');
    Object.defineProperty(plot.element, 'setPointerCapture', { value: () => undefined });
    // Without a layout the element is 0 pixels wide: the plot is a single pixel at its margin.
    await wrapper.vm.$nextTick();
    const point = (type: string, clientX: number) =>
      plot.element.dispatchEvent(new PointerEvent(type, { button: 0, clientX, clientY: 24 }));
    point('pointerdown', 52);
    point('pointermove', 90);
    point('pointerup', 90);
    expect(heard.zoom).toEqual([{ from: 0, to: 2 }]);
    await plot.trigger('dblclick');
    expect(heard.zoom.at(-1)).toBeNull();
  });

  it('moves the crosshair by arrow keys and shows everything on Escape', async () => {
    mountPanel({ zoom: { from: 0, to: 200 } });
    await wrapper.vm.$nextTick();
    const plot = wrapper.get('div[role=img]');
    for (const key of ['ArrowRight', 'End', 'Home', 'x', 'Escape']) await plot.trigger('keydown', { key });
    expect(heard.cursor).toEqual([102, 200, 0]);
    expect(heard.zoom).toEqual([null]);
    await plot.trigger('blur');
    expect(heard.cursor.at(-1)).toBeNull();
  });

  it('shows the exact values at the shared crosshair', () => {
    mountPanel({ cursor: 1.9 });
    expect(wrapper.get('table').text()).toContain('1.500');
    expect(wrapper.text()).toContain('step 2');
  });

  it('says that there is nothing to draw', () => {
    mountPanel({ curves: [curve([])] });
    expect(wrapper.text()).toContain('No values yet.');
  });

  it('takes the chart down with itself', () => {
    mountPanel().wrapper.unmount();
    expect(library.disposed).toBe(1);
  });
});
