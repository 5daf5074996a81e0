import { describe, expect, it } from 'vitest';
import { compareOption } from '../../../src/renderer/src/compare/compareOption.ts';
import { describeScene } from '../../../src/renderer/src/compare/describe.ts';
import { drawGroups, outline } from '../../../src/renderer/src/compare/drawGroups.ts';
import { layoutPanels, panelAt, pixelAt, positionAt } from '../../../src/renderer/src/compare/panels.ts';
import { modeOf } from '../../../src/renderer/src/compare/scene.ts';
import { tokens } from '../../../src/renderer/src/theme.ts';
import { linesOf, sceneFor, seriesFor, sweep } from './samples.ts';

const size = { width: 900, height: 400 };
const look = { tokens: tokens.light, theme: 'light' } as const;

describe('panels', () => {
  it('stand side by side on one scale, in rows where they would be too narrow', () => {
    const four = layoutPanels(4, size, true);
    expect(four.columns).toBe(4);
    expect(new Set(four.rects.map(({ top, width }) => `${top} ${width}`)).size).toBe(1);
    const seven = layoutPanels(7, size, true);
    expect(seven.columns).toBe(4);
    expect(seven.rects[4]!.left).toBe(seven.rects[0]!.left);
    expect(seven.rects[4]!.top).toBeGreaterThan(seven.rects[0]!.top + seven.rects[0]!.height);
  });

  it('turn pixels and positions into one another, on both kinds of axis', () => {
    const layout = layoutPanels(2, size, true);
    const rect = layout.rects[1]!;
    expect(panelAt(layout, rect.left + 5, rect.top + 5)).toBe(1);
    expect(panelAt(layout, 1, 1)).toBe(-1);
    for (const log of [false, true]) {
      const window = { from: 1, to: 100 };
      expect(pixelAt(positionAt(rect.left + 40, rect, window, log), rect, window, log)).toBeCloseTo(rect.left + 40, 6);
      expect(pixelAt(200, rect, window, log)).toBeNull();
      expect(positionAt(-10, rect, window, log)).toBeCloseTo(1, 9);
    }
  });

  it('are the first choice for up to eight groups', () => {
    expect([1, 4, 9].map((count) => modeOf({ mode: null }, count))).toEqual(['overlay', 'side by side', 'overlay']);
    expect(modeOf({ mode: 'side by side' }, 20)).toBe('side by side');
  });
});

describe('a drawing of groups', () => {
  it('has one panel a group with common axes, or all of them overlaid', () => {
    const lines = linesOf();
    const drawing = drawGroups(sceneFor(lines), size);
    expect(drawing.panels.map(({ title }) => title)).toEqual(['lr 0.001', 'lr 0.01']);
    expect(drawing.window).toEqual({ from: 0, to: 4 });
    expect(drawing.scale.min).toBeLessThan(0.18);
    expect(drawing.scale.max).toBeGreaterThanOrEqual(0.993);
    expect(drawing.scale.max).toBeLessThanOrEqual(1);
    const overlay = drawGroups(sceneFor(lines, { mode: 'overlay' }), size);
    expect(overlay.panels).toHaveLength(1);
    expect(overlay.panels[0]!.lines).toHaveLength(2);
  });

  it('draws bands as polygons around the centre, never as stacked areas', () => {
    const drawing = drawGroups(sceneFor(linesOf()), size);
    const { bands } = drawing.panels[0]!.lines[0]!;
    const points = outline(bands[0]!, drawing.scale);
    expect(points).toHaveLength(10);
    expect(points[0]).toEqual({ x: 0, y: expect.closeTo(0.993, 12) });
    expect(points.at(-1)).toEqual({ x: 0, y: expect.closeTo(0.991, 12) });
    const option = compareOption(drawing, look);
    const kinds = Map.groupBy(Array.isArray(option.series) ? option.series : [], ({ type }) => type);
    expect(kinds.get('custom')).toHaveLength(2);
    // Three faint members and the centre in each panel.
    expect(kinds.get('line')).toHaveLength(8);
    expect(JSON.stringify(option)).not.toContain('areaStyle');
    expect(JSON.stringify(option)).not.toContain('stack');
  });

  it('keeps the last label of a panel out of the next one', () => {
    const [axis] = [compareOption(drawGroups(sceneFor(linesOf()), size), look).xAxis].flat();
    expect(axis).toMatchObject({ max: 4, axisLabel: { alignMaxLabel: 'right' } });
    const within = drawGroups(sceneFor(linesOf(), { zoom: { from: 0, to: 3.7 } }), size);
    const [cut] = [compareOption(within, look).xAxis].flat();
    expect(cut).not.toHaveProperty('axisLabel.alignMaxLabel');
  });

  it('leaves members out on request, but not where they are all there is', () => {
    const count = (lines: ReturnType<typeof linesOf>): number =>
      drawGroups(sceneFor(lines, { members: false }), size).panels[0]!.lines[0]!.members.length;
    expect(count(linesOf())).toBe(0);
    const ragged = linesOf({
      series: (run) => {
        const series = seriesFor(run);
        return { ...series, evaluations: series.evaluations.map((one) => ({ ...one, step: one.step + run.seed })) };
      },
    });
    expect(count(ragged)).toBe(3);
  });

  it('draws a band that reaches zero down to a logarithmic axis and says so', () => {
    const lines = linesOf({
      series: (run) => {
        const series = seriesFor(run);
        const score = { loss: 1, error: run.seed === 1 ? 0.5 : 0.01 };
        return { ...series, evaluations: series.evaluations.map((one) => ({ ...one, validation: score })) };
      },
    });
    const drawing = drawGroups(sceneFor(lines), size);
    expect(drawing.notes.join()).toContain('a band reaches zero: drawn down to');
    const { bands } = drawing.panels[0]!.lines[0]!;
    expect(Math.min(...outline(bands[0]!, drawing.scale).map(({ y }) => y))).toBe(drawing.scale.min);
    const linear = drawGroups(sceneFor(lines, { logY: false }), size);
    expect(linear.notes).toEqual([]);
    expect(Math.min(...outline(bands[0]!, linear.scale).map(({ y }) => y))).toBeLessThan(0);
  });

  it('marks the last finite value of a member that diverged, and is fainter from there on', () => {
    const experiments = [sweep((index) => (index === 4 ? { status: 'diverged' } : {}))];
    const lines = linesOf({ experiments, series: (run) => seriesFor(run, run.id === 'vu-4' ? 3 : 5) });
    const [, second] = drawGroups(sceneFor(lines), size).panels;
    expect(second!.lines[0]!.ends).toEqual([{ x: 2, y: expect.closeTo(0.9 / 3 + 0.002, 12) }]);
    expect(second!.lines[0]!.centre.map(({ x }) => [...x])).toEqual([[0, 1, 2], [2, 3, 4]]); // prettier-ignore
    const option = JSON.stringify(compareOption(drawGroups(sceneFor(lines), size), look));
    expect(option).toContain('last finite value');
    expect(option).toContain('▲ 1/3');
  });

  it('zooms all panels, and starts a logarithmic x axis at the first position above zero', () => {
    const zoomed = drawGroups(sceneFor(linesOf(), { zoom: { from: 1, to: 3 } }), size);
    expect(zoomed.window).toEqual({ from: 1, to: 3 });
    expect(zoomed.scale.max).toBeLessThan(1);
    expect(drawGroups(sceneFor(linesOf(), { logX: true }), size).window).toEqual({ from: 1, to: 4 });
  });

  it('gets few points for long series, with every spike among them', () => {
    const long = linesOf({
      metric: 'batch.loss',
      series: (run) => {
        const batchLoss = new Float32Array(20_000).fill(1);
        batchLoss[12_345] = 50;
        return { ...seriesFor(run), batchLoss };
      },
    });
    const { centre, members } = drawGroups(sceneFor(long, {}, 'batch.loss'), size).panels[0]!.lines[0]!;
    expect(centre[0]!.x.length).toBeLessThan(size.width);
    expect(Math.max(...centre[0]!.y)).toBe(50);
    expect(Math.max(...members[0]!.y)).toBe(50);
    // A figure that leaves the app can be enlarged: it has twice as many columns.
    const figure = drawGroups(sceneFor(long, {}, 'batch.loss'), size, 1).panels[0]!.lines[0]!;
    expect(figure.centre[0]!.x.length).toBeGreaterThan(1.8 * centre[0]!.x.length);
    expect(Math.max(...figure.centre[0]!.y)).toBe(50);
  });

  it('is told in a sentence', () => {
    expect(describeScene(sceneFor(linesOf()))).toBe(
      'validation error against epoch, side by side: lr 0.001 from 99.20 % to 20.00 %; lr 0.01 from 90.20 % to 18.20 %.',
    );
    expect(describeScene(sceneFor([]))).toContain('no runs');
  });
});
