// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { reportHtml } from '../../../src/renderer/src/report/document.ts';
import type { ExperimentSummary } from '../../../src/shared/contract.ts';
import { experimentSchema } from '../../../src/shared/experiment.ts';
import { input, rate, sweep } from './samples.ts';

const note = 'The images are not the same.';
const bounded = { metric: 'train.error', min: 0, max: 0.08, published: 0.0158, quote: 'accuracy 0.9842', note };
const falling = { metric: 'validation.error', over: 'groups', order: 'falling' };

function tableOf(expects: object[], changed: string[] = []): Element {
  const { experiment, ...rest } = sweep();
  const summary: ExperimentSummary = { ...rest, experiment: experimentSchema.parse({ ...experiment, expects }) };
  const page = new DOMParser().parseFromString(reportHtml(input({ summary, changed })), 'text/html');
  return [...page.querySelectorAll('section')].find((one) => one.querySelector('[aria-label="Expected values"]'))!;
}
const rows = (section: Element): string[][] =>
  [...section.querySelectorAll('tbody tr')].map((row) =>
    [...row.children].map((cell) => (cell.textContent ?? '').replace(/\s+/g, ' ').trim()),
  );

describe('published values in a report', () => {
  it('stand beside ours: bound, sentence, mean, every seed, verdict, and the note once', () => {
    const section = tableOf([bounded, { ...bounded, metric: 'train.loss', max: 10, published: 0.0918 }]);
    const [first] = rows(section);
    expect(first).toEqual([
      'training error at the end, mean of 3 runslr 0.01',
      '0.00 % to 8.00 %accuracy 0.9842',
      '1.58 %',
      '5.17 %seed 1: 4.50 % · seed 2: 5.00 % · seed 3: 6.00 %',
      'yes',
    ]);
    expect(section.textContent?.split(note)).toHaveLength(2);
  });

  it('leave the column of published figures out where there is none', () => {
    const [row] = rows(tableOf([{ metric: 'train.error', max: 0.01 }]));
    expect(row).toHaveLength(4);
    expect(row!.at(-1)).toBe('no');
  });

  it('tell an order by the means of all groups', () => {
    expect(rows(tableOf([falling]))).toEqual([
      [
        'validation error at the end, means of 2 groups',
        'falling from group to group',
        '10.33 % lr 0.015.42 % lr 0.1',
        'yes',
      ],
    ]);
  });

  it('are not judged where a setting was changed', () => {
    for (const row of rows(tableOf([bounded, falling], [rate])))
      expect(row.at(-1)).toBe('not judged, since a setting was changed or not every run has ended');
  });
});
