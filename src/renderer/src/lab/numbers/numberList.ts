/** Lists of numbers as people type them: `1, 0, −1`, separated by commas, semicolons or blanks. */

export type NumberList =
  { readonly ok: true; readonly numbers: readonly number[] } | { readonly ok: false; readonly problem: string };

export interface ListLimits {
  readonly least?: number;
  readonly most: number;
  /** @default any number */
  readonly integers?: boolean;
  /** Smallest and largest number. @default any */
  readonly from?: number;
  readonly to?: number;
}

export function readNumbers(text: string, limits: ListLimits): NumberList {
  const { least = 1, most, integers = false, from = -Infinity, to = Infinity } = limits;
  const words = text
    .replaceAll('−', '-')
    .split(/[\s,;]+/)
    .filter((word) => word !== '');
  const wrong = words.find((word) => !Number.isFinite(Number(word)) || (integers && !Number.isInteger(Number(word))));
  if (wrong !== undefined) return { ok: false, problem: `${wrong} is no ${integers ? 'whole ' : ''}number` };
  if (words.length < least || words.length > most)
    return { ok: false, problem: `${words.length} given, expected ${least} to ${most}` };
  const beyond = words.find((word) => Number(word) < from || Number(word) > to);
  if (beyond !== undefined) return { ok: false, problem: `${beyond} given, expected ${said(from, to)}` };
  return { ok: true, numbers: words.map(Number) };
}

const said = (from: number, to: number): string =>
  to === Infinity ? `at least ${from}` : from === -Infinity ? `at most ${to}` : `${from} to ${to}`;
