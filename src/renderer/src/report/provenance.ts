/** What it takes to get the same numbers again on any machine: the data by its checksum, the engine, and the file. */

import type { Experiment } from '../../../shared/experiment.ts';
import { formatCount, missing } from '../../../shared/format.ts';
import { markup } from './markup.ts';
import type { Content, Markup } from './markup.ts';
import type { Report, ReportRun } from './report.ts';
import { section } from './text.ts';

export function provenance({ runs, summary }: Report): Markup {
  const details = runs.map(({ detail }) => detail);
  const datasets = [...Map.groupBy(details, ({ dataset }) => JSON.stringify(dataset)).values()].map(([first]) => first!.dataset); // prettier-ignore
  const facts: [Content, Content][] = [
    ...datasets.flatMap(datasetFacts),
    ['engine', distinct(details.map(({ engineVersion }) => engineVersion))],
    ['kernels', distinct(details.flatMap(({ kernels }) => (kernels ? [kernels] : [])))],
    ['seeds', distinct(details.map(({ seed }) => String(seed)))],
    ['parameters', distinct(details.map(({ parameters }) => formatCount(parameters)))],
  ];
  const rows = facts.map(([name, value]) => markup`<dt>${name}</dt><dd>${value}</dd>\n`);
  return section('Provenance', [
    markup`<dl>${rows}</dl>`,
    markup`<p class="caption">The images are the same in every run, and initial weights and shuffling follow from the seed alone: the same file, data, engine and kernels give the same weights, bit for bit.</p>`,
    markup`<details><summary>Experiment file</summary>
<p>Saved under a name of its own, <code>experiment.json</code>, it runs again with <code>backprop run experiment.json</code>${summary.experiment.dataset.path ? markup`, the place of the images added by <code>--data</code>` : null}.</p>
<pre id="experiment">${experimentFile(summary.experiment, summary.name)}</pre></details>`,
  ]);
}

type DatasetUse = ReportRun['detail']['dataset'];

const datasetFacts = ({ name, sha256, train, validation, test, inputs, classes }: DatasetUse): [Content, Content][] => [
  ['dataset', name],
  ['SHA-256', markup`<code>${sha256}</code>`],
  [
    'images',
    `${formatCount(train)} training, ${validation > 0 ? `${formatCount(validation)} validation` : 'no validation'}, ${test > 0 ? `${formatCount(test)} test` : 'no test'}`,
  ],
  ['inputs and classes', `${formatCount(inputs)} inputs, ${formatCount(classes)} classes`],
];

const distinct = (values: readonly string[]): string => [...new Set(values)].join(', ') || missing;

/** The experiment as a file that can be run again. Where the images lay on this machine is left out. */
export function experimentFile(experiment: Experiment, name: string): string {
  const { path: _, ...dataset } = experiment.dataset;
  return JSON.stringify({ ...experiment, name, dataset }, null, 2);
}
