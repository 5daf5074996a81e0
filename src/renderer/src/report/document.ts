/**
 * An experiment as one HTML file that stands by itself: no script, no request to anywhere, readable on screen and on
 * paper. Pure: the same input gives the same bytes.
 */

import { curves } from './curves.ts';
import { expectations } from './expectations.ts';
import { heading } from './heading.ts';
import { markup, trusted } from './markup.ts';
import { provenance } from './provenance.ts';
import { reportOf } from './report.ts';
import type { ReportInput } from './report.ts';
import { results } from './results.ts';
import { runs } from './runs.ts';
import { settings } from './settings.ts';
import { style } from './style.ts';

/** Refuses scripts and requests even where a browser would find one in text that was typed. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** @returns the whole file, UTF-8 */
export function reportHtml(input: ReportInput): string {
  const report = reportOf(input);
  const parts = [heading, expectations, results, curves, settings, runs, provenance];
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="generator" content="Backprop Workbench">
<title>${report.title} · experiment report</title>
<style>${trusted(style)}</style>
</head>
<body>
<main>
${parts.map((part) => part(report))}</main>
</body>
</html>
`.text;
}
