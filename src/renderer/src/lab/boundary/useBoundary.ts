/** The state of the exercise: whose points, which settings, what is drawn; kept in this window, and what training does with it. */

import { computed, shallowRef } from 'vue';
import type { ComputedRef, ShallowRef } from 'vue';
import {
  pointsName,
  pointsProblem,
  presetPoints,
  type PointSet,
  type PresetName,
} from '../../../../shared/lab/pointSets.ts';
import { useClient } from '../../stores/client.ts';
import { remembered } from '../../stores/remembered.ts';
import { useLabRun, type LabRun } from '../training/useLabRun.ts';
import { addPoint, beginDrawing, removeNear, replacePoints, undo, type Drawing } from './editing.ts';
import {
  boundaryExperiment,
  drawnPoints,
  initialState,
  stateSchema,
  toPointSet,
  type BoundarySettings,
  type BoundaryState,
} from './settings.ts';

/** How near, in units of the plane, a point must be to be taken away. */
const nearby = 0.3;

export interface UseBoundary {
  readonly source: ComputedRef<BoundaryState['source']>;
  readonly settings: ComputedRef<BoundarySettings>;
  readonly run: LabRun;
  readonly runId: ComputedRef<string | null>;
  readonly own: ComputedRef<PointSet>;
  readonly drawing: Readonly<ShallowRef<Drawing>>;
  /** Why the points cannot be trained on; null when they can. */
  readonly obstacle: ComputedRef<string | null>;
  chooseSource(source: BoundaryState['source']): void;
  change(settings: BoundarySettings): void;
  add(place: readonly [number, number], label: number): void;
  remove(place: readonly [number, number]): void;
  undo(): void;
  clear(): void;
  preset(name: PresetName): void;
  start(): Promise<void>;
}

export function useBoundary(): UseBoundary {
  const { api } = useClient();
  const state = remembered('backprop.lab.boundary', stateSchema, initialState);
  const drawing = shallowRef(beginDrawing(state.value.own.points));
  const source = computed(() => state.value.source);
  const here = computed(() => state.value[source.value]);
  const own = computed(() => toPointSet(drawing.value.points));
  const obstacle = computed(() => (source.value === 'own' ? pointsProblem(own.value.labels) : null));

  /** Changes what is kept of the source on screen. */
  function keep(changes: { settings?: BoundarySettings; run?: string | null }): void {
    const now = state.value;
    state.value =
      now.source === 'ellipse'
        ? { ...now, ellipse: { ...now.ellipse, ...changes } }
        : { ...now, own: { ...now.own, ...changes } };
  }
  const runId = computed({ get: () => here.value.run, set: (run) => keep({ run }) });
  const run = useLabRun(runId);

  function draw(next: Drawing): void {
    drawing.value = next;
    state.value = { ...state.value, own: { ...state.value.own, points: [...next.points] } };
  }

  /** Points become a dataset of their own before a run can train on them. */
  async function prepare(): Promise<ReturnType<typeof boundaryExperiment>> {
    const { settings } = here.value;
    if (source.value === 'ellipse') return boundaryExperiment(settings, 'ellipse', 'ellipse');
    const name = pointsName(own.value);
    const { id } = await api.savePoints({ name, ...own.value });
    return boundaryExperiment(settings, id, name);
  }

  return {
    source,
    settings: computed(() => here.value.settings),
    run,
    runId,
    own,
    drawing,
    obstacle,
    chooseSource: (chosen) => void (state.value = { ...state.value, source: chosen }),
    change: (settings) => keep({ settings }),
    add: ([x, y], label) => draw(addPoint(drawing.value, [x, y, label])),
    remove: (place) => draw(removeNear(drawing.value, place, nearby)),
    undo: () => draw(undo(drawing.value)),
    clear: () => draw(replacePoints(drawing.value, [])),
    preset: (name) => draw(replacePoints(drawing.value, drawnPoints(presetPoints(name)))),
    start: () => run.start(prepare),
  };
}
