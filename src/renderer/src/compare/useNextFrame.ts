/** A value that follows its source one frame later, so that what matters less is drawn after what was asked for. */

import { onScopeDispose, shallowRef, watch } from 'vue';
import type { ShallowRef } from 'vue';

export function useNextFrame<Value>(source: () => Value): Readonly<ShallowRef<Value>> {
  const shown = shallowRef(source());
  let frame = 0;
  watch(source, (value) => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => (shown.value = value));
  });
  onScopeDispose(() => cancelAnimationFrame(frame));
  return shown;
}
