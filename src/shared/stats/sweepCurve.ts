/**
 * "Final value against the swept setting": one point with error bar for each group, placed by the value of one numeric
 * setting, or side by side where the values are no numbers.
 */

import { settingName, settingValue } from '../names.ts';
import type { Band } from './bands.ts';
import { bandOfSummary } from './bands.ts';
import type { Outcome } from './pairing.ts';
import type { Summary } from './summary.ts';
import { summarize } from './summary.ts';

export interface SweepGroup {
  readonly key: string;
  readonly label: string;
  /** The group's value of the setting on the x axis. */
  readonly setting: unknown;
  readonly outcomes: readonly Outcome[];
}

export interface SweepPoint {
  readonly key: string;
  readonly label: string;
  /** The setting's value; its place from 0 on a scale of categories. */
  readonly x: number;
  /** Mean over the finished members; null where none is. */
  readonly y: number | null;
  /** Null where the spread does not exist, as with one run. */
  readonly bar: readonly [low: number, high: number] | null;
  readonly summary: Summary;
  /** Members that finished with a finite value, one dot each. */
  readonly values: readonly { readonly id: string; readonly seed: number; readonly value: number }[];
  readonly size: number;
  readonly diverged: number;
}

export interface SweepCurve {
  /** `linear` and `log` join the points; categories have no order that a line could show. */
  readonly scale: 'linear' | 'log' | 'category';
  /** `learning rate`. */
  readonly axisName: string;
  /** Names of the places 0, 1, … on a scale of categories; empty on the others. */
  readonly categories: readonly string[];
  /** In order of x. */
  readonly points: readonly SweepPoint[];
}

/**
 * @param path the setting on the x axis
 * @param band what the error bars are: the very statistics of the curves' bands
 */
export function sweepCurve(path: string, groups: readonly SweepGroup[], band: Band): SweepCurve {
  const numeric = groups.every(({ setting }) => typeof setting === 'number');
  const categories = numeric ? [] : [...new Set(groups.map(({ setting }) => categoryName(setting)))];
  const points = groups.map((group) => {
    const x =
      typeof group.setting === 'number' && numeric ? group.setting : categories.indexOf(categoryName(group.setting));
    return pointOf(group, x, band);
  });
  return {
    scale: numeric ? scaleOf(points.map(({ x }) => x)) : 'category',
    axisName: settingName(path),
    categories,
    points: points.sort((a, b) => a.x - b.x),
  };
}

const categoryName = (setting: unknown): string => (setting === undefined ? 'not set' : settingValue(setting));

/** Logarithmic where positive values span a decade or more. */
function scaleOf(values: readonly number[]): 'linear' | 'log' {
  const least = Math.min(...values);
  return least > 0 && Math.max(...values) >= 10 * least ? 'log' : 'linear';
}

function pointOf({ key, label, outcomes }: SweepGroup, x: number, band: Band): SweepPoint {
  const values = outcomes.flatMap(({ id, seed, status, value }) =>
    status === 'finished' && value !== null && Number.isFinite(value) ? [{ id, seed, value }] : [],
  );
  const summary = summarize(values.map(({ value }) => value));
  const diverged = outcomes.filter(({ status }) => status === 'diverged').length;
  return {
    key,
    label,
    x,
    y: summary.mean,
    bar: bandOfSummary(summary, band),
    summary,
    values,
    size: outcomes.length,
    diverged,
  };
}
