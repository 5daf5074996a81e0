/**
 * A chart of the chart library inside an element: made when the element appears, resized with it, disposed with the
 * component. The option is given from outside; nothing here knows what is drawn.
 */

import { onBeforeUnmount, onMounted, shallowRef, watch } from 'vue';
import type { Ref, ShallowRef } from 'vue';
import { echarts } from './library.ts';
import type { Chart } from './library.ts';
import type { EChartsCoreOption } from 'echarts/core';
import type { Size } from './plotArea.ts';

export interface UseChartOptions {
  readonly element: Readonly<Ref<HTMLElement | null>>;
  readonly option: Readonly<Ref<EChartsCoreOption>>;
  /** Told the element's size in pixels, at first and whenever it changes. */
  readonly onSize: (size: Size) => void;
}

export function useChart({ element, option, onSize }: UseChartOptions): Readonly<ShallowRef<Chart | null>> {
  const chart = shallowRef<Chart | null>(null);
  let observer: ResizeObserver | undefined;

  let applied: EChartsCoreOption | null = null;
  let size: Size = { width: 0, height: 0 };

  /** Drawing is what costs: the size measured at mounting changes the option, and its watcher comes a moment after. */
  function apply(): void {
    if (!chart.value || option.value === applied) return;
    applied = option.value;
    chart.value.setOption(applied, { notMerge: true });
  }

  onMounted(() => {
    const host = element.value;
    if (!host) return;
    size = { width: host.clientWidth, height: host.clientHeight };
    onSize(size);
    chart.value = echarts.init(host, null, { renderer: 'canvas', ...size });
    // By default the library asks for ten more frames after each that it drew, and every frame makes the browser compose.
    chart.value.getZr().setSleepAfterStill(1);
    apply();
    observer = new ResizeObserver(() => {
      const now = { width: host.clientWidth, height: host.clientHeight };
      const isSame = now.width === size.width && now.height === size.height;
      // The observer's first word is the size that is known.
      if (now.width === 0 || now.height === 0 || isSame) return;
      size = now;
      chart.value?.resize(now);
      onSize(now);
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
