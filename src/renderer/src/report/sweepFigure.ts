/** "Final value against the swept setting" in the report, with a note for every group that has no point. */

import { plural } from '../../../shared/format.ts';
import { svgOf } from '../charts/figureFile.ts';
import type { Size } from '../charts/plotArea.ts';
import { finalCurve } from '../compare/outcomes.ts';
import { sweepFigure as sweepOptionOf, sweepTitle } from '../compare/sweepFigure.ts';
import { figureMarkup } from './figureMarkup.ts';
import type { Markup } from './markup.ts';
import { outcomesOf } from './outcomes.ts';
import type { Report } from './report.ts';

/** Null where nothing was swept or no run has finished. */
export function sweepFigure(report: Report, size: Size): Markup | null {
  const metric = report.metrics[0];
  const sweep = finalCurve(metric ? outcomesOf(report, metric) : [], 'sd');
  if (!metric || !sweep || sweep.points.every(({ y }) => y === null)) return null;
  const option = sweepOptionOf({ sweep, groups: report.groups, metric: metric.metric }, metric, 'sd', size);
  const values = sweep.points.map(({ label, y, summary }) => `${label} ${y === null ? 'none finished' : `${metric.metric.format(y)}, n = ${summary.nUsed}`}`); // prettier-ignore
  const absent = sweep.points.filter(({ y }) => y === null);
  const notes = absent.map(({ label, size: runs, diverged }) =>
    diverged > 0 ? `${label}: no point, ${diverged} of ${plural(runs, 'run')} diverged` : `${label}: no run finished`,
  );
  const description = `${sweepTitle(metric, sweep.axisName)}: ${values.join('; ')}.`;
  return figureMarkup({ name: 'final', svg: svgOf({ option, size }), description, notes });
}
