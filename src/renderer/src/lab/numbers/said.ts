/** Numbers as the Lab says them. */

/** `−0.4404`, `0`, `1.5`: at most four decimals, a true minus sign, no trailing zeros, no −0. */
export function fourDecimals(value: number): string {
  if (!Number.isFinite(value)) return notFinite(value);
  const rounded = Math.round(value * 1e4) / 1e4;
  return String(rounded === 0 ? 0 : rounded).replace('-', '−');
}

/** With enough digits to tell two nearly equal numbers apart, and what is no number named. @param digits significant ones */
export function precise(value: number, digits = 8): string {
  if (!Number.isFinite(value)) return notFinite(value);
  if (value === 0) return '0';
  const size = Math.abs(value);
  const text = size >= 1e-4 && size < 1e7 ? String(Number(value.toPrecision(digits))) : value.toExponential(3);
  return text.replaceAll('-', '−');
}

function notFinite(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  return value > 0 ? '∞' : '−∞';
}
