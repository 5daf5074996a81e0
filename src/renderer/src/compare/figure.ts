/**
 * The figure that leaves the app: the drawing as it is shown, on a light ground, with its title, the band's caption and the
 * legend. SVG has its text as text; PNG is drawn at 1 to 4 times its size.
 */

import { echarts } from '../charts/library.ts';
import type { Size } from '../charts/plotArea.ts';
import { tokens } from '../theme.ts';
import { axisNames, compareOption } from './compareOption.ts';
import type { GroupsOption } from './compareOption.ts';
import { drawGroups } from './drawGroups.ts';
import type { Scene } from './drawGroups.ts';

export interface FigureText {
  /** `Validation error`. */
  readonly title: string;
  /** `mean ± SD, n = 5`. */
  readonly caption: string;
}

const head = 44;
const legendRow = 18;
const legendColumn = 190;

/** The option of the whole figure. Side by side the panels name the groups; an overlay gets a legend below. */
export function figureOption(scene: Scene, text: FigureText, { width, height }: Size): GroupsOption {
  const lines = scene.panels.length === 1 ? scene.panels[0]! : [];
  const columns = Math.max(1, Math.floor((width - 32) / legendColumn));
  const legendHeight = lines.length > 0 ? Math.ceil(lines.length / columns) * legendRow + 8 : 0;
  const drawing = drawGroups(scene, { width, height: height - head - legendHeight });
  const rects = drawing.layout.rects.map((rect) => ({ ...rect, top: rect.top + head }));
  const look = { tokens: tokens.light, theme: 'light' } as const;
  const moved = { ...drawing, layout: { ...drawing.layout, rects } };
  const option = compareOption(moved, look);
  const note = [text.caption, ...drawing.notes].filter(Boolean).join(' · ');
  const legend = lines.map(({ group }, i) => ({
    text: `{line|${dashes[group.color.dash]}} ${group.label}`,
    left: 52 + (i % columns) * legendColumn,
    top: height - legendHeight + Math.floor(i / columns) * legendRow,
    padding: 0,
    textStyle: {
      fontSize: 11.5,
      fontWeight: 400,
      color: tokens.light.text,
      rich: { line: { color: group.color.light, fontWeight: 700, fontSize: 13 } },
    },
  }));
  return {
    ...option,
    backgroundColor: tokens.light.background,
    title: [
      {
        text: `${text.title} against ${axisNames[scene.axis]}`,
        subtext: note,
        left: 16,
        top: 10,
        padding: 0,
        itemGap: 4,
        textStyle: { fontSize: 14, fontWeight: 600, color: tokens.light.text },
        subtextStyle: { fontSize: 11.5, color: tokens.light.textSecond },
      },
      ...(Array.isArray(option.title) ? option.title : []),
      ...legend,
    ],
  };
}

const dashes = { solid: '━━', dashed: '╍╍', dotted: '┅┅' } as const;

export function figureSvg(scene: Scene, text: FigureText, size: Size): string {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, ...size });
  try {
    chart.setOption(figureOption(scene, text, size));
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}

/** @param scale pixels of the image for each of the figure's, 1 to 4 */
export async function figurePng(scene: Scene, text: FigureText, size: Size, scale: number): Promise<Blob> {
  const chart = echarts.init(document.createElement('div'), null, {
    renderer: 'canvas',
    devicePixelRatio: scale,
    ...size,
  });
  try {
    chart.setOption(figureOption(scene, text, size));
    const canvas = chart.renderToCanvas({ pixelRatio: scale, backgroundColor: tokens.light.background });
    return await new Promise(
      (resolve, reject) =>
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error(`The browser could not make an image of ${size.width * scale} × ${size.height * scale} pixels: choose a smaller scale.`)))), // prettier-ignore
    );
  } finally {
    chart.dispose();
  }
}
