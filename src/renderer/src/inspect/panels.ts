/** The panels of the left column, as data: one more panel is one more line. */

import type { Component } from 'vue';
import ActivationsPanel from './activations/ActivationsPanel.vue';
import BoundaryPanel from './boundary/BoundaryPanel.vue';
import ConfusionPanel from './confusion/ConfusionPanel.vue';
import DrawPanel from './draw/DrawPanel.vue';
import OutcomesPanel from './outcomes/OutcomesPanel.vue';
import HealthPanel from './health/HealthPanel.vue';
import type { Inspect } from './useInspect.ts';
import WeightsPanel from './weights/WeightsPanel.vue';

export interface InspectPanel {
  readonly id: string;
  /** On its tab. */
  readonly label: string;
  readonly icon: string;
  /** Panels of one place are tabs of one box. */
  readonly place: 'top' | 'bottom';
  /** Takes no props; fills its box and scrolls by itself. */
  readonly component: Component;
  /** False where there is nothing to show: weights as images of data that has no shape. @default always */
  readonly isOffered?: (inspect: Inspect) => boolean;
}

export const panels: readonly InspectPanel[] = [
  { id: 'confusion', label: 'Confusion', icon: 'i-lucide-grid-3x3', place: 'top', component: ConfusionPanel },
  {
    id: 'outcomes',
    label: 'Runs',
    icon: 'i-lucide-git-compare',
    place: 'top',
    component: OutcomesPanel,
    isOffered: ({ compared, group }) => compared.run.value !== null || group.runs.value.length > 1,
  },
  {
    id: 'weights',
    label: 'Weights',
    icon: 'i-lucide-blocks',
    place: 'bottom',
    component: WeightsPanel,
    isOffered: ({ predictions }) => predictions.value?.shape != null,
  },
  {
    id: 'boundary',
    label: 'Boundary',
    icon: 'i-lucide-spline',
    place: 'bottom',
    component: BoundaryPanel,
    isOffered: ({ run }) => run.value?.dataset.id === 'ellipse',
  },
  {
    id: 'draw',
    label: 'Draw',
    icon: 'i-lucide-pencil',
    place: 'bottom',
    component: DrawPanel,
    isOffered: ({ predictions }) => predictions.value?.shape != null,
  },
  {
    id: 'activations',
    label: 'Activations',
    icon: 'i-lucide-activity',
    place: 'bottom',
    component: ActivationsPanel,
  },
  { id: 'health', label: 'Layers', icon: 'i-lucide-heart-pulse', place: 'bottom', component: HealthPanel },
];
