/**
 * The state of the Inspect screen: which run, at which epoch, which split; what it predicts; which images the gallery shows
 * and which one is looked at. Made once for a run (`provideInspect`), read by every panel (`useInspect`).
 *
 * How a panel plugs in: write a component that takes no props and calls `useInspect()`, and add one line to `panels.ts`,
 * which says whether it stands at the top of the left column (beside Confusion) or at its bottom (beside Weights); panels
 * of the same place are its tabs. Its root is a `PanelFrame`, which draws the border, the title or the tabs, and takes an
 * `aside` and an `actions` slot. The gallery stands in the middle and the detail of `selected` at the right.
 *
 * What a panel may rely on: it is mounted only while `state` is `ready`, so that `predictions` and `scores` are there. They
 * are of one step, the same for every panel; while the slider moves they stay those of the last step that was
 * computed, and `isBehind` says so. Data is raw typed arrays behind shallow refs: replaced, never changed. Weights and
 * activations are fetched by the panel itself for `predictions.step`, best with `useAnswer` and a lane made by
 * `lane('weights')`. A click that
 * narrows the gallery calls `change({ trueClass: 4, predictedClass: 9 })`; chips and counts follow from the filter.
 */

import { computed, inject, nextTick, provide, shallowRef, watch } from 'vue';
import type { ComputedRef, InjectionKey, ShallowRef, WritableComputedRef } from 'vue';
import type { Checkpoint, Predictions, RunDetail, SplitName } from '../../../shared/contract.ts';
import { galleryPositions } from '../../../shared/analysis/gallery.ts';
import type { GalleryFilter, GallerySort } from '../../../shared/analysis/gallery.ts';
import { scored } from '../../../shared/analysis/predictions.ts';
import type { Scored } from '../../../shared/analysis/predictions.ts';
import { useRevealedTests } from '../run/revealedTests.ts';
import { hidesTest, splitsOf } from '../run/runCurves.ts';
import { useRun } from '../run/useRun.ts';
import { createPad } from './draw/usePad.ts';
import type { Pad } from './draw/usePad.ts';
import { epochName } from './epochs.ts';
import type { ImageCache } from './images/imageCache.ts';
import { useImages } from './images/useImages.ts';
import { perObject } from './perObject.ts';
import { nearest, useCheckpoints } from './useCheckpoints.ts';
import { useCompared, useGroup } from './useCompanions.ts';
import type { Compared, Group } from './useCompanions.ts';
import { useFilter } from './useFilter.ts';
import { openingPlace, usePlace } from './usePlace.ts';
import { usePredictions } from './usePredictions.ts';
import { useSelection } from './useSelection.ts';
import { useTags } from './useTags.ts';
import type { Tags } from './useTags.ts';

export type InspectState =
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; readonly message: string }
  /** No weights were kept yet: the run waits, trains its first epoch, or ended before the end of one. */
  | { readonly status: 'waiting'; readonly run: RunDetail }
  | { readonly status: 'ready'; readonly run: RunDetail };

export interface Inspect {
  readonly state: ComputedRef<InspectState>;
  readonly run: ComputedRef<RunDetail | null>;
  /** Ascending: the stops of the epoch slider. */
  readonly checkpoints: ComputedRef<readonly Checkpoint[]>;
  /** The stop chosen; the last one, also as it moves on, until another is chosen. */
  readonly checkpoint: WritableComputedRef<Checkpoint | null>;
  /** The epoch of `predictions` as it is said: `epoch 3`. */
  readonly epochSaid: ComputedRef<string>;
  /** Choosing another split forgets the selection. */
  readonly split: WritableComputedRef<SplitName>;
  /** Those that may be looked at: without the test split while it is hidden. */
  readonly splits: ComputedRef<readonly SplitName[]>;
  readonly testIsHidden: ComputedRef<boolean>;
  revealTest(): void;

  readonly predictions: Readonly<ShallowRef<Predictions | null>>;
  readonly scores: ComputedRef<Scored | null>;
  readonly isBehind: Readonly<ShallowRef<boolean>>;
  /** True once the predictions of the neighbouring epochs are there: only then a panel fetches ahead what it needs of them. */
  readonly isCalm: Readonly<ShallowRef<boolean>>;
  /** Why the predictions wished for could not be computed; null when they were, or may still be. */
  readonly problem: Readonly<ShallowRef<string | null>>;
  retry(): void;

  readonly filter: Readonly<ShallowRef<GalleryFilter>>;
  /** Narrows or widens the gallery; what is left out stays as it is. */
  change(filter: Partial<GalleryFilter>): void;
  readonly sort: ShallowRef<GallerySort>;
  /** Positions of the images in the gallery, in its order. */
  readonly positions: ComputedRef<Uint32Array>;
  /** Position of the image in the detail panel; null for none. */
  readonly selected: ShallowRef<number | null>;
  /** Positions marked for tags and export. */
  readonly picked: ShallowRef<ReadonlySet<number>>;

  /** The images of a split, fetched as they are wanted. */
  images(split: SplitName): ImageCache;
  readonly group: Group;
  readonly compared: Compared;
  readonly tags: Tags;
  /** What is drawn stays from run to run, so that each can be asked about it. */
  readonly pad: Pad;
  /** The name of a lane of this screen: one for each kind of question, of no other window's. */
  lane(name: string): string;
}

const injection: InjectionKey<Inspect> = Symbol('inspect');

export function useInspect(): Inspect {
  const found = inject(injection);
  if (!found) throw new Error('useInspect: used outside of the Inspect screen');
  return found;
}

export function provideInspect(runId: () => string): Inspect {
  const inspect = createInspect(runId);
  provide(injection, inspect);
  return inspect;
}

/** Neighbours of the epoch shown that are fetched while the slider rests: all of them where a run has few. */
const fetchedAhead = 6;

/** Images fetched for such an epoch: what a large window shows of the gallery. */
const imagesAhead = 100;

export function createInspect(runId: () => string): Inspect {
  const opening = openingPlace();
  const page = crypto.randomUUID();
  const lane = (name: string): string => `inspect ${name} ${page}`;
  const { current } = useRun(runId);
  const run = computed(() => (current.value.state === 'ready' ? current.value.run : null));
  const { isRevealed, reveal } = useRevealedTests(() => run.value?.experimentId);
  const testIsHidden = computed(() => run.value !== null && hidesTest(run.value) && !isRevealed.value);

  const kept = useCheckpoints(runId);
  const checkpoints = computed(() => (kept.value.status === 'ready' ? kept.value.list : []));
  const wantedStep = shallowRef(opening?.step ?? null);
  const checkpoint = computed({
    get: () => checkpoints.value.find(({ step }) => step === wantedStep.value) ?? checkpoints.value.at(-1) ?? null,
    set: (next) =>
      void (wantedStep.value = next && next.step === checkpoints.value.at(-1)?.step ? null : (next?.step ?? null)),
  });

  const splits = computed(() => (run.value ? splitsOf(run.value, testIsHidden.value) : []));
  const wantedSplit = shallowRef(opening?.split ?? null);
  const split = computed({
    get: () => splits.value.find((one) => one === wantedSplit.value) ?? splits.value.at(-1) ?? 'train',
    set: (next) => void (wantedSplit.value = next),
  });

  const images = useImages(runId);
  const { predictions, problem, isBehind, isCalm, retry } = usePredictions(
    () => {
      const at = checkpoint.value;
      if (!run.value || !at) return null;
      const keyOf = ({ step }: Checkpoint) => ({ id: runId(), step, split: split.value });
      return { key: keyOf(at), ahead: nearest(checkpoints.value, at, fetchedAhead).map(keyOf) };
    },
    lane('predictions'),
    { onAhead: prepare },
  );
  const scoresOf = perObject(scored);
  const scores = computed(() => predictions.value && scoresOf(predictions.value));

  const epochSaid = computed(() =>
    epochName(checkpoints.value.find(({ step }) => step === predictions.value?.step) ?? null),
  );

  const lead = { run, checkpoint, split, predictions, lane };
  const [group, compared, tags] = [useGroup(lead), useCompared(lead), useTags(lead)];
  const { filter, change } = useFilter({ run, predictions, seeds: group.runs, compared: compared.run });
  const sort = shallowRef<GallerySort>('confident');
  const { selected, picked, seek } = useSelection({ runId, run, split, predictions });
  seek(opening?.image ?? null);
  usePlace(
    () => {
      const shown = predictions.value;
      if (!shown) return null;
      const image = selected.value === null ? null : (shown.numbers[selected.value] ?? null);
      const step = checkpoint.value?.step === wantedStep.value ? wantedStep.value : null;
      return { split: wantedSplit.value, step, image };
    },
    ({ split, step, image }) => {
      const isOther = split !== wantedSplit.value;
      [wantedSplit.value, wantedStep.value] = [split, step];
      // Those of another split come later, and the choice of it forgets what is looked at.
      if (isOther) void nextTick(() => seek(image));
      else seek(image);
    },
  );
  const comparedScores = computed(() => compared.predictions.value && scoresOf(compared.predictions.value));
  const positions = computed(() => {
    if (!predictions.value || !scores.value) return new Uint32Array();
    return galleryPositions(predictions.value, scores.value, filter.value, sort.value, {
      compared: comparedScores.value?.predicted ?? null,
      wrongCounts: group.wrongCounts.value,
      tagged: filter.value.tag === null ? null : tags.numbersOf(filter.value.tag),
    });
  });
  /** What the gallery would begin with at another epoch is worked out before anybody goes there, and fetched once all is calm. */
  let wanted: (() => void)[] = [];
  function prepare(found: Predictions): void {
    const order = galleryPositions(found, scoresOf(found), { ...filter.value, wrongIn: null, outcome: null, tag: null }, sort.value); // prettier-ignore
    const id = runId();
    const want = (): void => images(found.split).want(`ahead ${found.step}`, order.slice(0, imagesAhead));
    wanted.push(() => void (id === runId() && want()));
  }
  watch(isCalm, (calm) => {
    if (calm) for (const want of wanted) want();
    wanted = [];
  });
  watch(
    () => filter.value.wrongIn,
    (wrongIn) => wrongIn && group.want(),
  );

  const state = computed<InspectState>(() => {
    if (current.value.state === 'unavailable') return { status: 'failed', message: current.value.message };
    if (kept.value.status === 'failed') return { status: 'failed', message: kept.value.message };
    if (current.value.state === 'loading' || kept.value.status === 'loading') return { status: 'loading' };
    if (checkpoints.value.length === 0) return { status: 'waiting', run: current.value.run };
    if (predictions.value) return { status: 'ready', run: current.value.run };
    return problem.value === null ? { status: 'loading' } : { status: 'failed', message: problem.value };
  });

  return {
    state,
    run,
    checkpoints,
    checkpoint,
    epochSaid,
    split,
    splits,
    testIsHidden,
    revealTest: reveal,
    predictions,
    scores,
    isBehind,
    isCalm,
    problem,
    retry,
    filter,
    change,
    sort,
    positions,
    selected,
    picked,
    images,
    group,
    compared,
    tags,
    pad: createPad(),
    lane,
  };
}
