/**
 * The values of a sweep axis as a person types them into a field: `0.001..0.1 log 5`, `1..5 linear 5`, or a list such as
 * `0.01, 0.03` or `sgd, adam`. Pure; whether the values suit the setting is for the schema to say.
 */

export type SweepText =
  { readonly ok: true; readonly values: readonly unknown[] } | { readonly ok: false; readonly message: string };

/** The most values of one range. */
const maxValues = 1000;

/** Reads a range or a list. A single value yields a list of one. Ranges are rounded to six significant digits. */
export function parseSweepText(text: string): SweepText {
  const trimmed = text.trim();
  if (trimmed === '')
    return { ok: false, message: 'given nothing, expected values such as 0.01, 0.03 or 0.001..0.1 log 5' };
  const range = /^(\S+?)\s*\.\.\s*(\S+)(?:\s+(\S+)\s+(\S+))?$/.exec(trimmed);
  if (range) return parseRange(range[1]!, range[2]!, range[3], range[4]);
  const list = jsonOf(`[${trimmed}]`);
  // Brackets around the whole list are no part of it: `[0.01, 0.03]` are two values, `[3, 9], [4, 9]` two lists.
  if (Array.isArray(list)) return { ok: true, values: list.length === 1 && Array.isArray(list[0]) ? list[0] : list };
  const parts = trimmed.split(/[,;\s]+/).filter((part) => part !== '');
  return { ok: true, values: parts.map((part) => jsonOf(part) ?? part) };
}

function parseRange(first: string, last: string, kind: string | undefined, size: string | undefined): SweepText {
  const given = `given ${first}..${last}${kind ? ` ${kind} ${size}` : ''}`;
  const [from, to, count] = [Number(first), Number(last), Number(size)];
  if (kind !== 'log' && kind !== 'linear')
    return { ok: false, message: `${given}, expected "log" or "linear" and a count, such as 0.001..0.1 log 5` };
  if (!Number.isFinite(from) || !Number.isFinite(to)) return { ok: false, message: `${given}, expected two numbers` };
  if (!Number.isInteger(count) || count < 2 || count > maxValues)
    return { ok: false, message: `${given}, expected a count from 2 to ${maxValues}` };
  if (kind === 'log' && (from <= 0 || to <= 0))
    return { ok: false, message: `${given}, expected ends above 0 for a log range` };
  if (from === to) return { ok: false, message: `${given}, expected two different ends` };
  const at = (share: number): number => (kind === 'log' ? from * (to / from) ** share : from + (to - from) * share);
  const values = Array.from({ length: count }, (_, i) => Number(at(i / (count - 1)).toPrecision(6)));
  return { ok: true, values };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
