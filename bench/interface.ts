/**
 * How fast the interface is: the real page in Chromium against the real service, each figure beside its budget.
 *
 *     node bench/interface.ts [--only compare-40|compare-200|table-1000|busy|idle|gallery|inspect|start] [--json FILE]
 *
 * A program, not a test. It fills temporary workspaces of its own and ends everything it starts. On a machine that does
 * other work the figures are too high.
 */

import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ensureBuilt } from '../scripts/lib/build.ts';
import { kernels, renderer } from '../scripts/lib/parts.ts';
import { busyFigures } from './interface/busy.ts';
import { compareFigures } from './interface/compare.ts';
import { machine, table, type Figure } from './interface/figures.ts';
import { galleryFigures } from './interface/gallery.ts';
import { idleFigures } from './interface/idle.ts';
import { inspectFigures } from './interface/inspect.ts';
import { startFigures } from './interface/start.ts';
import { tableFigures } from './interface/table.ts';

const scenarios: Readonly<Record<string, (name: string) => Promise<Figure[]>>> = {
  'compare-40': (name) => compareFigures(name, 40),
  'compare-200': (name) => compareFigures(name, 200),
  'table-1000': tableFigures,
  busy: (name) => busyFigures(name),
  idle: idleFigures,
  gallery: galleryFigures,
  inspect: inspectFigures,
  start: startFigures,
};

const { values } = parseArgs({ options: { only: { type: 'string' }, json: { type: 'string' } } });
const { only } = values;
if (only !== undefined && !Object.hasOwn(scenarios, only))
  throw new Error(`--only ${only}: expected one of ${Object.keys(scenarios).join(', ')}`);

await ensureBuilt([kernels, renderer]);
const date = new Date().toISOString();
console.log(`${machine()}, ${date}`);
const figures: Figure[] = [];
for (const [name, measure] of Object.entries(scenarios)) {
  if (only !== undefined && name !== only) continue;
  const measured = await measure(name);
  figures.push(...measured);
  console.log(table(measured));
}
if (values.json !== undefined)
  writeFileSync(values.json, `${JSON.stringify({ machine: machine(), date, figures }, null, 2)}\n`);
