/** The plan in words, and its network as layers to draw. */

import type { Activity, Plan } from '../../../shared/contract.ts';
import { formatBytes, formatCount, formatDuration, plural } from '../../../shared/format.ts';
import { settingPlural } from '../../../shared/names.ts';
import { activations } from './choices.ts';
import type { FormState } from './form.ts';
import type { LayerToDraw } from './networkLayout.ts';

export interface PlanFact {
  readonly name: string;
  readonly value: string;
  readonly isHighlighted?: boolean;
}

export function planFacts(plan: Plan, sweep: FormState['sweep']): PlanFact[] {
  const sizes = [plan.train, plan.validation, plan.test]
    .filter((size) => size > 0)
    .map(formatCount)
    .join(' + ');
  return [
    { name: 'runs', value: runsText(plan, sweep) },
    { name: 'images', value: sizes },
    { name: 'parameters', value: parametersText(plan) },
    { name: 'steps', value: stepsText(plan) },
    { name: 'memory', value: formatBytes(plan.memory) },
    { name: 'time on this machine', value: plan.seconds === null ? 'not measured yet' : `about ${formatDuration(plan.seconds)}`, isHighlighted: true }, // prettier-ignore
  ];
}

/** `238 510`; `1 600 to 19 100` where the networks differ. */
const parametersText = ({ parameters, mostParameters }: Plan): string =>
  parameters === mostParameters
    ? formatCount(parameters)
    : `${formatCount(parameters)} to ${formatCount(mostParameters)}`;

/** What the new runs wait for; null where a thread is free for them. */
export function queueSaid({ running, workers, queued, secondsLeft }: Activity): string | null {
  if (running < workers && queued === 0) return null;
  const ahead = `waits for ${plural(running + queued, 'run')} under way`;
  return secondsLeft === null ? ahead : `${ahead}, about ${formatDuration(secondsLeft)}`;
}

/** `4 rates × 3 seeds = 12`; while the plan is on its way the axes are already those of the form. */
function runsText({ repeats }: Plan, sweep: FormState['sweep']): string {
  const axes = Object.entries(sweep).filter(([, values]) => values.length > 1);
  const factors = axes.map(([path, values]) => `${formatCount(values.length)} ${settingPlural(path)}`);
  const runs = axes.reduce((product, [, values]) => product * values.length, repeats);
  if (factors.length === 0) return repeats > 1 ? plural(repeats, 'seed') : '1';
  return `${[...factors, plural(repeats, 'seed')].join(' × ')} =\u00a0${formatCount(runs)}`;
}

function stepsText({ runs, steps, stepsPerRun }: Plan): string {
  if (runs === 1) return formatCount(steps);
  // Where lengths or batch sizes are compared the runs have not equally many.
  return steps === runs * stepsPerRun ? `${formatCount(stepsPerRun)} a run, ${formatCount(steps)} in all` : `${formatCount(steps)} in all`; // prettier-ignore
}

/** The layers of the first configuration, from input to output. */
export function planLayers(plan: Plan, network: FormState['network']): LayerToDraw[] {
  const [height, width] = plan.imageShape;
  return plan.widths.map((units, i): LayerToDraw => {
    if (i === 0) return { units, caption: height === 1 ? 'inputs' : `${height} × ${width}` };
    if (i === plan.widths.length - 1) return { units, caption: network.output };
    const activation = network.hidden[i - 1]?.activation;
    return { units, caption: activations.find(({ value }) => value === activation)?.label ?? '' };
  });
}
