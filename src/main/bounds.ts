/** Where the window was when it was last closed, as long as there is still a screen to show it on. */

import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

export const smallestWindow = { width: 960, height: 640 } as const;

const schema = z.object({
  x: z.int().optional(),
  y: z.int().optional(),
  width: z.int().min(smallestWindow.width),
  height: z.int().min(smallestWindow.height),
  maximized: z.boolean(),
});

/** In density-independent pixels. Without `x` and `y` the window is centred. */
export interface Bounds {
  readonly x?: number;
  readonly y?: number;
  readonly width: number;
  readonly height: number;
  readonly maximized: boolean;
}

export const firstBounds: Bounds = { width: 1280, height: 800, maximized: false };

interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The saved bounds; `firstBounds` where there are none that make sense. Never throws: a window must open. */
export function readBounds(file: string, displays: readonly { readonly workArea: Area }[]): Bounds {
  try {
    const { x, y, ...size } = schema.parse(JSON.parse(readFileSync(file, 'utf8')));
    if (x === undefined || y === undefined) return size;
    const visible = displays.some(({ workArea }) => overlap({ x, y, ...size }, workArea));
    return visible ? { x, y, ...size } : size;
  } catch {
    return firstBounds;
  }
}

export function writeBounds(file: string, bounds: Bounds): void {
  try {
    writeFileSync(file, JSON.stringify(bounds));
  } catch {
    // A full disk must not keep anyone from quitting; the window then opens where it was before.
  }
}

/** At least a corner that can be taken hold of. */
function overlap(a: Area, b: Area): boolean {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return width >= 100 && height >= 50;
}
