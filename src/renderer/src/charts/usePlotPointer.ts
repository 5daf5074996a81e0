/**
 * The pointer over a plot: where the crosshair stands, and dragging over a stretch of the x axis to see only that.
 * Everything is reported in steps, so that charts of different widths, and live updates, can follow.
 */

import { useEventListener } from '@vueuse/core';
import { ref } from 'vue';
import type { Ref } from 'vue';
import type { XWindow } from './curves.ts';
import { isOnPlot, stepAt } from './plotArea.ts';
import type { Size } from './plotArea.ts';

/** A shorter drag, in pixels, is a click with an unsteady hand. */
const shortestDrag = 6;

export interface UsePlotPointerOptions {
  readonly element: Readonly<Ref<HTMLElement | null>>;
  readonly size: Readonly<Ref<Size>>;
  /** What the plot shows now. */
  readonly window: () => XWindow;
  /** Told the step under the pointer, null when it leaves. */
  readonly onCursor: (step: number | null) => void;
  /** Told the new window, or null to show everything. */
  readonly onZoom: (window: XWindow | null) => void;
}

/** The stretch being dragged over, in pixels of the element. */
export interface DragBand {
  readonly left: number;
  readonly width: number;
}

export function usePlotPointer({
  element,
  size,
  window,
  onCursor,
  onZoom,
}: UsePlotPointerOptions): Ref<DragBand | null> {
  const band = ref<DragBand | null>(null);
  let start: number | null = null;

  const place = ({ clientX, clientY }: MouseEvent): { x: number; y: number } => {
    const box = element.value?.getBoundingClientRect();
    return { x: clientX - (box?.left ?? 0), y: clientY - (box?.top ?? 0) };
  };
  const stepOf = (pixel: number): number => stepAt(pixel, size.value, window());

  useEventListener(element, 'pointerdown', (event: PointerEvent) => {
    const { x, y } = place(event);
    if (event.button !== 0 || !isOnPlot(x, y, size.value)) return;
    start = x;
    element.value?.setPointerCapture(event.pointerId);
  });
  useEventListener(element, 'pointermove', (event: PointerEvent) => {
    const { x, y } = place(event);
    onCursor(start !== null || isOnPlot(x, y, size.value) ? stepOf(x) : null);
    if (start !== null) band.value = { left: Math.min(start, x), width: Math.abs(x - start) };
  });
  useEventListener(element, 'pointerup', () => {
    const dragged = band.value;
    cancel();
    if (dragged && dragged.width >= shortestDrag)
      onZoom({ from: stepOf(dragged.left), to: stepOf(dragged.left + dragged.width) });
  });
  useEventListener(element, 'pointercancel', cancel);
  useEventListener(element, 'pointerleave', () => start === null && onCursor(null));
  useEventListener(element, 'dblclick', () => onZoom(null));

  function cancel(): void {
    start = null;
    band.value = null;
  }
  return band;
}
