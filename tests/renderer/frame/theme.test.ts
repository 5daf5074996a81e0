import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { tokens } from '../../../src/renderer/src/theme.ts';
import type { Tokens } from '../../../src/renderer/src/theme.ts';

const variables: Record<keyof Tokens, string> = {
  background: '--ui-bg',
  raised: '--ui-bg-muted',
  sunken: '--ui-bg-elevated',
  line: '--ui-border',
  lineStrong: '--ui-border-accented',
  text: '--ui-text',
  textSecond: '--ui-text-toned',
  textThird: '--ui-text-muted',
  accent: '--ui-primary',
  success: '--ui-success',
  warning: '--ui-warning',
  error: '--ui-error',
};

const css = readFileSync(new URL('../../../src/renderer/src/style.css', import.meta.url), 'utf8');

/** A six-digit colour of a theme's block in the style sheet. */
function inStyles(theme: 'light' | 'dark', variable: string): string {
  const block = new RegExp(`\\.${theme} \\{([^}]*)\\}`).exec(css)?.[1] ?? '';
  const value = new RegExp(`\\${variable}: (#[0-9a-f]+);`).exec(block)?.[1] ?? 'not there';
  return value.length === 4 ? `#${[...value.slice(1)].map((digit) => digit + digit).join('')}` : value;
}

describe.each(['light', 'dark'] as const)('the colours of the %s theme', (theme) => {
  it.each(Object.entries(variables))('%s are the same on a canvas and in the styles', (token, variable) => {
    expect(inStyles(theme, variable)).toBe(tokens[theme][token as keyof Tokens]);
  });
});
