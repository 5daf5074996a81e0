/** Lists of numbers as people type them: `1, 0, −1`, separated by commas, semicolons or blanks. */

export type NumberList =
  { readonly ok: true; readonly numbers: readonly number[] } | { readonly ok: false; readonly problem: string };

export interface ListLimits {
  readonly least?: number;
  readonly most: number;
  /** @default any number */
  readonly integers?: boolean;
}

export function readNumbers(text: string, { least = 1, most, integers = false }: ListLimits): NumberList {
  const words = text
    .replaceAll('−', '-')
    .split(/[\s,;]+/)
    .filter((word) => word !== '');
  const wrong = words.find((word) => !Number.isFinite(Number(word)) || (integers && !Number.isInteger(Number(word))));
  if (wrong !== undefined) return { ok: false, problem: `${wrong} is no ${integers ? 'whole ' : ''}number` };
  if (words.length < least || words.length > most)
    return { ok: false, problem: `${words.length} given, expected ${least} to ${most}` };
  return { ok: true, numbers: words.map(Number) };
}
