/** What the palette offers, from what the stores hold: pure lists of named actions, filtered by the palette itself. */

import type { DatasetEntry, ExperimentSummary, Recipe } from '../../../shared/contract.ts';
import { formatCount } from '../../../shared/format.ts';
import { runName } from '../../../shared/names.ts';
import { isInterrupted } from '../stores/commands.ts';
import type { ThemeChoice } from '../theme.ts';
import { screens } from './screens.ts';

export interface PaletteItem {
  readonly label: string;
  readonly suffix?: string;
  readonly icon: string;
  readonly kbds?: string[];
  readonly active?: boolean;
  onSelect(): void;
}

export interface PaletteGroup {
  readonly id: string;
  readonly label: string;
  readonly items: PaletteItem[];
}

export interface PaletteActions {
  go(path: string): void;
  showTheme(theme: ThemeChoice): void;
  /** For every run that is training or waiting. */
  commandAll(command: 'pause' | 'resume' | 'stop'): void;
  /** For every run that was cut off. */
  resumeInterrupted(): void;
}

const themes: readonly { theme: ThemeChoice; label: string; icon: string }[] = [
  { theme: 'system', label: 'Theme: follow the system', icon: 'i-lucide-monitor' },
  { theme: 'light', label: 'Theme: light', icon: 'i-lucide-sun' },
  { theme: 'dark', label: 'Theme: dark', icon: 'i-lucide-moon' },
];

export function paletteGroups(
  state: {
    experiments: readonly ExperimentSummary[];
    recipes: readonly Recipe[];
    datasets: readonly DatasetEntry[];
    theme: ThemeChoice;
  },
  actions: PaletteActions,
): PaletteGroup[] {
  const commands: PaletteItem[] = [
    { label: 'New experiment', icon: 'i-lucide-plus', kbds: ['N'], onSelect: () => actions.go('/new') },
    { label: 'Recipes by course', icon: 'i-lucide-book-open', onSelect: () => actions.go('/recipes') },
    { label: 'Pause all runs', icon: 'i-lucide-pause', onSelect: () => actions.commandAll('pause') },
    { label: 'Resume all paused runs', icon: 'i-lucide-play', onSelect: () => actions.commandAll('resume') },
    { label: 'Stop all runs', icon: 'i-lucide-square', onSelect: () => actions.commandAll('stop') },
  ];
  const cutOff = state.experiments.flatMap(({ runs }) => runs.filter(isInterrupted)).length;
  if (cutOff > 0)
    commands.splice(3, 0, {
      label: `Resume all ${formatCount(cutOff)} interrupted runs`,
      icon: 'i-lucide-unplug',
      onSelect: () => actions.resumeInterrupted(),
    });
  const groups: PaletteGroup[] = [
    { id: 'commands', label: 'Commands', items: commands },
    {
      id: 'screens',
      label: 'Go to',
      items: screens.map((screen) => ({
        label: screen.label,
        icon: screen.icon,
        kbds: ['G', screen.key.toUpperCase()],
        onSelect: () => actions.go(screen.to),
      })),
    },
    {
      id: 'recipes',
      label: 'New from recipe',
      items: state.recipes.map((recipe) => ({
        label: recipe.experiment.about?.title ?? recipe.name,
        suffix: recipe.experiment.about?.course ?? recipe.name,
        icon: 'i-lucide-book-open',
        onSelect: () => actions.go(`/new?recipe=${encodeURIComponent(recipe.name)}`),
      })),
    },
    {
      id: 'datasets',
      label: 'Datasets',
      items: state.datasets.map(({ id, name }) => ({
        label: name,
        suffix: 'dataset',
        icon: 'i-lucide-database',
        onSelect: () => actions.go(`/data/${encodeURIComponent(id)}`),
      })),
    },
    {
      id: 'theme',
      label: 'Theme',
      items: themes.map(({ theme, label, icon }) => ({
        label,
        icon,
        active: state.theme === theme,
        onSelect: () => actions.showTheme(theme),
      })),
    },
    {
      id: 'runs',
      label: 'Runs',
      items: state.experiments.flatMap((experiment) =>
        experiment.runs.map((run) => ({
          label: experiment.name,
          suffix: runName(run),
          icon: 'i-lucide-chart-line',
          onSelect: () => actions.go(`/runs/${run.id}`),
        })),
      ),
    },
  ];
  return groups.filter((group) => group.items.length > 0);
}
