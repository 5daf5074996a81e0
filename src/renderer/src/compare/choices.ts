/** The choices of centre and band as one list, as a figure's caption names them. */

import type { Band, Centre } from '../../../shared/stats/bands.ts';
import { bandCaption } from '../../../shared/stats/bands.ts';

export interface BandItem {
  readonly value: string;
  /** `mean ± SD`, `median, band: min–max`. */
  readonly label: string;
  readonly centre: Centre;
  readonly band: Band;
}

const bands: readonly Band[] = ['sd', 'sem', 'ci95', 'min-max', 'none'];

export const bandItems: readonly BandItem[] = (['mean', 'median'] as const).flatMap((centre) =>
  bands.map((band) => ({ value: `${centre} ${band}`, label: labelOf(centre, band), centre, band })),
);

/** The start of the caption that the figure will have. */
function labelOf(centre: Centre, band: Band): string {
  return bandCaption({ centre, band, size: 2, n: [2, 2], diverged: 0 }).replace(
    /, n = 2$/,
    band === 'none' ? ' alone' : '',
  );
}
