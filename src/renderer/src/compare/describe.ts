/** A drawing of groups in one sentence, for people who cannot see it. */

import { axisNames } from './compareOption.ts';
import type { Scene } from './drawGroups.ts';

export function describeScene({ panels, metric, axis }: Scene): string {
  const lines = [...new Set(panels.flat())];
  const parts = lines.flatMap(({ group, curve }) => {
    const centre = curve.statistics?.centre;
    if (!centre || centre.length === 0) return [`${group.label}: ${curve.reason ?? 'no values yet'}`];
    const ended = curve.diverged.length > 0 ? `, ${curve.diverged.length} of ${curve.size} diverged` : '';
    return [`${group.label} from ${metric.format(centre[0]!)} to ${metric.format(centre.at(-1)!)}${ended}`];
  });
  const what = `${metric.name} against ${axisNames[axis]}, ${panels.length > 1 ? 'side by side' : 'overlaid'}`;
  return `${what}: ${parts.join('; ') || 'no runs'}.`;
}
