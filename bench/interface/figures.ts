/** Figures of a benchmark: from samples to a median or percentile, beside the budget, as a table or as JSON. */

import { availableParallelism, cpus } from 'node:os';

export interface Figure {
  /** `compare-40: hover, p95` */
  readonly name: string;
  readonly value: number;
  readonly unit: 'ms' | '%' | 'steps/s';
  /** The most it may be; null where the figure only explains others. */
  readonly budget: number | null;
  /** Measurements behind the value. */
  readonly samples: number;
}

/** The smallest sample that at least `share` of all samples do not exceed; NaN of none. @param share 0.5 is the median */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** Median of milliseconds under one budget. */
export function medianFigure(name: string, samples: readonly number[], budget: number | null): Figure {
  return { name, value: quantile(samples, 0.5), unit: 'ms', budget, samples: samples.length };
}

/** Median and upper percentiles of milliseconds; the budget holds for all of them. */
export function spreadFigures(
  name: string,
  samples: readonly number[],
  upper: Readonly<Record<string, number>>,
  budget: number | null,
): Figure[] {
  return Object.entries({ p50: 0.5, ...upper }).map(([said, share]) => ({
    name: `${name}, ${said}`,
    value: quantile(samples, share),
    unit: 'ms',
    budget,
    samples: samples.length,
  }));
}

/** `4 × Some CPU, Node v24.1.0` */
export function machine(): string {
  return `${availableParallelism()} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}, Node ${process.version}`;
}

export function table(figures: readonly Figure[]): string {
  const rows = figures.map(({ name, value, unit, budget, samples }) => {
    const verdict = budget === null ? '' : value <= budget ? 'met' : 'NOT MET';
    const allowed = budget === null ? '' : `${budget} ${unit}`;
    return [name.padEnd(52), said(value, unit).padStart(14), allowed.padStart(9), verdict.padEnd(8), `n ${samples}`];
  });
  return rows.map((cells) => cells.join('  ')).join('\n');
}

const said = (value: number, unit: Figure['unit']): string => `${value.toFixed(value < 100 ? 1 : 0)} ${unit}`;
