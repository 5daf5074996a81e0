/**
 * A chart of the chart library inside an element: made when the element appears, resized with it, disposed with the
 * component. The option is given from outside; nothing here knows what is drawn.
 */

import { onBeforeUnmount, onMounted, shallowRef, watch } from 'vue';
import type { Ref, ShallowRef } from 'vue';
import { echarts } from './library.ts';
import type { Chart } from './library.ts';
import type { ChartOption } from './lossOption.ts';

export interface UseChartOptions {
  readonly element: Readonly<Ref<HTMLElement | null>>;
  readonly option: Readonly<Ref<ChartOption>>;
  /** Charts of one group share their crosshair. */
  readonly group: string;
  /** Told the element's size in pixels, at first and whenever it changes. */
  readonly onSize: (width: number, height: number) => void;
}

export function useChart({ element, option, group, onSize }: UseChartOptions): ShallowRef<Chart | null> {
  const chart = shallowRef<Chart | null>(null);
  let observer: ResizeObserver | undefined;

  // Series are replaced, so that one that went leaves; everything else is merged, so that an open tooltip stays.
  const apply = (): void => chart.value?.setOption(option.value, { replaceMerge: ['series'] });

  onMounted(() => {
    const host = element.value;
    if (!host) return;
    const size = { width: host.clientWidth, height: host.clientHeight };
    onSize(size.width, size.height);
    chart.value = echarts.init(host, null, { renderer: 'canvas', ...size });
    chart.value.group = group;
    echarts.connect(group);
    apply();
    observer = new ResizeObserver(() => {
      if (host.clientWidth === 0 || host.clientHeight === 0) return;
      chart.value?.resize({ width: host.clientWidth, height: host.clientHeight });
      onSize(host.clientWidth, host.clientHeight);
    });
    observer.observe(host);
  });
  watch(option, apply);
  onBeforeUnmount(() => {
    observer?.disconnect();
    chart.value?.dispose();
    chart.value = null;
  });
  return chart;
}
