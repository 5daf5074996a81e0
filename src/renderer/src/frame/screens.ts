/** The screens of the rail, as data: a later screen is one more line. */

export interface Screen {
  readonly name: string;
  readonly label: string;
  readonly icon: string;
  readonly to: string;
  /** Key after `g` that goes there. */
  readonly key: string;
  /** Further routes that belong to this screen and light its button. */
  readonly also: readonly string[];
  readonly place: 'top' | 'bottom';
}

export const screens: readonly Screen[] = [
  {
    name: 'experiments',
    label: 'Runs',
    icon: 'i-lucide-layers',
    to: '/',
    key: 'r',
    also: ['new', 'recipes', 'run'],
    place: 'top',
  },
  {
    name: 'compare',
    label: 'Compare',
    icon: 'i-lucide-git-compare',
    to: '/compare',
    key: 'c',
    also: [],
    place: 'top',
  },
  {
    name: 'inspect',
    label: 'Inspect',
    icon: 'i-lucide-scan-search',
    to: '/inspect',
    key: 'i',
    also: [],
    place: 'top',
  },
  {
    name: 'data',
    label: 'Data',
    icon: 'i-lucide-database',
    to: '/data',
    key: 'd',
    also: [],
    place: 'top',
  },
  {
    name: 'lab',
    label: 'Lab',
    icon: 'i-lucide-flask-conical',
    to: '/lab',
    key: 'l',
    also: [],
    place: 'top',
  },
  {
    name: 'help',
    label: 'Help',
    icon: 'i-lucide-circle-question-mark',
    to: '/help',
    key: 'h',
    also: [],
    place: 'bottom',
  },
  {
    name: 'settings',
    label: 'Settings',
    icon: 'i-lucide-settings',
    to: '/settings',
    key: 's',
    also: [],
    place: 'bottom',
  },
];
