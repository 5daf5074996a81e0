import { describe, expect, it } from 'vitest';
import { pdfRuns } from '../../../src/renderer/src/charts/pdfText.ts';

const plain = (text: string): string => pdfRuns(text).map((run) => run.text).join(''); // prettier-ignore

describe('text of a PDF in the standard fonts', () => {
  it('leaves what Helvetica has as it is, in one run', () => {
    const text = 'mean ± SD, n = 3 · “lr 0.03” × 2 … – 95 % é';
    expect(pdfRuns(text)).toEqual([{ font: 'helvetica', text, width: null }]);
  });

  it('replaces what Helvetica lacks by what looks the same', () => {
    expect(plain('−0.5 10\u2009000 β₁')).toBe('–0.5 10\u00a0000 b1');
    expect(plain('ő 漢')).toBe('o ?');
  });

  it('sets triangles, arrows and Greek in the fonts that have them', () => {
    expect(pdfRuns('lr ▲ 2/3 → Δ')).toEqual([
      { font: 'helvetica', text: 'lr ', width: null },
      { font: 'zapfdingbats', text: 's', width: 892 },
      { font: 'helvetica', text: ' 2/3 ', width: null },
      { font: 'symbol', text: '\u00ae', width: 987 },
      { font: 'helvetica', text: ' ', width: null },
      { font: 'symbol', text: 'D', width: 612 },
    ]);
  });

  it('never gives Helvetica a character that its encoding has no code for', () => {
    const every = Array.from({ length: 0x3000 }, (_, code) => String.fromCharCode(code)).join('');
    const used = pdfRuns(every).filter(({ font }) => font === 'helvetica').map(({ text }) => text).join(''); // prettier-ignore
    const cp1252 = new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 256 }, (_, code) => code));
    for (const character of used) expect(cp1252 + '\u0081\u008d\u008f\u0090\u009d', character).toContain(character);
  });
});
