/** The few messages that appear at the lower right: something failed, something can be undone. */

import { useToast } from '@nuxt/ui/composables';
import { messageOf } from '../../../shared/errors.ts';

export interface Notify {
  /** Says that `operation` did not work and why. Stays until dismissed. */
  failed(operation: string, error: unknown): void;
  /** Runs an operation and says so if it fails. */
  attempt(operation: string, run: () => Promise<unknown>): Promise<void>;
  /**
   * Says what was done and offers to undo it for ten seconds.
   * @param icon @default the bin of a deletion
   */
  undoable(done: string, undo: () => Promise<unknown>, icon?: string): void;
}

export function useNotify(): Notify {
  const toast = useToast();

  function failed(operation: string, error: unknown): void {
    toast.add({
      title: `${operation} did not work`,
      description: messageOf(error),
      color: 'error',
      icon: 'i-lucide-circle-alert',
      duration: 0,
      progress: false,
    });
  }

  async function attempt(operation: string, run: () => Promise<unknown>): Promise<void> {
    try {
      await run();
    } catch (error) {
      failed(operation, error);
    }
  }

  function undoable(done: string, undo: () => Promise<unknown>, icon = 'i-lucide-trash-2'): void {
    const shown = toast.add({
      title: done,
      icon,
      color: 'neutral',
      duration: 10_000,
      progress: false,
      orientation: 'horizontal',
      actions: [
        {
          label: 'Undo',
          color: 'primary',
          variant: 'outline',
          onClick: () => {
            toast.remove(shown.id);
            void attempt('Undoing', undo);
          },
        },
      ],
    });
  }

  return { failed, attempt, undoable };
}
