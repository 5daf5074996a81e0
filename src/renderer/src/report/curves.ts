/** The figures of a report as SVG text: curves of every group with their bands, and the final value against what was swept. */

import { bandExplanation } from '../../../shared/stats/bands.ts';
import { svgOf } from '../charts/figureFile.ts';
import { describeScene } from '../compare/describe.ts';
import { figureOption } from '../compare/figure.ts';
import { captionOf, groupLine, lineNotes } from '../compare/groupLines.ts';
import type { GroupLine, LineOptions } from '../compare/groupLines.ts';
import { memberOf } from '../compare/members.ts';
import { metricInfo } from '../compare/metrics.ts';
import type { MetricInfo } from '../compare/metrics.ts';
import { layoutPanels } from '../compare/panels.ts';
import { modeOf, sceneOf } from '../compare/scene.ts';
import { defaultView } from '../compare/view.ts';
import { figureMarkup } from './figureMarkup.ts';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';
import type { Report } from './report.ts';
import { sweepFigure } from './sweepFigure.ts';
import { section } from './text.ts';

/** As wide as the page of text, in pixels. */
const width = 860;
const overlayHeight = 320;
/** Of the legend that stands below an overlay. */
const legendRow = 18;
const legendColumns = 4;
/** Of one row of panels, and of the figure's title above them. */
const rowHeight = 190;
const titleHeight = 44;
/** With more runs than these the members behind a mean are but a grey veil, and a heavy one. */
const mostMembers = 60;

const view = { ...defaultView, centre: 'mean', band: 'sd', smoothing: 0 } as const;

/** Fewer steps than these are drawn as they are. */
const fewSteps = 400;

export function curves(report: Report): Markup {
  const errors = report.metrics.filter(({ figure }) => figure === 'error');
  const largest = Math.max(0, ...report.groups.map(({ runs }) => runs.length));
  const figures = [
    sweepFigure(report, { width, height: overlayHeight }),
    curveFigure(report, metricInfo('batch.loss'), 'step'),
    ...errors.map((metric) => curveFigure(report, metric, 'epoch')),
  ].filter((figure) => figure !== null);
  const meaning = largest > 1 ? markup`<p class="caption">${bandExplanation('sd', largest)}</p>` : null;
  return section('Figures', figures.length > 0 ? [...figures, meaning] : []);
}

/** Null where no run has a value. */
function curveFigure(report: Report, metric: MetricInfo, axis: LineOptions['axis']): Markup | null {
  const smoothing = metric.on === 'batch' ? smoothingFor(report) : 0;
  const lines = linesOf(report, metric, { ...view, axis, smoothing });
  if (lines.every(({ curve }) => curve.members.every(({ used }) => used === 0))) return null;
  const mode = metric.on === 'batch' ? modeOf({ mode: null }, lines.length) : 'overlay';
  const scene = sceneOf(lines, { ...view, axis, members: report.runs.length <= mostMembers }, mode, metric);
  const smoothed = smoothing > 0 ? ` · each run smoothed first, weight ${smoothing}` : '';
  const caption = captionOf(lines, { ...view, axis }) + smoothed;
  const title = `${metric.name.charAt(0).toUpperCase()}${metric.name.slice(1)}`;
  const size = { width, height: heightOf(scene.panels.length, lines.length) };
  const svg = svgOf({ option: figureOption(scene, { title, caption }, size), size });
  return figureMarkup({ name: metric.id, svg, description: describeScene(scene), notes: lineNotes(lines) });
}

function linesOf({ groups, byId }: Report, metric: MetricInfo, options: LineOptions): GroupLine[] {
  return groups.map((group) => {
    const members = group.runs.flatMap((run) => {
      const known = byId.get(run.id);
      return known ? [memberOf(run, known.series, metric, Math.max(1, known.detail.dataset.train))] : [];
    });
    // The unsmoothed mean of single batches would hide the line that it stands behind.
    return { ...groupLine(group, members, options), raw: null };
  });
}

/** Batches are noisy: the moving average looks back over about a fiftieth of the steps. */
function smoothingFor({ runs }: Report): number {
  const steps = Math.max(0, ...runs.map(({ series }) => series.batchLoss.length));
  return steps < fewSteps ? 0 : Math.min(0.999, Number((1 - 50 / steps).toFixed(3)));
}

function heightOf(panels: number, groups: number): number {
  // The legend below an overlay takes a row for every four groups, and the plot is to keep its height.
  if (panels <= 1) return overlayHeight + legendRow * (Math.ceil(groups / legendColumns) - 1);
  const { columns } = layoutPanels(panels, { width, height: rowHeight }, true);
  return titleHeight + Math.max(230, Math.ceil(panels / columns) * rowHeight);
}
