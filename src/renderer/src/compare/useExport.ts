/** What the export menu does: the figure as SVG or PNG, the data as CSV, each as a file that the browser saves. */

import type { DropdownMenuItem } from '@nuxt/ui/components/DropdownMenu.vue';
import { useNotify } from '../frame/toasts.ts';
import { download } from '../ui/download.ts';
import { axisNames } from './compareOption.ts';
import { compareCsv } from './csv.ts';
import type { Scene } from './drawGroups.ts';
import { figurePng, figureSvg } from './figure.ts';
import type { FigureText } from './figure.ts';

/** Pixels of the figure at 1 ×: as wide as a page of text can show it. */
const figureSize = { width: 1040, height: 520 } as const;
const scales = [1, 2, 3, 4] as const;

export interface Exportable {
  readonly scene: Scene;
  readonly text: FigureText;
  /** Of the file, without its ending. */
  readonly name: string;
}

/** @param current what is shown at the moment of the click */
export function useExport(current: () => Exportable): DropdownMenuItem[][] {
  const notify = useNotify();
  const attempt = (run: () => Promise<void> | void): void => void notify.attempt('Export', async () => run());
  const svg = (): void => {
    const { scene, text, name } = current();
    download(new Blob([figureSvg(scene, text, figureSize)], { type: 'image/svg+xml' }), `${name}.svg`);
  };
  const png = async (scale: number): Promise<void> => {
    const { scene, text, name } = current();
    download(await figurePng(scene, text, figureSize, scale), `${name}${scale === 1 ? '' : `@${scale}x`}.png`);
  };
  const csv = (): void => {
    const { scene, name } = current();
    const lines = [...new Set(scene.panels.flat())];
    download(new Blob([compareCsv(lines, axisNames[scene.axis])], { type: 'text/csv' }), `${name}.csv`);
  };
  return [
    [
      { label: 'Figure as SVG', icon: 'i-lucide-image', onSelect: () => attempt(svg) },
      {
        label: 'Figure as PNG',
        icon: 'i-lucide-image',
        children: [
          scales.map((scale) => ({
            label: `${scale} × (${figureSize.width * scale} × ${figureSize.height * scale})`,
            onSelect: () => attempt(() => png(scale)),
          })),
        ],
      },
    ],
    [{ label: 'Data as CSV', icon: 'i-lucide-table', onSelect: () => attempt(csv) }],
  ];
}

/** `Validation error` of `VU learning rates` → `vu-learning-rates-validation-error`. */
export const fileName = (...parts: readonly string[]): string =>
  parts
    .join(' ')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '') || 'figure';
