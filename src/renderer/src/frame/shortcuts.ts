/**
 * The keyboard shortcuts, as data: the frame binds them and Help lists them. Keys are written as Nuxt UI's
 * `defineShortcuts` takes them (`g-r` one after the other, `meta_k` together; meta is Ctrl but on a Mac).
 */

import { screens } from './screens.ts';

export interface Shortcut {
  readonly keys: string;
  /** What Help shows, key by key. */
  readonly shown: readonly string[];
  readonly does: string;
}

export const frameShortcuts = {
  palette: { keys: 'meta_k', shown: ['meta', 'K'], does: 'Open the palette: go anywhere, run any command' },
  create: { keys: 'n', shown: ['N'], does: 'New experiment' },
  search: { keys: '/', shown: ['/'], does: 'Search the runs' },
  help: { keys: '?', shown: ['?'], does: 'Open this help' },
} as const satisfies Record<string, Shortcut>;

/** `g` and the key of a screen go there. */
export const screenShortcuts: readonly (Shortcut & { readonly to: string })[] = screens.map((screen) => ({
  keys: `g-${screen.key}`,
  shown: ['G', screen.key.toUpperCase()],
  does: `Go to ${screen.label}`,
  to: screen.to,
}));

/** Bound by the table itself while it has the focus. */
export const tableShortcuts: readonly Shortcut[] = [
  { keys: '', shown: ['↑', '↓'], does: 'Move through the rows; Home and End to the first and the last' },
  { keys: '', shown: ['→', '←'], does: 'Open and close an experiment' },
  { keys: '', shown: ['Enter'], does: 'Open the run' },
  { keys: '', shown: ['Space'], does: 'Select; Shift with an arrow or a click selects a range' },
  { keys: '', shown: ['meta', 'A'], does: 'Select everything shown; Escape selects nothing' },
  { keys: '', shown: ['P'], does: 'Pause or resume what is selected, interrupted runs too' },
  { keys: '', shown: ['T'], does: 'Edit tags and notes' },
  { keys: '', shown: ['F2'], does: 'Rename the experiment' },
  { keys: '', shown: ['Delete'], does: 'Delete what is selected, or the experiment or run; can be undone' },
];

/** Bound by the list of groups and by the drawings of Compare while they have the focus. */
export const compareShortcuts: readonly Shortcut[] = [
  { keys: '', shown: ['Enter'], does: 'Hide the group or show it again' },
  { keys: '', shown: ['shift', 'Enter'], does: 'Show the group alone, or all of them again' },
  { keys: '', shown: ['←', '→'], does: 'Move the crosshair of a drawing; Escape takes it and the zoom away' },
];

/** Bound by the gallery of Inspect while it has the focus. */
export const galleryShortcuts: readonly Shortcut[] = [
  { keys: '', shown: ['↑', '↓', '←', '→'], does: 'Move through the images; Home and End to the first and the last' },
  { keys: '', shown: ['Enter'], does: 'Open the image; Escape closes it' },
  { keys: '', shown: ['Space'], does: 'Mark for tags and export; Shift with an arrow or a click marks a range' },
  { keys: '', shown: ['meta', 'A'], does: 'Mark everything shown; Escape marks nothing' },
];
