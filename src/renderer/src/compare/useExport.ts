/** What the export menu of Compare does: the figure as a file, and its data as CSV. */

import type { DropdownMenuItem } from '@nuxt/ui/components/DropdownMenu.vue';
import { useFigureMenu } from '../charts/useFigureMenu.ts';
import { useNotify } from '../frame/toasts.ts';
import { download } from '../ui/download.ts';
import { axisNames } from './compareOption.ts';
import { compareCsv } from './csv.ts';
import type { Scene } from './drawGroups.ts';
import { figureOption } from './figure.ts';
import type { FigureText } from './figure.ts';

/** Pixels of the figure at 1 ×: as wide as a page of text can show it. */
const figureSize = { width: 1040, height: 520 } as const;

export interface Exportable {
  readonly scene: Scene;
  readonly text: FigureText;
  /** Of the file, without its ending. */
  readonly name: string;
}

/** @param current what is shown at the moment of the click */
export function useExport(current: () => Exportable): DropdownMenuItem[][] {
  const notify = useNotify();
  const figures = useFigureMenu(figureSize, () => {
    const { scene, text, name } = current();
    return { option: figureOption(scene, text, figureSize), size: figureSize, name };
  });
  const csv = (): void => {
    const { scene, name } = current();
    const lines = [...new Set(scene.panels.flat())];
    download(new Blob([compareCsv(lines, axisNames[scene.axis])], { type: 'text/csv' }), `${name}.csv`);
  };
  const saveCsv = (): void => void notify.attempt('Export', async () => csv());
  return [figures, [{ label: 'Data as CSV', icon: 'i-lucide-table', onSelect: saveCsv }]];
}
