/**
 * The figure that leaves the app: the drawing as it is shown, on a light ground, with its title, the band's caption and the
 * legend.
 */

import { framed, headHeight, legendHeight } from '../charts/figureFrame.ts';
import type { FigureOption } from '../charts/figureFrame.ts';
import type { Size } from '../charts/plotArea.ts';
import { tokens } from '../theme.ts';
import { axisNames, compareOption } from './compareOption.ts';
import { drawGroups } from './drawGroups.ts';
import type { Scene } from './drawGroups.ts';

export interface FigureText {
  /** `Validation error`. */
  readonly title: string;
  /** `mean ± SD, n = 5`. */
  readonly caption: string;
}

/** The option of the whole figure. Side by side the panels name the groups; an overlay gets a legend below. */
export function figureOption(scene: Scene, text: FigureText, size: Size): FigureOption {
  const lines = scene.panels.length === 1 ? scene.panels[0]! : [];
  const below = legendHeight(lines.length, size.width);
  const drawing = drawGroups(scene, { width: size.width, height: size.height - headHeight - below }, 1);
  const rects = drawing.layout.rects.map((rect) => ({ ...rect, top: rect.top + headHeight }));
  const moved = { ...drawing, layout: { ...drawing.layout, rects } };
  const title = `${text.title} against ${axisNames[scene.axis]}`;
  const note = [text.caption, ...drawing.notes].filter(Boolean).join(' · ');
  const legend = lines.map(({ group: { label, color } }) => ({ label, colour: color.light, dash: color.dash }));
  return framed(compareOption(moved, { tokens: tokens.light, theme: 'light' }), { title, note, legend }, size);
}
