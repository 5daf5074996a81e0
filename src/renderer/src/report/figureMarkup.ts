/** A drawn figure as part of the page: the library's hover styles taken out, its ids made unique and the same every time. */

import { markup, trusted } from './markup.ts';
import type { Markup } from './markup.ts';
import { noteList } from './text.ts';

export interface FigureParts {
  /** Unique on the page: `batch.loss`. */
  readonly name: string;
  /** As the chart library drew it: markup of our own, with every text in it escaped. */
  readonly svg: string;
  /** The figure in a sentence, for people who cannot see it. */
  readonly description: string;
  readonly notes: readonly string[];
}

/** The rest stands in the table of runs. */
const mostNotes = 6;

export function figureMarkup({ name, svg, description, notes: all }: FigureParts): Markup {
  const left = all.length - mostNotes;
  const notes = left > 1 ? [...all.slice(0, mostNotes), `and ${left} more; the table of runs has them all`] : all;
  const caption = notes.length > 0 ? markup`<figcaption>${noteList(notes)}</figcaption>` : null;
  return markup`<figure><div role="img" aria-label="${description}">${trusted(still(svg, name))}</div>${caption}</figure>\n`;
}

/** Without what only matters under a pointer. The library counts its ids on over the life of the window. */
function still(svg: string, name: string): string {
  return svg
    .replace(/<style\s*><!\[CDATA\[[^\]]*\]\]>\s*<\/style>\s*/g, '')
    .replace(/ class="zr[^"]*"/g, '')
    .replace(/ pointer-events="visible"/g, '')
    .replace(/(id="|url\(#)zr\d+-/g, `$1${name}-`);
}
