/** "Final value against the swept setting" as a figure of its own, with its title above. */

import { plural } from '../../../shared/format.ts';
import { echarts } from '../charts/library.ts';
import type { Size } from '../charts/plotArea.ts';
import { finalCurve } from '../compare/outcomes.ts';
import { sweepOption } from '../compare/sweepOption.ts';
import { tokens } from '../theme.ts';
import { figureMarkup } from './figureMarkup.ts';
import type { Markup } from './markup.ts';
import { outcomesOf } from './outcomes.ts';
import type { Report } from './report.ts';

const head = 44;

/** Null where nothing was swept or no run has finished. */
export function sweepFigure(report: Report, size: Size): Markup | null {
  const metric = report.metrics[0];
  const outcomes = metric ? outcomesOf(report, metric) : [];
  const sweep = finalCurve(outcomes, 'sd');
  if (!metric || !sweep || sweep.points.every(({ y }) => y === null)) return null;
  const look = { tokens: tokens.light, theme: 'light' } as const;
  // A group without a finished run has no point; its value may lie far out, as a rate that diverges does.
  const points = sweep.points.filter(({ y }) => y !== null);
  const scene = { sweep: { ...sweep, points }, groups: report.groups, metric: metric.metric };
  const option = sweepOption(scene, { ...size, height: size.height - head - 4 }, look);
  const title = `Final ${metric.name} against ${sweep.axisName}`;
  const used = points.map(({ summary }) => summary.nUsed);
  const [least, most] = [Math.min(...used), Math.max(...used)];
  const n = least === most ? `n = ${most}` : `n = ${least}–${most}`;
  const grid = { left: 52, right: 18, top: head + 14, bottom: 40, outerBoundsMode: 'none' } as const;
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, ...size });
  try {
    chart.setOption({
      ...option,
      grid,
      backgroundColor: tokens.light.background,
      title: {
        text: title,
        subtext: most > 1 ? `mean, bars: ± SD, ${n}; small dots: single runs` : 'single runs',
        left: 16,
        top: 10,
        padding: 0,
        itemGap: 4,
        textStyle: { fontSize: 14, fontWeight: 600, color: tokens.light.text },
        subtextStyle: { fontSize: 11.5, color: tokens.light.textSecond },
      },
    });
    const values = sweep.points.map(({ label, y, summary }) => `${label} ${y === null ? 'none finished' : `${metric.metric.format(y)}, n = ${summary.nUsed}`}`); // prettier-ignore
    const absent = sweep.points.filter(({ y }) => y === null);
    const notes = absent.map(({ label, size: runs, diverged }) =>
      diverged > 0 ? `${label}: no point, ${diverged} of ${plural(runs, 'run')} diverged` : `${label}: no run finished`,
    );
    const description = `${title}: ${values.join('; ')}.`;
    return figureMarkup({ name: 'final', svg: chart.renderToSVGString(), description, notes });
  } finally {
    chart.dispose();
  }
}
