/**
 * HTML as text, safe by construction: whatever is put into a template is escaped unless it is markup itself. Names, notes,
 * tags and settings are what people typed.
 */

/** Text that is HTML already. Only `markup` and `trusted` make it. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type Content = Markup | string | number | null | undefined | readonly Content[];

/** A template of HTML: ``markup`<td>${name}</td>` ``. Lists are joined, what is null or undefined leaves nothing. */
export function markup(parts: TemplateStringsArray, ...values: readonly Content[]): Markup {
  return new Markup(parts.reduce((text, part, i) => text + written(values[i - 1]) + part));
}

/** HTML of our own making, such as a drawn figure or the style sheet. Never for what a person typed. */
export const trusted = (text: string): Markup => new Markup(text);

function written(content: Content): string {
  if (content === null || content === undefined) return '';
  if (content instanceof Markup) return content.text;
  if (typeof content === 'string' || typeof content === 'number') return escape(String(content));
  return content.map(written).join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** For text and for quoted attributes alike. */
const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character]!);
