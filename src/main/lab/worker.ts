/** Entry of the Lab's worker thread: does one job and ends. */

import { answerOnce } from '../oneShot.ts';
import { runJob, type LabJob } from './jobs.ts';

/** Milliseconds between two reports of progress. */
const pause = 100;

answerOnce((job: LabJob, onProgress) => {
  let reported = -Infinity;
  return runJob(job, (fraction) => {
    const now = performance.now();
    if (now - reported < pause) return;
    reported = now;
    onProgress(fraction);
  });
});
