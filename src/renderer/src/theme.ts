/**
 * The design's colours for whatever draws on a canvas and cannot read CSS variables. Components use the variables of
 * style.css, which hold the same values; a test compares the two.
 */

export type ThemeChoice = 'system' | 'light' | 'dark';
export type ShownTheme = 'light' | 'dark';

/** Colours by role. `raised` is the rail and the heads of tables, `sunken` tracks, hover and wells. */
export interface Tokens {
  readonly background: string;
  readonly raised: string;
  readonly sunken: string;
  readonly line: string;
  readonly lineStrong: string;
  readonly text: string;
  readonly textSecond: string;
  readonly textThird: string;
  readonly accent: string;
  readonly success: string;
  readonly warning: string;
  readonly error: string;
}

export const tokens: Readonly<Record<ShownTheme, Tokens>> = {
  light: {
    background: '#ffffff',
    raised: '#fafafa',
    sunken: '#f4f4f5',
    line: '#e4e4e7',
    lineStrong: '#d4d4d8',
    text: '#18181b',
    textSecond: '#52525b',
    textThird: '#71717a',
    accent: '#2563eb',
    success: '#15803d',
    warning: '#b45309',
    error: '#b91c1c',
  },
  dark: {
    background: '#0f0f11',
    raised: '#151518',
    sunken: '#1d1d21',
    line: '#27272b',
    lineStrong: '#3a3a40',
    text: '#f4f4f5',
    textSecond: '#b4b4bc',
    textThird: '#8b8b94',
    accent: '#60a5fa',
    success: '#4ade80',
    warning: '#fbbf24',
    error: '#f87171',
  },
};
