/**
 * Leaving without losing anything, as one handler for every way out (closing the window, quitting from the menu, the
 * system shutting down): asks while runs train, closes the workbench, then leaves for real.
 */

import type { Workbench } from './host.ts';

export interface ShutdownOptions {
  readonly workbench: Promise<Workbench>;
  /** True when the person wants to leave although runs are training. */
  readonly ask: () => Promise<boolean>;
  /** Runs once, after the decision and before the workbench closes. */
  readonly beforeQuit: () => Promise<void>;
  readonly quit: () => void;
}

interface Preventable {
  preventDefault(): void;
}

export function createShutdown({ workbench, ask, beforeQuit, quit }: ShutdownOptions): (event: Preventable) => void {
  let state: 'open' | 'leaving' | 'closed' = 'open';

  async function leave(): Promise<void> {
    const opened = await workbench;
    if (opened.busy() && !(await ask())) {
      state = 'open';
      return;
    }
    await beforeQuit();
    await opened.close();
  }

  return (event) => {
    if (state === 'closed') return;
    event.preventDefault();
    if (state === 'leaving') return;
    state = 'leaving';
    const left = leave().then(
      () => state === 'leaving',
      (error: unknown) => {
        console.error('The workbench could not be closed in order:', error);
        return true;
      },
    );
    void left.then((done) => {
      if (!done) return;
      state = 'closed';
      quit();
    });
  };
}
