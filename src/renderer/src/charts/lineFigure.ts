/** A line chart as a figure of its own: what the panel shows, on a light ground, with title, legend and notes. Pure. */

import { tokens } from '../theme.ts';
import { draw } from './drawing.ts';
import type { LineChart } from './drawing.ts';
import { framed, headHeight, legendHeight } from './figureFrame.ts';
import type { FigureOption } from './figureFrame.ts';
import { lossOption } from './lossOption.ts';
import { margins, plotSize } from './plotArea.ts';

/** Pixels at 1 ×: as wide as a page of text can show it. */
export const chartFigureSize = { width: 860, height: 420 } as const;

/** @param title `Batch loss · VU learning rates, lr 0.03, seed 1` */
export function lineFigure(chart: Omit<LineChart, 'width' | 'height'>, title: string): FigureOption {
  const curves = chart.curves.map((curve) => ({ ...curve, colour: curve.print ?? curve.colour }));
  // A single curve needs no legend: the title says what it is.
  const legend = curves.length > 1 ? curves.map(({ name, colour, dash }) => ({ label: name, colour, dash })) : [];
  const below = legendHeight(legend.length, chartFigureSize.width);
  const { width, height } = chartFigureSize;
  const drawing = draw({ ...chart, curves, ...plotSize({ width, height: height - headHeight - below }) });
  const smoothed = curves.some((curve) => curve.smoothed) ? ['faint: as measured; strong: smoothed'] : [];
  const option: FigureOption = {
    ...lossOption(drawing, tokens.light),
    grid: { ...margins, top: margins.top + headHeight, bottom: margins.bottom + below, outerBoundsMode: 'none' },
  };
  return framed(option, { title, note: [...smoothed, ...drawing.notes].join(' · '), legend }, chartFigureSize);
}
