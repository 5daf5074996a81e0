/** Small pieces that several parts of a report write alike: numbers with their exact value, keys of groups, dates. */

import type { CompareGroup } from '../compare/groups.ts';
import { missing } from '../../../shared/format.ts';
import { markup } from './markup.ts';
import type { Content, Markup } from './markup.ts';

/** A number as people read it, with its exact value beside it for whoever copies the table. */
export function figure(value: number | null | undefined, format: (value: number) => string): Markup {
  if (value === null || value === undefined) return markup`${missing}`;
  return Number.isFinite(value)
    ? markup`<data value="${value}">${format(value).replace(/^-/, '−')}</data>`
    : markup`<strong class="bad">${format(value)}</strong>`;
}

/** The group's line as the figures draw it, then its name. */
export const groupName = ({ label, color }: CompareGroup): Markup =>
  markup`<span class="key" style="border-top: 3px ${color.dash} ${color.light}"></span>${label}`;

/** `2026-11-20 14:42 UTC`: the same wherever the report is written. */
export const dateText = (milliseconds: number): string =>
  `${new Date(milliseconds).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** `2026-11-20`. */
export const dayText = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 10);

/** A part of the report; nothing at all where there is nothing to tell. */
export function section(title: string, content: readonly Content[]): Markup {
  const parts = content.filter((part) => part !== null && part !== undefined);
  return parts.length > 0 ? markup`<section><h2>${title}</h2>${parts}</section>\n` : markup``;
}

/** Sentences below a table or a figure. */
export const noteList = (notes: readonly Content[]): Markup | null =>
  notes.length > 0 ? markup`<ul class="notes">${notes.map((note) => markup`<li>${note}</li>`)}</ul>` : null;

export interface Column {
  readonly name: Content;
  /** Numbers stand at the right. @default false */
  readonly isNumber?: boolean;
}

/** A table; the first cell of every row is its head. */
export function table(label: string, columns: readonly Column[], rows: readonly (readonly Content[])[]): Markup {
  const number = (i: number): Content => (columns[i]?.isNumber ? markup` class="number"` : null);
  const head = columns.map(({ name }, i) => markup`<th scope="col"${number(i)}>${name}</th>`);
  const body = rows.map(
    ([first, ...rest]) =>
      markup`<tr><th scope="row"${number(0)}>${first}</th>${rest.map((cell, i) => markup`<td${number(i + 1)}>${cell}</td>`)}</tr>\n`,
  );
  return markup`<div class="wide"><table aria-label="${label}"><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}
