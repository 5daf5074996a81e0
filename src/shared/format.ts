/**
 * Every number a person reads, written one way: errors as per cent with two decimals, losses with four significant
 * digits, times as "1 m 12 s", counts in thin-space groups. What is not known is a dash; what is not finite says so.
 */

/** Between groups of digits (U+2009). */
export const thinSpace = '\u2009';
/** Between a number and its unit: never broken over two lines. */
export const unitSpace = '\u00a0';
export const unknown = '–';

type Maybe = number | null | undefined;

/** A fraction as per cent: `0.0586` → `5.86 %`. */
export function formatError(fraction: Maybe, decimals = 2): string {
  return finite(fraction, (value) => `${(100 * value).toFixed(decimals)}${unitSpace}%`);
}

/** Four significant digits: `0.3421`, `12.35`, `1.235e-5`. */
export function formatLoss(loss: Maybe, digits = 4): string {
  return finite(loss, (value) => {
    const size = Math.abs(value);
    if (size !== 0 && (size < 1e-3 || size >= 10 ** digits)) return value.toExponential(digits - 1);
    return value.toPrecision(digits);
  });
}

/** A whole number in groups of three: `60 000`. */
export function formatCount(count: Maybe): string {
  return finite(count, (value) =>
    Math.round(value)
      .toString()
      .replace(/\B(?=(\d{3})+$)/g, thinSpace),
  );
}

/** A measured speed, to four digits and no finer: `88 410`. */
export function formatRate(perSecond: Maybe): string {
  return finite(perSecond, (value) => formatCount(value >= 1 ? Number(value.toPrecision(4)) : value));
}

/** Seconds for people: `3.3 s`, `42 s`, `1 m 04 s`, `2 h 05 m`, `1 d 03 h`. */
export function formatDuration(seconds: Maybe): string {
  return finite(seconds, (value) => {
    if (value < 9.95) return `${value.toFixed(1)}${unitSpace}s`;
    const whole = Math.round(value);
    if (whole < 60) return `${whole}${unitSpace}s`;
    if (whole < 3600) return pair(Math.floor(whole / 60), 'm', whole % 60, 's');
    const minutes = Math.round(value / 60);
    if (minutes < 24 * 60) return pair(Math.floor(minutes / 60), 'h', minutes % 60, 'm');
    const hours = Math.round(value / 3600);
    return pair(Math.floor(hours / 24), 'd', hours % 24, 'h');
  });
}

/** How long ago, from milliseconds: `0.4 s ago`, `3 m ago`, `2 h ago`, `5 d ago`. */
export function formatAgo(milliseconds: number): string {
  const seconds = Math.max(0, milliseconds / 1000);
  if (seconds < 10) return `${seconds.toFixed(1)}${unitSpace}s ago`;
  for (const [unit, length, limit] of [
    ['s', 1, 60],
    ['m', 60, 60],
    ['h', 3600, 24],
  ] as const)
    if (seconds < length * limit) return `${Math.floor(seconds / length)}${unitSpace}${unit} ago`;
  return `${Math.floor(seconds / 86_400)}${unitSpace}d ago`;
}

/** Memory in powers of ten: `61 MB`. */
export function formatBytes(bytes: Maybe): string {
  return finite(bytes, (value) => {
    const power = value < 1000 ? 0 : Math.min(4, Math.floor(Math.log10(value) / 3));
    const scaled = value / 1000 ** power;
    return `${power === 0 || scaled >= 10 ? Math.round(scaled) : scaled.toFixed(1)}${unitSpace}${['B', 'kB', 'MB', 'GB', 'TB'][power]}`;
  });
}

/** `1 run`, `2 runs`, `12 000 runs`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

function finite(value: Maybe, write: (value: number) => string): string {
  if (value === null || value === undefined) return unknown;
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  return write(value).replace(/^-/, '−');
}

const pair = (large: number, largeUnit: string, small: number, smallUnit: string): string =>
  `${large}${unitSpace}${largeUnit}${unitSpace}${String(small).padStart(2, '0')}${unitSpace}${smallUnit}`;
