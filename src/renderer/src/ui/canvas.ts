/** A canvas as sharp as the screen. */

/**
 * Gives the canvas a pixel for each of the screen's, which empties it.
 *
 * @param size in CSS pixels
 * @returns its context, scaled to CSS pixels; null where there is nothing to draw on yet
 */
export function sharpContext(
  canvas: HTMLCanvasElement | null,
  { width, height }: { readonly width: number; readonly height: number },
): CanvasRenderingContext2D | null {
  const context = canvas?.getContext('2d');
  if (!canvas || !context || width === 0) return null;
  const ratio = window.devicePixelRatio || 1;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  context.scale(ratio, ratio);
  return context;
}
