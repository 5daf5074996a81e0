/** "Final value against the swept setting" as a figure of its own: what the bars are and n stand below its title. Pure. */

import type { Band } from '../../../shared/stats/bands.ts';
import { framed, headHeight } from '../charts/figureFrame.ts';
import type { FigureOption } from '../charts/figureFrame.ts';
import type { Size } from '../charts/plotArea.ts';
import { tokens } from '../theme.ts';
import type { MetricInfo } from './metrics.ts';
import { sweepOption } from './sweepOption.ts';
import type { SweepScene } from './sweepOption.ts';

/** What the error bars are. Without a band around the curves they show the SD. */
export const barNames: Readonly<Record<Band, string>> = {
  none: '± SD',
  sd: '± SD',
  sem: '± SEM',
  ci95: '95 % CI',
  'min-max': 'min–max',
};

/** `Final validation error against learning rate`. */
export const sweepTitle = ({ name }: MetricInfo, axisName: string): string => `Final ${name} against ${axisName}`;

/** @param metric of the scene, with its full name */
export function sweepFigure(scene: SweepScene, metric: MetricInfo, band: Band, size: Size): FigureOption {
  const used = scene.sweep.points.filter(({ y }) => y !== null).map(({ summary }) => summary.nUsed);
  const [least, most] = [Math.min(...used), Math.max(...used)];
  const n = least === most ? `n = ${most}` : `n = ${least}–${most}`;
  const note = most > 1 ? `mean, bars: ${barNames[band]}, ${n}; small dots: single runs` : 'single runs';
  const option: FigureOption = {
    ...sweepOption(scene, { ...size, height: size.height - headHeight - 4 }, { tokens: tokens.light, theme: 'light' }),
    grid: { left: 52, right: 18, top: headHeight + 14, bottom: 40, outerBoundsMode: 'none' },
  };
  return framed(option, { title: sweepTitle(metric, scene.sweep.axisName), note, legend: [] }, size);
}
