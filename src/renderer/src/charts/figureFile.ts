/** A figure as a file: SVG with its text as text, PDF made of that very drawing, PNG at 1 to 4 times its size. */

import { tokens } from '../theme.ts';
import type { FigureOption } from './figureFrame.ts';
import { echarts } from './library.ts';
import type { Size } from './plotArea.ts';

export interface Figure {
  readonly option: FigureOption;
  /** Pixels at 1 ×. */
  readonly size: Size;
  /** Of the file, without its ending. */
  readonly name: string;
}

export function svgOf({ option, size }: Pick<Figure, 'option' | 'size'>): string {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, ...size });
  try {
    chart.setOption(option);
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}

/** What makes a PDF is large, and most people never ask for one: it is loaded by the first who does. */
export async function pdfOf(figure: Figure): Promise<Blob> {
  const { svgToPdf } = await import('./pdf.ts');
  return svgToPdf(svgOf(figure), figure.size, figure.name);
}

/** @param scale pixels of the image for each of the figure's, 1 to 4 */
export async function pngOf({ option, size }: Pick<Figure, 'option' | 'size'>, scale: number): Promise<Blob> {
  const chart = echarts.init(document.createElement('div'), null, {
    renderer: 'canvas',
    devicePixelRatio: scale,
    ...size,
  });
  try {
    chart.setOption(option);
    const canvas = chart.renderToCanvas({ pixelRatio: scale, backgroundColor: tokens.light.background });
    return await new Promise(
      (resolve, reject) =>
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error(`The browser could not make an image of ${size.width * scale} × ${size.height * scale} pixels: choose a smaller scale.`)))), // prettier-ignore
    );
  } finally {
    chart.dispose();
  }
}
