/** The tables beside a dataset's images: what is in it, and where it came from. Pure; every value is written for people. */

import type { DatasetEntry, DatasetFacts, PartOverview } from '../../../../shared/contract.ts';
import { formatCount, formatPercent, plural } from '../../../../shared/format.ts';
import type { Fact } from '../../run/runFacts.ts';

/** Whether the inputs are images, which a grid can show. */
export const hasImages = ({ height }: Pick<DatasetFacts, 'height'>): boolean => height > 1;

export function contentFacts(facts: DatasetFacts, part: PartOverview): Fact[] {
  const { train, test, height, width, classNames, skipped } = facts;
  const [min, max] = part.range.map(formatValue);
  return [
    { name: 'Training', value: plural(train, thing(facts)) },
    { name: 'Test', value: test > 0 ? plural(test, thing(facts)) : 'none' },
    { name: 'Classes', value: formatCount(classNames.length) },
    hasImages(facts)
      ? { name: 'Size', value: `${height} × ${width} pixels` }
      : { name: 'Inputs', value: formatCount(width) },
    { name: 'Values', value: `${min} to ${max}` },
    ...(hasImages(facts) ? [{ name: 'Zeros', value: formatPercent(part.zeros, 1) }] : []),
    ...(skipped ? [{ name: 'Left out', value: `${plural(skipped, 'broken one')}` }] : []),
  ];
}

/** What one of the inputs is called. */
export const thing = (facts: Pick<DatasetFacts, 'height' | 'width'>): string =>
  hasImages(facts) ? 'image' : facts.width === 2 ? 'point' : 'row';

const formats: Readonly<Record<string, string>> = {
  idx: 'IDX files',
  npz: 'NPZ',
  csv: 'CSV',
  png: 'PNG images',
  generated: 'generated from a seed',
};

/** @param locale @default the system's */
export function originFacts({ facts, addedAt, origin, kind }: DatasetEntry, locale?: string): Fact[] {
  const format = facts?.format ?? '';
  return [
    { name: 'Format', value: formats[format] ?? format },
    ...(kind === 'built-in' ? [{ name: 'Source', value: 'built in, seed 0' }] : []),
    ...(origin === undefined ? [] : [{ name: 'Source', value: origin }]),
    ...(addedAt === undefined ? [] : [{ name: 'Added', value: formatDate(addedAt, locale) }]),
  ];
}

const formatDate = (time: number, locale: string | undefined): string =>
  new Date(time).toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short' });

const formatValue = (value: number): string => String(Number(value.toPrecision(4)));
