/**
 * Pointer and keys over panels that share their axes: the crosshair stands at one position in all of them, and a stretch
 * dragged over in one is zoomed in all. A double click or Escape shows everything again. Positions are in the axis's unit.
 */

import { useEventListener } from '@vueuse/core';
import { shallowRef } from 'vue';
import type { Ref, ShallowRef } from 'vue';
import type { XWindow } from '../charts/curves.ts';
import { stepByKey } from '../charts/usePlotPointer.ts';
import { panelAt, positionAt } from './panels.ts';
import type { PanelLayout, Rect } from './panels.ts';

/** A shorter drag, in pixels, is a click with an unsteady hand. */
const shortestDrag = 6;

export interface UsePanelPointerOptions {
  readonly element: Readonly<Ref<HTMLElement | null>>;
  readonly layout: () => PanelLayout;
  readonly window: () => XWindow;
  readonly logX: () => boolean;
  readonly cursor: () => number | null;
  readonly onCursor: (position: number | null) => void;
  readonly onZoom: (window: XWindow | null) => void;
}

/** The stretch being dragged over, in pixels of the element, in every panel. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** @returns the stretch being dragged over as positions of the axis; null while nobody drags */
export function usePanelPointer(options: UsePanelPointerOptions): Readonly<ShallowRef<Stretch | null>> {
  const { element, layout, window, logX, cursor, onCursor, onZoom } = options;
  const stretch = shallowRef<Stretch | null>(null);
  let start: { readonly pixel: number; readonly rect: Rect } | null = null;

  const place = ({ clientX, clientY }: MouseEvent): { x: number; y: number } => {
    const box = element.value?.getBoundingClientRect();
    return { x: clientX - (box?.left ?? 0), y: clientY - (box?.top ?? 0) };
  };
  const positionIn = (rect: Rect, pixel: number): number => positionAt(pixel, rect, window(), logX());

  useEventListener(element, 'pointerdown', (event: PointerEvent) => {
    const { x, y } = place(event);
    const rect = layout().rects[panelAt(layout(), x, y)];
    if (event.button !== 0 || !rect) return;
    start = { pixel: x, rect };
    element.value?.setPointerCapture(event.pointerId);
  });
  useEventListener(element, 'pointermove', (event: PointerEvent) => {
    const { x, y } = place(event);
    const rect = start?.rect ?? layout().rects[panelAt(layout(), x, y)];
    if (!rect) return;
    onCursor(positionIn(rect, x));
    if (!start || Math.abs(x - start.pixel) < shortestDrag) return;
    const ends = [positionIn(rect, start.pixel), positionIn(rect, x)];
    stretch.value = { from: Math.min(...ends), to: Math.max(...ends) };
  });
  useEventListener(element, 'pointerup', () => {
    const dragged = stretch.value;
    cancel();
    if (dragged && dragged.to > dragged.from) onZoom(dragged);
  });
  useEventListener(element, 'pointercancel', cancel);
  useEventListener(element, 'dblclick', () => onZoom(null));
  useEventListener(element, 'keydown', (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      onCursor(null);
      return onZoom(null);
    }
    const next = stepByKey(event.key, cursor(), window());
    if (next === null) return;
    event.preventDefault();
    onCursor(next);
  });

  function cancel(): void {
    start = null;
    stretch.value = null;
  }
  return stretch;
}
