/**
 * Pointer and keys over a plot: where the crosshair stands (arrow keys move it), and dragging over a stretch of the x axis
 * to see only that (a double click or Escape shows everything again). Everything is reported in steps, so that charts of different widths, and live updates, can follow.
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
  /** Where the crosshair stands; null while there is none. */
  readonly cursor: () => number | null;
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
  cursor,
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

  useEventListener(element, 'blur', () => onCursor(null));
  useEventListener(element, 'keydown', (event: KeyboardEvent) => {
    if (event.key === 'Escape') return onZoom(null);
    const next = stepByKey(event.key, cursor(), window());
    if (next === null) return;
    event.preventDefault();
    onCursor(next);
  });

  function cancel(): void {
    start = null;
    band.value = null;
  }
  return band;
}

/** An arrow key moves the crosshair by a hundredth of what is shown, from the middle where there was none. */
export function stepByKey(key: string, cursor: number | null, { from, to }: XWindow): number | null {
  const here = cursor ?? (from + to) / 2;
  const move = { ArrowLeft: here - (to - from) / 100, ArrowRight: here + (to - from) / 100, Home: from, End: to }[key];
  return move === undefined ? null : Math.min(to, Math.max(from, move));
}
