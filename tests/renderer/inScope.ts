/** Runs a composable as a component would: with stores around a double of the service, and taken down afterwards. */

import { createPinia, disposePinia, setActivePinia } from 'pinia';
import { effectScope } from 'vue';
import { useClient } from '../../src/renderer/src/stores/client.ts';
import type { Workbench } from '../../src/renderer/src/stores/client.ts';

export function inScope<Made>(workbench: Workbench, make: () => Made): { made: Made; stop(): void } {
  const pinia = createPinia();
  setActivePinia(pinia);
  const detach = useClient(pinia).attach(workbench);
  const scope = effectScope();
  const made = scope.run(make);
  if (made === undefined) throw new Error('inScope: the composable returned nothing');
  const stop = (): void => {
    scope.stop();
    disposePinia(pinia);
    detach();
  };
  return { made, stop };
}
