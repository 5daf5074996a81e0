/** Why a run has no weights to look at, and what to do. Pure. */

import type { RunDetail } from '../../../shared/contract.ts';

export function waitingText({ status, message }: Pick<RunDetail, 'status' | 'message'>): {
  title: string;
  text: string;
} {
  switch (status) {
    case 'queued':
      return {
        title: 'The run has not begun yet',
        text: 'It waits for others. This screen fills by itself after the first epoch.',
      };
    case 'running':
    case 'paused':
      return {
        title: 'No epoch has ended yet',
        text: 'Weights are kept after each epoch; this screen fills by itself as soon as there are some.',
      };
    default:
      return {
        title: 'The run kept no weights',
        text: message ?? 'It ended before the end of its first epoch, so that there is nothing to look at.',
      };
  }
}
