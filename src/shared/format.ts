/**
 * Numbers as the whole program shows them, in the window and in the terminal: errors as per cent with two decimals,
 * losses with four significant digits, times as `1 m 12 s`, counts with thin spaces. What is not known is `—`.
 */

type Maybe = number | null | undefined;

/** What stands where there is no number. */
export const missing = '—';
const thinSpace = '\u2009';

const isNumber = (value: Maybe): value is number => typeof value === 'number' && Number.isFinite(value);

/** What is not a number says so, since a diverged run must be seen; what is not known is a dash. */
function notFinite(value: Maybe): string {
  if (value === null || value === undefined) return missing;
  if (Number.isNaN(value)) return 'NaN';
  return value > 0 ? '∞' : '−∞';
}

/** A fraction as per cent: 0.0831 → `8.31 %`. */
export function formatPercent(fraction: Maybe, decimals = 2): string {
  return isNumber(fraction) ? `${(fraction * 100).toFixed(decimals)} %` : notFinite(fraction);
}

/** Four significant digits without an exponent where that is readable: 0.2134, 12.30, 1.234e-7. */
export function formatLoss(loss: Maybe): string {
  if (!isNumber(loss)) return notFinite(loss);
  const size = Math.abs(loss);
  if (size !== 0 && (size < 1e-4 || size >= 1e6)) return loss.toExponential(3);
  // From ten thousand on four digits would need an exponent: such a loss is told whole.
  return size >= 9999.5 ? formatCount(loss) : loss.toPrecision(4);
}

/** 60000 → `60 000` (with a thin space). */
export function formatCount(count: Maybe): string {
  return isNumber(count) ? String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, thinSpace) : missing;
}

/** A measured speed, to four digits and no finer: 144236 → `144 200`, 950.4 → `950`. */
export function formatRate(rate: Maybe): string {
  return isNumber(rate) && rate >= 1 ? formatCount(Number(rate.toPrecision(4))) : formatCount(rate);
}

/** Seconds in the two largest units that matter: `6 ms`, `0.4 s`, `12 s`, `1 m 12 s`, `2 h 05 m`. */
export function formatDuration(seconds: Maybe): string {
  if (!isNumber(seconds)) return missing;
  if (seconds > 0 && seconds < 0.0995) return `${Math.max(1, Math.round(seconds * 1000))} ms`;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} m ${pad(whole % 60)} s`;
  const minutes = Math.round(whole / 60);
  return `${Math.floor(minutes / 60)} h ${pad(minutes % 60)} m`;
}

const pad = (value: number): string => String(value).padStart(2, '0');

/** Bytes in powers of 1024: `1.4 GB`. */
export function formatBytes(bytes: Maybe): string {
  if (!isNumber(bytes)) return missing;
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log(bytes) / Math.log(1024)));
  const scaled = bytes / 1024 ** power;
  return `${power === 0 || scaled >= 100 ? Math.round(scaled) : scaled.toFixed(1)} ${units[power]}`;
}

/** A setting's value as text: 0.03, sigmoid, [3, 9]. */
export function formatSetting(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((each) => typeof each !== 'object')) return `[${value.join(', ')}]`;
  return JSON.stringify(value) ?? missing;
}

/** The settings that tell runs apart, by the last parts of their paths that keep them distinct: `learningRate 0.03`. */
export function formatOverrides(overrides: Readonly<Record<string, unknown>>): string {
  const paths = Object.keys(overrides);
  return Object.entries(overrides)
    .map(([path, value]) => `${shortName(path, paths)} ${formatSetting(value)}`)
    .join(', ');
}

/** The shortest ending of a path that no other path shares. */
export function shortName(path: string, among: readonly string[]): string {
  const parts = path.split('.');
  for (let length = 1; length < parts.length; length++) {
    const ending = parts.slice(-length).join('.');
    if (!among.some((other) => other !== path && (other === ending || other.endsWith(`.${ending}`)))) return ending;
  }
  return path;
}

/** A fraction misclassified as per cent: the name by which the window knows `formatPercent`. */
export const formatError = formatPercent;

/** `1 run`, `2 runs`, `12 000 runs`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** How long ago, from milliseconds: `0.4 s ago`, `3 m ago`, `2 h ago`, `5 d ago`. */
export function formatAgo(milliseconds: number): string {
  const seconds = Math.max(0, milliseconds / 1000);
  if (seconds < 10) return `${seconds.toFixed(1)} s ago`;
  if (seconds < 60) return `${Math.floor(seconds)} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} m ago`;
  return seconds < 86_400 ? `${Math.floor(seconds / 3600)} h ago` : `${Math.floor(seconds / 86_400)} d ago`;
}
