import { describe, expect, it } from 'vitest';
import { compareCsv } from '../../../src/renderer/src/compare/csv.ts';
import { proposalFor } from '../../../src/renderer/src/compare/finalRuns.ts';
import {
  baselineOf,
  differences,
  finalCurve,
  groupOutcomes,
  headline,
} from '../../../src/renderer/src/compare/outcomes.ts';
import { positionText, readGroups, snap } from '../../../src/renderer/src/compare/readout.ts';
import { sweepOption } from '../../../src/renderer/src/compare/sweepOption.ts';
import { tokens } from '../../../src/renderer/src/theme.ts';
import { errorMetric } from '../../../src/renderer/src/charts/metrics.ts';
import { errorMetric as compared } from '../../../src/shared/stats/compare.ts';
import { formatCount } from '../../../src/shared/format.ts';
import { linesOf, seriesFor, sweep } from './samples.ts';

describe('the table under the crosshair', () => {
  const lines = linesOf();
  const [slow, fast] = lines.map(({ group }) => group.key);

  it('has exact values, spread, n and the difference to the baseline at the nearest position', () => {
    const readout = readGroups(lines, 1.3, { band: 'sd', baseline: slow! });
    expect(readout!.position).toBe(1);
    expect(readout!.rows[0]!.at).toEqual({ n: 3, centre: expect.closeTo(0.497, 12), spread: expect.closeTo(0.001, 12), difference: null }); // prettier-ignore
    expect(readout!.rows[1]!.at!.difference).toBeCloseTo(0.452 - 0.497, 12);
  });

  it('is about the end where there is no crosshair', () => {
    expect(readGroups(lines, null, { band: 'sd', baseline: null })!.position).toBe(4);
    expect(snap([], 1)).toBeNull();
  });

  it('gives the spread that the band shows: the interval by Student’s t, the extremes', () => {
    const spread = (band: 'sem' | 'ci95' | 'min-max') =>
      readGroups(lines, 1, { band, baseline: null })!.rows[0]!.at!.spread;
    expect(spread('sem')).toBeCloseTo(0.001 / Math.sqrt(3), 12);
    expect(spread('ci95')).toBeCloseTo((4.302652729911275 * 0.001) / Math.sqrt(3), 12);
    expect(spread('min-max')).toEqual([expect.closeTo(0.496, 12), expect.closeTo(0.498, 12)]);
  });

  it('says nothing for a group that ended before, and compares with a hidden baseline', () => {
    const ragged = linesOf({
      hidden: [slow!],
      series: (run) => seriesFor(run, run.settings.get('training.optimizer.learningRate') === 0.01 ? 3 : 5),
    });
    const early = readGroups(ragged, 1, { band: 'sd', baseline: slow! });
    expect(early!.rows.map(({ line }) => line.group.key)).toEqual([fast]);
    expect(early!.rows[0]!.at!.difference).toBeCloseTo(-0.045, 12);
    const all = ragged.map((line) => ({ ...line, group: { ...line.group, hidden: false } }));
    expect(readGroups(all, 4, { band: 'sd', baseline: slow! })!.rows[1]!.at).toBeNull();
  });

  it('names the position in the unit of the axis', () => {
    const text = (axis: 'epoch' | 'step' | 'samples' | 'seconds') => positionText(3, axis, formatCount);
    expect(['epoch', 'step', 'samples', 'seconds'].map((axis) => text(axis as 'epoch'))).toEqual(['At epoch 3.00', 'At step 3', 'At 3 samples', 'At 3.00 s']); // prettier-ignore
  });
});

describe('final figures', () => {
  const experiments = [sweep((index) => (index === 5 ? { status: 'diverged' } : {}))];
  const outcomes = groupOutcomes(linesOf({ experiments }));

  it('are those of finished runs; what diverged is counted', () => {
    expect(outcomes[0]!.final).toMatchObject({ nUsed: 3, mean: expect.closeTo(0.2, 12) });
    expect(outcomes[1]!.final).toMatchObject({ nUsed: 2, mean: expect.closeTo(0.18 + 0.0015, 12) });
    expect(outcomes[1]!.diverged).toBe(1);
  });

  it('stand against the swept setting, logarithmic over a decade', () => {
    const curve = finalCurve(outcomes, 'sd')!;
    expect(curve).toMatchObject({ scale: 'log', axisName: 'learning rate' });
    expect(curve.points.map(({ x }) => x)).toEqual([0.001, 0.01]);
    const scene = { sweep: curve, groups: outcomes.map(({ group }) => group), metric: errorMetric };
    const option = sweepOption(scene, { width: 320, height: 200 }, { tokens: tokens.dark, theme: 'dark' });
    expect(option.xAxis).toMatchObject({ type: 'log', axisLabel: { customValues: [0.001, 0.01] } });
    expect(finalCurve(outcomes.slice(0, 1), 'sd')).toBeNull();
  });

  it('are compared with the baseline by pairs of seeds, and the best is told in a sentence', () => {
    const base = baselineOf(outcomes, null);
    expect(base).toBe(outcomes[0]);
    const listed = differences(outcomes, base, compared);
    expect(listed).toHaveLength(1);
    expect(listed[0]).toMatchObject({ method: 'paired', n: [2, 2], difference: expect.closeTo(-0.018, 12) });
    expect(headline(outcomes, base, compared, listed)).toBe(listed[0]);
    const best = baselineOf(outcomes, outcomes[1]!.key);
    expect(headline(outcomes, best, compared, differences(outcomes, best, compared))).toMatchObject({ a: 'lr 0.01', b: 'lr 0.001' }); // prettier-ignore
    expect(headline(outcomes.slice(0, 1), base, compared, [])).toBeNull();
  });

  it('choose the settings of the final run by validation alone', () => {
    const proposal = proposalFor(sweep((index) => ({ lastError: index < 3 ? 0.2 : 0.1 })));
    expect(proposal).toMatchObject({ ok: true, best: { label: 'lr 0.01' } });
    const blind = proposalFor(sweep(() => ({ rankedBy: 'test', lastError: 0.1 })));
    expect(blind.ok).toBe(false);
  });
});

describe('the CSV of what is shown', () => {
  const rows = compareCsv(linesOf(), 'epoch').trim().split('\n').map((row) => row.split(',')); // prettier-ignore
  const column = (name: string): string[] => {
    const at = rows[0]!.indexOf(name);
    expect(at, name).toBeGreaterThan(0);
    return rows.slice(1).map((row) => row[at]!);
  };

  it('has every member and the aggregates computed from them', () => {
    expect(rows[0]![0]).toBe('epoch');
    expect(rows).toHaveLength(6);
    const members = ['vu-0', 'vu-1', 'vu-2'].map((id, i) => column(`lr 0.001 · seed ${i + 1} (${id})`).map(Number));
    const mean = column('lr 0.001 mean').map(Number);
    mean.forEach((value, k) =>
      expect(value).toBeCloseTo((members[0]![k]! + members[1]![k]! + members[2]![k]!) / 3, 12),
    );
    expect(column('lr 0.001 n')).toEqual(['3', '3', '3', '3', '3']);
    expect(Number(column('lr 0.01 SD')[2])).toBeCloseTo(0.001, 12);
  });

  it('leaves a cell empty where a run has no value, and writes NaN where that is what was measured', () => {
    const nan = { loss: NaN, error: NaN };
    const lines = linesOf({
      series: (run) => {
        const series = seriesFor(run, run.seed === 3 ? 2 : 3);
        const broken = series.evaluations.map((one, k) =>
          run.seed === 1 && k === 2 ? { ...one, validation: nan } : one,
        );
        return { ...series, evaluations: broken };
      },
    });
    const [head, ...body] = compareCsv(lines, 'epoch').trim().split('\n').map((row) => row.split(',')); // prettier-ignore
    const cell = (name: string): string => body[2]![head!.indexOf(name)]!;
    expect(cell('lr 0.001 · seed 1 (vu-0)')).toBe('NaN');
    expect(cell('lr 0.001 · seed 3 (vu-2)')).toBe('');
    expect(cell('lr 0.001 n')).toBe('1');
    expect(cell('lr 0.001 SD')).toBe('');
  });
});
