/**
 * How the curves of a run look: the batch loss in the run's own colour, the splits alike in every chart. The dash is the
 * second channel, for those who cannot tell the colours apart.
 */

import type { SplitName } from '../../../engine/spec.ts';
import { unorderedColor } from '../../../shared/colors.ts';
import type { RunColor } from '../../../shared/colors.ts';

export type ThemeName = 'light' | 'dark';
export type Dash = RunColor['dash'];

/** Positions in the palette of unordered things that are far apart for every kind of colour vision. */
const splits: Readonly<Record<SplitName, { index: number; dash: Dash }>> = {
  train: { index: 0, dash: 'solid' },
  validation: { index: 1, dash: 'dashed' },
  test: { index: 2, dash: 'dotted' },
};

export function splitStyle(split: SplitName, theme: ThemeName): { colour: string; print: string; dash: Dash } {
  const { index, dash } = splits[split];
  const colour = unorderedColor(index);
  return { colour: colour[theme], print: colour.light, dash };
}
