/** The top of a report: what it is about, what became of the runs, and whether test figures were looked at. */

import type { Experiment } from '../../../shared/experiment.ts';
import { formatCount, formatDuration, plural } from '../../../shared/format.ts';
import { deletedRuns, designSaid, summarize } from '../experiments/groupSummary.ts';
import { isOpen } from '../stores/experiments.ts';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';
import type { Report, TestFigures } from './report.ts';
import { dateText, dayText } from './text.ts';

export function heading({ title, summary, test, writtenAt }: Report): Markup {
  const { outcomes, seconds } = summarize(summary.runs);
  const deleted = deletedRuns(summary);
  const open = summary.runs.filter(isOpen).length;
  const facts = [
    ...new Set([designSaid(summary), plural(summary.runs.length, 'run')]),
    ...(deleted > 0 ? [`${formatCount(deleted)} deleted`] : []),
    ...outcomes.map(({ said }) => said),
    ...(open > 0 ? [`${formatCount(open)} not ended when this was written`] : []),
    ...(seconds === null ? [] : [`${formatDuration(seconds)} of training`]),
  ];
  return markup`<header>
<p class="kind">Backprop Workbench · experiment report</p>
<h1>${title}</h1>
<p>${summary.datasetName} · ${summary.architecture} · ${plural(summary.parameters, 'parameter')}</p>
<p>${facts.join(' · ')}</p>
<p class="dates">Started ${dateText(summary.createdAt)} · report written ${dateText(writtenAt)}</p>
${summary.tags.length > 0 ? markup`<ul class="tags">${summary.tags.map((tag) => markup`<li>${tag}</li>`)}</ul>` : null}
<p class="test">${testSaid(test)}</p>
</header>
${aboutText(summary.experiment.about)}
${summary.notes.trim() ? markup`<section><h2>Notes</h2><p class="written">${summary.notes.trim()}</p></section>` : null}
`;
}

/** The sentence on which a reader's trust in the test figures rests. */
export function testSaid(test: TestFigures): string {
  switch (test.status) {
    case 'none':
      return 'There are no test images: the figures are those of the training and validation images.';
    case 'hidden':
      return test.revealedAt === null
        ? 'Test figures were never revealed: groups are ranked and compared by validation alone.'
        : `Test figures were revealed on ${dayText(test.revealedAt)} and are left out here. Groups are ranked and compared by validation alone.`;
    case 'revealed':
      return `Test figures were revealed on ${dayText(test.at)}. Groups are still ranked and compared by validation alone; choosing settings by a test figure makes it too good.`;
    case 'ranking':
      return 'No images were held out for validation: the test figures are the ones compared, so the best of them is too good to be expected on new images.';
  }
}

function aboutText(about: Experiment['about']): Markup | null {
  if (!about) return null;
  return markup`<section class="about"><h2>What to look for</h2>
<p class="course">${about.course} · ${about.title}</p>
<p>${about.lookFor}</p>
${about.choices ? markup`<p><strong>Choices made.</strong> ${about.choices}</p>` : null}
</section>`;
}
