/** From the lines and the view to what is drawn: which panels there are, and how far the x axis reaches. Pure. */

import type { XWindow } from '../charts/curves.ts';
import type { Scene } from './drawGroups.ts';
import type { GroupLine } from './groupLines.ts';
import type { MetricInfo } from './metrics.ts';
import type { CompareView } from './view.ts';

/** More panels than these are too small to read; an overlay is shown at first. */
const mostPanels = 8;

export const modeOf = ({ mode }: Pick<CompareView, 'mode'>, groups: number): 'overlay' | 'side by side' =>
  mode ?? (groups > 1 && groups <= mostPanels ? 'side by side' : 'overlay');

/** @param mode given apart from the view: the small overlay stands beside the panels of the same view */
export function sceneOf(
  lines: readonly GroupLine[],
  view: CompareView,
  mode: 'overlay' | 'side by side',
  { metric, figure }: MetricInfo,
): Scene {
  const diverged = lines.some(({ curve }) => curve.diverged.length > 0);
  return {
    panels: mode === 'overlay' ? [lines] : lines.map((line) => [line]),
    metric,
    axis: view.axis,
    logX: view.logX,
    logY: view.logY,
    members: view.members,
    leaveOut: figure === 'loss' && diverged && !view.allValues,
    extent: extentOf(lines),
    zoom: view.zoom,
  };
}

/** From the start to the last point of any member. */
export function extentOf(lines: readonly GroupLine[]): XWindow {
  let to = 0;
  for (const { curve } of lines) for (const { x } of curve.members) to = Math.max(to, x.at(-1) ?? 0);
  return { from: 0, to: to > 0 ? to : 1 };
}
