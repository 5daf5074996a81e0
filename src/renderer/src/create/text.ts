/** Reading what was typed into a field. What cannot be read stays text, for the schema to say what it expected. */

import { formatCount } from '../../../shared/format.ts';

/** A number as the form shows it, whole ones in groups of three; empty for a setting that was left out. */
export function writeNumber(value: number | undefined): string {
  if (value === undefined) return '';
  return Number.isInteger(value) && Math.abs(value) < 1e15 ? formatCount(value) : String(value);
}

/** `5 000` → 5000, `1e-3` → 0.001, empty → undefined (the default applies), anything else as it was typed. */
export function readNumber(text: string): number | string | undefined {
  const bare = text.replace(/\s/g, '');
  if (bare === '') return undefined;
  const value = Number(bare);
  // Number('0x10') and Number('Infinity') are numbers to the language but not to a person.
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(bare) && Number.isFinite(value) ? value : text.trim();
}

export function readBatchSize(text: string): number | string | undefined {
  return text.trim().toLowerCase() === 'full' ? 'full' : readNumber(text);
}

/** `3, 9` or `3 9` → [3, 9]; empty for all classes. */
export function readClasses(text: string): (number | string | undefined)[] | undefined {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== '');
  return parts.length > 0 ? parts.map(readNumber) : undefined;
}
