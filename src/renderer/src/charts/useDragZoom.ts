/**
 * Drag over a chart to see that stretch of the x axis, double-click to see all of it again. The library's own brush
 * keeps its state inside the chart, where a live update or a second chart cannot follow it; this one only reports.
 */

import { useEventListener } from '@vueuse/core';
import { ref } from 'vue';
import type { Ref } from 'vue';
import type { Chart } from './library.ts';
import type { XWindow } from './curves.ts';

/** A shorter drag, in pixels, is a click with an unsteady hand. */
const shortestDrag = 6;

export interface UseDragZoomOptions {
  readonly element: Readonly<Ref<HTMLElement | null>>;
  readonly chart: Readonly<Ref<Chart | null>>;
  /** Told the new window in data units, or null to show everything. */
  readonly onZoom: (window: XWindow | null) => void;
}

/** The stretch being dragged over, in pixels of the element. */
export interface DragBand {
  readonly left: number;
  readonly width: number;
}

export function useDragZoom({ element, chart, onZoom }: UseDragZoomOptions): Readonly<Ref<DragBand | null>> {
  const band = ref<DragBand | null>(null);
  let start: number | null = null;

  const position = (event: MouseEvent): number => event.clientX - (element.value?.getBoundingClientRect().left ?? 0);
  const toData = (pixel: number): number => Number(chart.value?.convertFromPixel({ xAxisIndex: 0 }, pixel));

  useEventListener(element, 'pointerdown', (event: PointerEvent) => {
    const inside = chart.value?.containPixel('grid', [position(event), event.offsetY]);
    if (event.button !== 0 || !inside) return;
    start = position(event);
    element.value?.setPointerCapture(event.pointerId);
  });
  useEventListener(element, 'pointermove', (event: PointerEvent) => {
    if (start === null) return;
    const end = position(event);
    band.value = { left: Math.min(start, end), width: Math.abs(end - start) };
  });
  useEventListener(element, 'pointerup', () => {
    const dragged = band.value;
    cancel();
    if (dragged && dragged.width >= shortestDrag)
      onZoom({ from: toData(dragged.left), to: toData(dragged.left + dragged.width) });
  });
  useEventListener(element, 'pointercancel', cancel);
  useEventListener(element, 'dblclick', () => onZoom(null));

  function cancel(): void {
    start = null;
    band.value = null;
  }
  return band;
}
