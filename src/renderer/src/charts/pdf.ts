/**
 * A drawing of the chart library as a PDF of one page: lines stay lines and text stays text. It loads what it needs with
 * itself, so it is to be imported when a PDF is asked for and not before.
 */

import { jsPDF } from 'jspdf';
import { svg2pdf } from 'svg2pdf.js';
import { pdfRuns } from './pdfText.ts';
import type { PdfRun } from './pdfText.ts';
import type { Size } from './plotArea.ts';

/** Points of the page for each pixel: 96 pixels and 72 points are an inch. */
const pointsPerPixel = 72 / 96;

/** @param title what the reader's window is called */
export async function svgToPdf(svg: string, { width, height }: Size, title: string): Promise<Blob> {
  const format = [width * pointsPerPixel, height * pointsPerPixel];
  const pdf = new jsPDF({ unit: 'pt', format, orientation: width > height ? 'l' : 'p', compress: true });
  pdf.setProperties({ title, creator: 'Backprop Workbench' });
  const drawing = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
  // Hover styles, which mean nothing on paper.
  for (const style of drawing.querySelectorAll('style')) style.remove();
  for (const text of drawing.querySelectorAll('text')) text.replaceWith(...pieces(text, pdf));
  await svg2pdf(drawing, pdf, { x: 0, y: 0, width: format[0]!, height: format[1]!, loadImages: false });
  return pdf.output('blob');
}

/**
 * A text as one element for each font it needs, each at its own place. Widths are those of the PDF's fonts: the
 * browser's stand-in for Helvetica may be of another width, and centred labels would come out beside the centre.
 */
function pieces(text: SVGTextElement, pdf: jsPDF): Element[] {
  const { fontSize, fontWeight } = text.style;
  const size = parseFloat(fontSize) || 12;
  const isBold = fontWeight === 'bold' || Number(fontWeight) >= 600;
  const runs = pdfRuns(text.textContent);
  const widths = runs.map((run) => (widthOf(run, isBold, pdf) * size) / 1000);
  const total = widths.reduce((sum, width) => sum + width, 0);
  const before = { start: 0, middle: total / 2, end: total }[text.getAttribute('text-anchor') ?? 'start'] ?? 0;
  let x = Number(text.getAttribute('x') ?? 0) - before;
  return runs.map((run, i) => {
    const piece = text.cloneNode(false) as Element;
    piece.removeAttribute('style');
    const set = { x, 'text-anchor': 'start', 'font-family': run.font, 'font-size': size, 'xml:space': 'preserve' };
    for (const [name, value] of Object.entries(set)) piece.setAttribute(name, String(value));
    piece.setAttribute('font-weight', isBold && run.font === 'helvetica' ? 'bold' : 'normal');
    piece.textContent = run.text;
    x += widths[i]!;
    return piece;
  });
}

/** In thousandths of the font's size. */
function widthOf({ text, width }: PdfRun, isBold: boolean, pdf: jsPDF): number {
  if (width !== null) return width;
  pdf.setFont('helvetica', isBold ? 'bold' : 'normal');
  return 1000 * pdf.getStringUnitWidth(text);
}
