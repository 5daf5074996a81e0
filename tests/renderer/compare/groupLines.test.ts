import { describe, expect, it } from 'vitest';
import { captionOf, lineCache, lineNotes, tailStart } from '../../../src/renderer/src/compare/groupLines.ts';
import { memberOf } from '../../../src/renderer/src/compare/members.ts';
import { metricInfo } from '../../../src/renderer/src/compare/metrics.ts';
import { linesOf, seriesFor, sweep, trainImages, viewOf } from './samples.ts';

describe('the line of a group', () => {
  it('is the mean over its members with the sample standard deviation around it', () => {
    const [first] = linesOf();
    const { statistics } = first!.curve;
    expect([...statistics!.x]).toEqual([0, 1, 2, 3, 4]);
    expect([...statistics!.n]).toEqual([3, 3, 3, 3, 3]);
    // Errors 0.99 / (k + 1) + {1, 2, 3} / 1000: mean at seed 2, SD 0.001.
    expect(statistics!.centre[1]).toBeCloseTo(0.495 + 0.002, 12);
    expect(first!.edges!.low[1]).toBeCloseTo(0.495 + 0.001, 12);
    expect(first!.edges!.high[1]).toBeCloseTo(0.495 + 0.003, 12);
  });

  it('keeps the unsmoothed centre beside the smoothed one', () => {
    const [smooth] = linesOf({ options: { smoothing: 0.5 } });
    const [raw] = linesOf();
    expect(raw!.raw).toBeNull();
    expect([...smooth!.raw!]).toEqual([...raw!.curve.statistics!.centre]);
    expect(smooth!.curve.statistics!.centre[4]).toBeGreaterThan(raw!.curve.statistics!.centre[4]!);
  });

  it('lies on steps, epochs or samples alike', () => {
    const at = (axis: 'step' | 'samples'): number[] => [...linesOf({ options: { axis } })[0]!.curve.statistics!.x];
    expect(at('step')).toEqual([0, 100, 200, 300, 400]);
    expect(at('samples')).toEqual([0, 1600, 3200, 4800, 6400]);
  });

  it('lies on the seconds that the clock said at evaluations, or evenly spread where it was not read', () => {
    const timed = linesOf({
      paths: ['seed'],
      options: { axis: 'seconds' },
      series: (run) => {
        const series = seriesFor(run);
        return { ...series, evaluations: series.evaluations.map((one, k) => ({ ...one, seconds: k * k })) };
      },
    });
    expect([...timed[0]!.curve.members[0]!.x]).toEqual([0, 1, 4, 9, 16]);
    const old = linesOf({ paths: ['seed'], options: { axis: 'seconds' } })[0]!.curve.members[0]!;
    const pace = old.x[1]! - old.x[0]!;
    expect(pace).toBeGreaterThan(0);
    for (const [k, x] of old.x.entries()) expect(x).toBeCloseTo(k * pace, 9);
  });

  it('is worked out again only when something that it stands on changed', () => {
    const [line] = linesOf();
    const { group } = line!;
    const series = new Map(group.runs.map((run) => [run.id, seriesFor(run)]));
    const members = () =>
      group.runs.map((run) => memberOf(run, series.get(run.id)!, metricInfo('validation.error'), trainImages));
    const cached = lineCache();
    const options = viewOf();
    const before = cached(group, members(), options);
    expect(cached(group, members(), options)).toBe(before);
    const renewed = cached({ ...group, hidden: true }, members(), options);
    expect(renewed.curve).toBe(before.curve);
    expect(renewed.group.hidden).toBe(true);
    expect(cached(group, members(), viewOf({ band: 'sem' })).edges).not.toEqual(before.edges);
    series.set(group.runs[0]!.id, seriesFor(group.runs[0]!, 6));
    expect(cached(group, members(), options).curve).not.toBe(before.curve);
  });
});

describe('the caption', () => {
  it('says what the band is and how many runs it stands on', () => {
    expect(captionOf(linesOf(), viewOf())).toBe('mean ± SD, n = 3');
    expect(captionOf(linesOf(), viewOf({ centre: 'median', band: 'ci95' }))).toBe(
      'median, band: mean ± 95 % CI, n = 3',
    );
  });

  it('counts what diverged and names it', () => {
    const experiments = [sweep((index) => (index === 4 ? { status: 'diverged' } : {}))];
    const lines = linesOf({ experiments, series: (run) => seriesFor(run, run.id === 'vu-4' ? 3 : 5) });
    expect(captionOf(lines.slice(1), viewOf())).toBe('mean ± SD, n = 2–3, diverged 1/3');
    expect(lineNotes(lines)).toEqual(['lr 0.01 · seed 2 diverged after step 200']);
    expect(tailStart(lines[1]!.curve.statistics!)).toBe(3);
    expect(tailStart(lines[0]!.curve.statistics!)).toBe(5);
  });

  it('says that one run has no spread, and that a run waits', () => {
    const lines = linesOf({ paths: ['training.optimizer.learningRate', 'seed'] });
    expect(captionOf(lines, viewOf())).toContain('no spread from 1 run');
    const waiting = linesOf({ series: (run) => seriesFor(run, run.seed === 3 ? 0 : 5) });
    expect(lineNotes(waiting)[0]).toBe('lr 0.001: 1 of 3 runs have no value yet');
    expect(captionOf(waiting, viewOf())).toContain('n = 2');
  });

  it('gives the reason where there is no common grid', () => {
    const lines = linesOf({
      series: (run) => {
        const series = seriesFor(run);
        const evaluations = series.evaluations.map((one) => ({ ...one, step: one.step + (run.seed === 2 ? 7 : 0) }));
        return { ...series, evaluations };
      },
    });
    expect(lines[0]!.curve.statistics).toBeNull();
    expect(captionOf(lines, viewOf())).toBe('single runs');
    expect(lineNotes(lines)[0]).toMatch(/^lr 0.001: no band\. .*values of all runs at the same/);
  });
});
