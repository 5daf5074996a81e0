/** What the menu of a figure does: a file of it as SVG, PDF or PNG, which the browser saves. */

import type { DropdownMenuItem } from '@nuxt/ui/components/DropdownMenu.vue';
import { useNotify } from '../frame/toasts.ts';
import { download } from '../ui/download.ts';
import { pdfOf, pngOf, svgOf } from './figureFile.ts';
import type { Figure } from './figureFile.ts';
import type { Size } from './plotArea.ts';

const scales = [1, 2, 3, 4] as const;

/**
 * @param size of the figure in pixels, as the menu names it
 * @param current what is shown at the moment of the click
 */
export function useFigureMenu(size: Size, current: () => Figure): DropdownMenuItem[] {
  const notify = useNotify();
  const save = (ending: string, make: (figure: Figure) => Blob | Promise<Blob>) => (): void =>
    void notify.attempt('Export', async () => {
      const figure = current();
      download(await make(figure), `${figure.name}${ending}`);
    });
  return [
    {
      label: 'Figure as SVG',
      icon: 'i-lucide-image',
      onSelect: save('.svg', (figure) => new Blob([svgOf(figure)], { type: 'image/svg+xml' })),
    },
    { label: 'Figure as PDF', icon: 'i-lucide-file-text', onSelect: save('.pdf', pdfOf) },
    {
      label: 'Figure as PNG',
      icon: 'i-lucide-image',
      children: [
        scales.map((scale) => ({
          label: `${scale} × (${size.width * scale} × ${size.height * scale})`,
          onSelect: save(scale === 1 ? '.png' : `@${scale}x.png`, (figure) => pngOf(figure, scale)),
        })),
      ],
    },
  ];
}
