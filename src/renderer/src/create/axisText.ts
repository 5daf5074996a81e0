/**
 * What is typed into a field that may become a sweep axis: several values (`0.001, 0.003`), or a range that
 * `parseSweepText` spells out (`0.001..0.1 log 5`). Whether the values suit the setting is for the schema to say.
 */

import { settingValue } from '../../../shared/names.ts';
import { parseSweepText } from '../../../shared/sweep-text.ts';
import type { SweepText } from '../../../shared/sweep-text.ts';
import { readBatchSize, readClasses } from './text.ts';

/** Values are numbers, or lists of numbers (`3, 9; 4, 9`), which a semicolon sets apart. */
export type AxisKind = 'numbers' | 'lists';

/** Keys that end a value while typing. */
export const separators: Readonly<Record<AxisKind, string>> = { numbers: ',;', lists: ';' };

/** Whether the text means more than the one value a field has: a separator, a range, or numbers side by side. */
export function isAxisText(text: string, kind: AxisKind = 'numbers'): boolean {
  if (kind === 'lists') return text.includes(';');
  return /[,;]|\.\./.test(text) || words(text).length > 1;
}

/** The values of an axis, each once, in the order in which they were typed; a range without its values' count is refused. */
export function readAxis(text: string, kind: AxisKind = 'numbers'): SweepText {
  if (kind === 'lists') {
    const lists = text.split(';').map(readClasses);
    return { ok: true, values: unique(lists.filter((list) => list !== undefined)) };
  }
  if (/\.\./.test(text)) return readRange(text);
  return { ok: true, values: unique(text.split(/[,;]/).flatMap(words).map(readBatchSize)) };
}

/** As the file has it, not as it is shown: `0.001..0.1 log 5` keeps its words, digits lose their groups. */
function readRange(text: string): SweepText {
  const plain = text.replace(/(\d)[\u2009\u202f\u00a0](?=\d{3})/g, '$1').trim();
  if (/^\S+?\s*\.\.\s*\S+(\s+\S+\s+\S+)?$/.test(plain)) return parseSweepText(plain);
  return { ok: false, message: `given ${plain}, expected both ends, a kind and a count, such as 0.001..0.1 log 5` };
}

/** `16 32` are two numbers, `5 000` and `full` are one value. */
function words(text: string): string[] {
  const trimmed = text.trim();
  if (trimmed === '') return [];
  return /^[-+]?\d{1,3}(\s\d{3})+(\.\d*)?$/.test(trimmed) ? [trimmed] : trimmed.split(/[ \t]+/);
}

/** Each value once: a second time would make equal runs. */
export function unique(values: readonly unknown[]): unknown[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}

/** A value of an axis as a field shows it, so that reading it yields the same. */
export const writeAxisValue = (value: unknown): string =>
  Array.isArray(value) ? value.map((each) => settingValue(each)).join(', ') : settingValue(value);
