/**
 * The state of the drawing pad: strokes, the pen, and what pointer and keys do to them. Coordinates are shares of the pad's
 * side. Strokes are replaced, never changed, so that every watcher sees each point.
 */

import { computed, shallowRef } from 'vue';
import type { ComputedRef, ShallowRef } from 'vue';
import type { Point, Stroke } from '../../../../shared/draw/strokes.ts';

export interface Pad {
  readonly strokes: ShallowRef<readonly Stroke[]>;
  readonly penWidth: ShallowRef<number>;
  readonly isEmpty: ComputedRef<boolean>;
  /** Where the keyboard's pen is; null while the keyboard has not drawn. */
  readonly cursor: ShallowRef<Point | null>;
  /** True while pointer or keyboard draws. */
  readonly isDown: ShallowRef<boolean>;
  begin(point: Point): void;
  extend(point: Point): void;
  end(): void;
  /** Takes the last stroke back. */
  undo(): void;
  clear(): void;
  load(strokes: readonly Stroke[]): void;
  /** Moves the keyboard's pen, drawing while it is down. */
  move(dx: number, dy: number): void;
  /** Puts the keyboard's pen down, or lifts it. */
  toggle(): void;
}

/** Points nearer than this to the last one add nothing that is seen. */
const leastMove = 0.004;
const inPad = (value: number): number => Math.min(1, Math.max(0, value));

export function createPad(): Pad {
  const strokes = shallowRef<readonly Stroke[]>([]);
  const penWidth = shallowRef(0.075);
  const cursor = shallowRef<Point | null>(null);
  const isDown = shallowRef(false);

  function begin({ x, y }: Point): void {
    isDown.value = true;
    strokes.value = [...strokes.value, [{ x: inPad(x), y: inPad(y) }]];
  }

  function extend(to: Point): void {
    const last = strokes.value.at(-1);
    if (!isDown.value || !last) return;
    const point = { x: inPad(to.x), y: inPad(to.y) };
    const from = last.at(-1)!;
    if (Math.hypot(point.x - from.x, point.y - from.y) < leastMove) return;
    strokes.value = [...strokes.value.slice(0, -1), [...last, point]];
  }

  const end = (): void => void (isDown.value = false);

  return {
    strokes,
    penWidth,
    isEmpty: computed(() => strokes.value.length === 0),
    cursor,
    isDown,
    begin,
    extend,
    end,
    undo() {
      end();
      strokes.value = strokes.value.slice(0, -1);
    },
    clear() {
      end();
      strokes.value = [];
    },
    load(given) {
      end();
      strokes.value = given;
    },
    move(dx, dy) {
      const { x, y } = cursor.value ?? { x: 0.5, y: 0.5 };
      cursor.value = { x: inPad(x + dx), y: inPad(y + dy) };
      extend(cursor.value);
    },
    toggle() {
      cursor.value ??= { x: 0.5, y: 0.5 };
      if (isDown.value) end();
      else begin(cursor.value);
    },
  };
}
