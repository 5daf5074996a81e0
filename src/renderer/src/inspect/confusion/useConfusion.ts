/** What the confusion panel shows: of which runs, as which numbers; and the filter that a click on it sets. */

import { computed, ref } from 'vue';
import type { ComputedRef, Ref } from 'vue';
import {
  classScores,
  confusionMatrix,
  type ClassScore,
  type ConfusionShare,
} from '../../../../shared/analysis/confusion.ts';
import { scored } from '../../../../shared/analysis/predictions.ts';
import { useInspect } from '../useInspect.ts';
import { confusionView, type ConfusionSubject, type ConfusionView } from './cells.ts';

export type SubjectKind = ConfusionSubject['kind'];

export interface Confusion {
  readonly share: Ref<ConfusionShare>;
  readonly withDiagonal: Ref<boolean>;
  readonly kind: Ref<SubjectKind>;
  /** What can be chosen now. */
  readonly kinds: ComputedRef<readonly { readonly value: SubjectKind; readonly label: string }[]>;
  readonly classNames: ComputedRef<readonly string[]>;
  readonly view: ComputedRef<ConfusionView | null>;
  readonly scores: ComputedRef<readonly ClassScore[]>;
  /** `mean ± SD of 5 seeds`; empty for the run alone. */
  readonly said: ComputedRef<string>;
}

export function useConfusion(): Confusion {
  const { predictions, scores: own, group, compared } = useInspect();
  const share = ref<ConfusionShare>('counts');
  const withDiagonal = ref(false);
  const wanted = ref<SubjectKind>('run');

  const kinds = computed(() => [
    { value: 'run' as const, label: 'this run' },
    ...(group.runs.value.length > 1 ? [{ value: 'group' as const, label: `${group.runs.value.length} seeds` }] : []),
    ...(compared.predictions.value ? [{ value: 'difference' as const, label: 'difference' }] : []),
  ]);
  const kind = computed({
    get: () => kinds.value.find(({ value }) => value === wanted.value)?.value ?? 'run',
    set: (next) => {
      wanted.value = next;
      if (next === 'group') group.want();
    },
  });
  const classNames = computed(() => predictions.value?.classNames ?? []);
  const matrix = computed(() =>
    predictions.value && own.value
      ? confusionMatrix(predictions.value.labels, own.value.predicted, classNames.value.length)
      : null,
  );
  const subject = computed((): ConfusionSubject | null => {
    const classes = classNames.value.length;
    if (kind.value === 'group') {
      const found = group.predicted.value;
      if (!found) return null;
      return { kind: 'group', matrices: found.predicted.map((said) => confusionMatrix(found.labels, said, classes)) };
    }
    if (!matrix.value) return null;
    const theirs = compared.predictions.value;
    if (kind.value === 'run' || !theirs) return { kind: 'run', matrix: matrix.value };
    const other = confusionMatrix(theirs.labels, scored(theirs).predicted, classes);
    return { kind: 'difference', matrix: matrix.value, other };
  });
  const said = computed(() => {
    if (kind.value === 'group') return `mean ± SD of ${group.runs.value.length} seeds`;
    return kind.value === 'difference' ? 'this run minus the other' : 'true ↓ said →';
  });
  return {
    share,
    withDiagonal,
    kind,
    kinds,
    classNames,
    view: computed(() => {
      const choices = { share: share.value, withDiagonal: withDiagonal.value };
      return subject.value && confusionView(subject.value, choices, classNames.value);
    }),
    scores: computed(() => (matrix.value ? classScores(matrix.value) : [])),
    said,
  };
}
