/** What a network says of a drawing, in words. */

import { shareSaid } from '../detail/bars.ts';
import type { RunVerdict } from './useDrawing.ts';

/** The most probable class; the first among equals. */
export function argmaxOf(probabilities: Float32Array): number {
  return probabilities.reduce((best, p, k) => (p > probabilities[best]! ? k : best), 0);
}

/** `It says 4 (97.2 %).` or, of several, `seed 1: 4, seed 2: 9.`; for screen readers. */
export function verdictSentence(verdicts: readonly RunVerdict[], classNames: readonly string[]): string {
  const said = verdicts.map(({ name, probabilities }) => {
    const best = argmaxOf(probabilities);
    return { name, text: `${classNames[best] ?? best} (${shareSaid(probabilities[best]!)})` };
  });
  if (said.length === 0) return 'Nothing is drawn.';
  return said.length === 1
    ? `It says ${said[0]!.text}.`
    : `${said.map(({ name, text }) => `${name}: ${text}`).join(', ')}.`;
}

/** A probability in per cent where many stand in little room: `99.6`, `< 0.1`. */
export const percentSaid = (p: number): string => shareSaid(p).replace(/\s*%$/, '');
