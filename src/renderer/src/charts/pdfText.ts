/**
 * Text in the fonts that every PDF reader has, so that it stays text and no font travels in the file. Helvetica lacks the
 * minus sign, thin spaces, Greek letters and triangles: they are replaced by what looks the same, or set in one of the two
 * other standard fonts. Pure.
 */

export type PdfFont = 'helvetica' | 'symbol' | 'zapfdingbats';

export interface PdfRun {
  readonly font: PdfFont;
  /** As the font encodes it: in `symbol` and `zapfdingbats` the codes are their own. */
  readonly text: string;
  /** Width in thousandths of the font's size, of what is not Helvetica; null for Helvetica. */
  readonly width: number | null;
}

/** Same looks in Helvetica. */
const lookalikes: Readonly<Record<string, string>> = {
  '−': '–',
  '‐': '-',
  '‑': '-',
  '\u2009': '\u00a0',
  '\u202f': '\u00a0',
  '\u2007': '\u00a0',
  '₁': '1',
  '₂': '2',
  ᵏ: 'k',
  μ: 'µ',
};

/** Codes and widths by Adobe's metrics of the two fonts (Symbol.afm, ZapfDingbats.afm). */
const others: Readonly<Record<string, PdfRun>> = {
  '▲': { font: 'zapfdingbats', text: '\x73', width: 892 },
  '▼': { font: 'zapfdingbats', text: '\x74', width: 892 },
  '→': { font: 'symbol', text: '\xae', width: 987 },
  '←': { font: 'symbol', text: '\xac', width: 987 },
  '√': { font: 'symbol', text: '\xd6', width: 549 },
  '∞': { font: 'symbol', text: '\xa5', width: 713 },
  '≤': { font: 'symbol', text: '\xa3', width: 549 },
  '≥': { font: 'symbol', text: '\xb3', width: 549 },
  '≈': { font: 'symbol', text: '\xbb', width: 549 },
  Δ: { font: 'symbol', text: '\x44', width: 612 },
  α: { font: 'symbol', text: '\x61', width: 631 },
  β: { font: 'symbol', text: '\x62', width: 549 },
  ε: { font: 'symbol', text: '\x65', width: 439 },
  η: { font: 'symbol', text: '\x68', width: 603 },
  λ: { font: 'symbol', text: '\x6c', width: 549 },
  σ: { font: 'symbol', text: '\x73', width: 603 },
};

/** Windows' code page 1252, which Helvetica is encoded in: Latin 1 and these. */
const helveticaToo = new Set('€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ');

/** A sentence as runs of one font each; a character that no font has becomes a question mark. */
export function pdfRuns(text: string): PdfRun[] {
  const runs: PdfRun[] = [];
  for (const character of text) {
    const run = others[character] ?? { font: 'helvetica', text: inHelvetica(character), width: null };
    const last = runs.at(-1);
    if (last?.font === 'helvetica' && run.font === 'helvetica')
      runs[runs.length - 1] = { ...last, text: last.text + run.text };
    else runs.push(run);
  }
  return runs;
}

function inHelvetica(character: string): string {
  const known = lookalikes[character] ?? character;
  if (isCoded(known)) return known;
  // An accent that the font lacks is dropped before the letter is: `ő` is rather an `o` than nothing.
  const plain = known.normalize('NFD').charAt(0);
  return isCoded(plain) ? plain : '?';
}

/** Below 0x100 the code page is Latin 1, without its second row of control characters. */
const isCoded = (character: string): boolean =>
  /^[\u0000-\u007f\u00a0-\u00ff]$/.test(character) || helveticaToo.has(character);
