/** Entry of the dataset worker thread: loads one dataset, hands its memory over and ends. */

import { answerOnce } from '../oneShot.ts';
import { buffersOf, load } from './loading.ts';
import type { LoadRequest, LoadedDataset } from './loading.ts';
import { summarise } from './overview.ts';

answerOnce((request: LoadRequest, onProgress): LoadedDataset => {
  const dataset = load(request, onProgress);
  return { ...dataset, summary: summarise(dataset) };
}, buffersOf);
