/** The analysis thread: answers calls, one after the other, until it is ended. */

import { parentPort, workerData } from 'node:worker_threads';
import { createBirpc } from 'birpc';
import type { LoadedKernels } from '../../engine/simd/kernels.ts';
import { UserError, messageOf } from '../../shared/errors.ts';
import { channelOver } from '../store/channel.ts';
import { analysisThread } from './answers.ts';
import type { AnalysisThread } from './protocol.ts';

if (!parentPort) throw new Error('analysis/worker.ts runs as a worker thread of AnalysisWorker');

createBirpc<object, AnalysisThread>(analysisThread(workerData as LoadedKernels), channelOver(parentPort, explain));

function explain(error: unknown): UserError {
  if (error instanceof UserError) return error;
  const advice = error instanceof RangeError ? 'Close what is open beside it, or look at a smaller network.' : 'Try again.'; // prettier-ignore
  return new UserError('internal', `Looking into the network failed (${messageOf(error)}). ${advice}`);
}
