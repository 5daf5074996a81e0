/** Reads back what a PDF of one drawing holds: its text, and how much of it is lines and how much pictures. */

import { inflateSync } from 'node:zlib';

export interface PdfContent {
  /** Every string that is shown, one a line, as the file orders them. */
  readonly text: string;
  /** Paths that are stroked. */
  readonly strokes: number;
  /** Pictures of pixels. */
  readonly images: number;
}

/** @throws Error where the bytes are no PDF: no header, no end, or a stream that does not unpack */
export function readPdf(bytes: Buffer): PdfContent {
  const file = bytes.toString('latin1');
  if (!file.startsWith('%PDF-1.') || !file.trimEnd().endsWith('%%EOF')) throw new Error('These bytes are no PDF.');
  const streams = [...file.matchAll(/<<([^]*?)>>\s*stream\r?\n([^]*?)\r?\nendstream/g)].map(
    ([, head = '', body = '']) =>
      head.includes('/FlateDecode') ? inflateSync(Buffer.from(body, 'latin1')).toString('latin1') : body,
  );
  const drawn = streams.join('\n');
  const shown = [...drawn.matchAll(/\(((?:\\.|[^\\)])*)\)\s*Tj/g)].map(([, string = '']) =>
    string.replace(/\\(\d{3}|.)/g, (_, code: string) =>
      /\d{3}/.test(code) ? String.fromCharCode(parseInt(code, 8)) : code,
    ),
  );
  return {
    text: shown.join('\n'),
    strokes: [...drawn.matchAll(/^S$/gm)].length,
    images: [...file.matchAll(/\/Subtype\s*\/Image/g)].length,
  };
}
