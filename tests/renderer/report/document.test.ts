// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { reportHtml } from '../../../src/renderer/src/report/document.ts';
import { parseExperimentText } from '../../../src/shared/parse.ts';
import { summarize } from '../../../src/shared/stats/summary.ts';
import type { ExperimentSummary, RunDetail, RunSeries } from '../../../src/shared/contract.ts';
import { experimentSchema } from '../../../src/shared/experiment.ts';
import { sampleExperiment, sampleSummary } from '../../support/sampleExperiments.ts';
import { errorOf, input, rate, scoresOf, seriesOf, sweep, testError } from './samples.ts';
import type { Changes } from './samples.ts';

const html = (changes: Changes = {}): string => reportHtml(input(changes));
const parsed = (changes: Changes = {}): Document => new DOMParser().parseFromString(html(changes), 'text/html');
const said = (node: Element | null | undefined): string => (node?.textContent ?? '').replace(/\s+/g, ' ').trim();
const rowsOf = (page: Document, metric: string): Element[] => [
  ...page.querySelectorAll(`tbody[data-metric="${metric}"] tr:not(.part)`),
];
const numbers = (row: Element | undefined): number[] =>
  [...(row?.querySelectorAll('data') ?? [])].map((one) => Number(one.getAttribute('value')));

describe('the report as a file', () => {
  it('stands by itself: no script, no request, one id a name', () => {
    const text = html();
    expect(text.startsWith('<!doctype html>')).toBe(true);
    expect(text).not.toMatch(/<script|<link|<img|<iframe|\son[a-z]+=|@import|url\((?!#)/i);
    expect(text.match(/https?:\/\/[^"'\s<]+/g)?.filter((address) => !address.startsWith('http://www.w3.org/'))).toEqual(
      [],
    );
    const ids = [...text.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('escapes whatever people typed', () => {
    const bad = `<script>alert("1")</script> & 'x'`;
    const summary = { ...sweep({ name: bad }), notes: `${bad}\nsecond line`, tags: [bad], datasetName: bad };
    const text = html({ summary, detail: () => ({ status: 'failed', message: bad, final: null }) });
    expect(text).not.toContain('<script');
    const page = new DOMParser().parseFromString(text, 'text/html');
    expect(said(page.querySelector('h1'))).toBe(bad);
    expect(page.title).toBe(`${bad} · experiment report`);
    expect(page.querySelector('.written')?.textContent).toBe(`${bad}\nsecond line`);
    expect(said(page.querySelector('.tags li'))).toBe(bad);
  });

  it('shows the statistics of exactly the finished runs of each group', () => {
    const rows = rowsOf(parsed(), 'validation.error');
    expect(rows).toHaveLength(2);
    for (const [i, row] of rows.entries()) {
      const { mean, sd, sem, ci95, min, max } = summarize([0, 1, 2].map((seed) => errorOf(3 * i + seed)));
      expect(numbers(row)).toEqual([mean, sd, sem, ...ci95!, min, max]);
    }
    expect(said(rows[0])).toMatch(/^lr 0\.0133010\.33 %1\.53 %/);
  });

  it('tells of runs that were deleted, and counts them no more', () => {
    const whole = sweep();
    expect(said(parsed().querySelector('header'))).not.toContain('deleted');
    const page = parsed({ summary: { ...whole, runs: whole.runs.slice(1) } });
    expect(said(page.querySelector('header'))).toMatch(/ 5 runs · 1 deleted · /);
    expect(said(rowsOf(page, 'validation.error')[0])).toMatch(/^lr 0\.012/);
  });

  it('names a diverged run, its NaN and where it ended, and leaves it out of the mean', () => {
    const broken = seriesOf(5);
    const page = parsed({
      detail: (i) =>
        i === 5
          ? {
              status: 'diverged',
              message: 'The training loss was not finite at step 21.',
              final: { train: { loss: NaN, error: 0.9 }, validation: { loss: NaN, error: 0.9 }, test: null },
            }
          : {},
      series: (i) =>
        i === 5 ? { ...broken, batchLoss: broken.batchLoss.map((loss, at) => (at < 20 ? loss : NaN)) } : seriesOf(i),
    });
    const row = rowsOf(page, 'validation.error')[1];
    expect([...row!.children].slice(1, 4).map(said)).toEqual(['3', '2', '1/3']);
    expect(numbers(row)[0]).toBeCloseTo((errorOf(3) + errorOf(4)) / 2, 12);
    const text = said(page.body);
    expect(text).toContain('NaN');
    expect(text).toContain('Run 6, lr 0.1 · seed 3: The training loss was not finite at step 21.');
    expect(text).toContain('lr 0.1 · seed 3 diverged after step 20');
  });

  it('gives one run no band and no spread, and says so', () => {
    const page = parsed({ summary: sweep({ repeats: 1 }) });
    const text = said(page.body);
    expect(text).toContain('one run has no spread');
    expect(text).not.toContain('mean ± SD');
    expect(numbers(rowsOf(page, 'validation.error')[0])).toEqual([errorOf(0), errorOf(0), errorOf(0)]);
  });

  it('draws batch loss, the errors and the swept setting with captions that say n', () => {
    const figures = [...parsed().querySelectorAll('figure')].map(said);
    expect(figures).toHaveLength(4);
    expect(figures[0]).toContain('Final validation error against learning rate');
    expect(figures[1]).toContain('Batch loss against step');
    expect(figures[2]).toContain('Validation error against epoch');
    expect(figures[3]).toContain('Training error against epoch');
    for (const figure of figures) expect(figure).toMatch(/mean(, bars:)? ± SD, n = 3/);
  });

  it('holds every run, open ones too', () => {
    const summary = sampleSummary('q', sampleExperiment({ repeats: 2 }), () => ({ status: 'queued' }));
    const none = { fromStep: 0, batchLoss: new Float32Array(), batchError: new Float32Array(), fromEvaluation: 0, evaluations: [] }; // prettier-ignore
    const page = parsed({ summary, detail: () => ({ initial: null, final: null }), series: () => none });
    expect(page.querySelectorAll('table[aria-label=Runs] tbody tr')).toHaveLength(2);
    expect(page.querySelectorAll('figure')).toHaveLength(0);
    expect(said(page.body)).toContain('2 not ended when this was written');
  });

  it('carries an experiment file that is the experiment, without the place of the images', () => {
    const summary = sweep();
    const dataset = { ...summary.experiment.dataset, path: '/home/student/mnist' };
    const text = html({ summary: { ...summary, name: 'Renamed', experiment: { ...summary.experiment, dataset } } });
    expect(text).not.toContain('/home/student');
    const page = new DOMParser().parseFromString(text, 'text/html');
    const read = parseExperimentText(page.querySelector('pre')?.textContent ?? '');
    expect(read).toEqual({ ok: true, experiment: { ...summary.experiment, name: 'Renamed' } });
  });
});

describe('test figures in a report', () => {
  const expects = [
    { metric: 'test.error', max: 0.9, quote: 'below nine in ten' },
    { metric: 'validation.error', min: 0.04, max: 0.07 },
  ];
  const summary = (): ExperimentSummary => {
    const { experiment, ...rest } = sweep();
    return { ...rest, experiment: experimentSchema.parse({ ...experiment, expects }) };
  };

  it('are nowhere while hidden, not in a table, not in a figure, not in a verdict', () => {
    const text = html({ summary: summary() });
    const other = { loss: 1.23, error: 0.123 };
    const series = (index: number): RunSeries => {
      const { evaluations, ...rest } = seriesOf(index);
      return { ...rest, evaluations: evaluations.map((each) => ({ ...each, test: other })) };
    };
    const detail = (index: number): Partial<RunDetail> => ({
      initial: { ...scoresOf(index), test: other },
      final: { ...scoresOf(index), test: other },
    });
    // Runs that differ in their test figures alone give the same report to the last byte.
    expect(html({ summary: summary(), detail, series })).toBe(text);
    const page = new DOMParser().parseFromString(text, 'text/html');
    expect(said(page.querySelector('.test'))).toContain('Test figures were never revealed');
    const rows = [...page.querySelectorAll('table[aria-label="Expected values"] tbody tr')];
    expect(rows.map((row) => said(row.lastElementChild))).toEqual(['—', '—', 'no', 'yes']);
    expect(said(rows[0])).toContain('not revealed');
  });

  it('stand there once someone asked for them, with the date', () => {
    const page = parsed({ summary: summary(), includeTest: true });
    expect(said(page.querySelector('.test'))).toContain('Test figures were revealed on 2026-01-15');
    const known = { ...summary(), testRevealedAt: Date.UTC(2026, 0, 3) };
    const later = parsed({ summary: known, includeTest: true });
    expect(said(later.querySelector('.test'))).toContain('Test figures were revealed on 2026-01-03.');
    const without = parsed({ summary: known });
    expect(said(without.querySelector('.test'))).toContain('revealed on 2026-01-03 and are left out here');
    expect(numbers(rowsOf(page, 'test.error')[0])[0]).toBeCloseTo(testError, 12);
    const rows = [...page.querySelectorAll('table[aria-label="Expected values"] tbody tr')];
    expect(rows.map((row) => said(row.lastElementChild))).toEqual(['yes', 'yes', 'no', 'yes']);
  });

  it('rank where nothing was held out, which the report says', () => {
    const page = parsed({ summary: sweep({ validationSize: 0 }) });
    expect(page.querySelector('tbody[data-metric]')?.getAttribute('data-metric')).toBe('test.error');
    expect(said(page.querySelector('.test'))).toContain('No images were held out');
    expect(said(page.querySelector('table[aria-label="Settings that differ"]'))).toContain('learning rate');
    expect(page.querySelector(`code`)?.textContent).toBeTruthy();
    expect(said(page.querySelector('table[aria-label="Common settings"]'))).not.toContain(rate);
  });
});
