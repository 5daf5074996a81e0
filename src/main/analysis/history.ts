/** What changed over the checkpoints of a run: its verdict on one image, the state of its layers. */

import { argmax } from '../../engine/losses.ts';
import type { AnalysisApi, HealthMoment, ImageMoment, LayerHealth } from '../../shared/contract.ts';
import type { Analysis, Look } from './analysis.ts';
import { imageAt } from './subject.ts';

/** Training images, the first ones, over which layers are looked at. */
const healthImages = 1000;

export async function imageHistory(
  analysis: Analysis,
  { id, split, position }: Omit<Parameters<AnalysisApi['getImageHistory']>[0], 'lane'>,
  signal: AbortSignal,
): Promise<ImageMoment[]> {
  const subject = await analysis.subject(id);
  const image = imageAt(subject, split, position);
  const label = subject.prepared.data.labels[image]!;
  const moments: ImageMoment[] = [];
  for (const checkpoint of await analysis.weights.checkpoints(subject.record)) {
    signal.throwIfAborted();
    const look = await analysis.lookWith(subject, checkpoint.step);
    const { probabilities, losses } = await analysis.worker.call(
      subject.prepared,
      signal,
      (thread, stop) => thread.$call('predict', { ...analysis.placedJob(look, Uint32Array.of(image)), stop }),
      { urgency: 'soon' },
    );
    const predicted = argmax(probabilities);
    moments.push({ ...checkpoint, predicted, probability: probabilities[label]!, loss: losses[0]! });
  }
  return moments;
}

export async function layerHealthOverTime(
  analysis: Analysis,
  id: string,
  signal: AbortSignal,
): Promise<HealthMoment[]> {
  const subject = await analysis.subject(id);
  const moments: HealthMoment[] = [];
  for (const checkpoint of await analysis.weights.checkpoints(subject.record)) {
    signal.throwIfAborted();
    const look = await analysis.lookWith(subject, checkpoint.step);
    const layers = await analysis.health.get(
      look.weights.key!, // kept weights have one
      (own) => layerHealth(analysis, look, own.signal),
      { signal },
    );
    moments.push({ ...checkpoint, layers });
  }
  return moments;
}

function layerHealth(analysis: Analysis, look: Look, signal: AbortSignal | undefined): Promise<LayerHealth[]> {
  const { prepared } = look.subject;
  const images = prepared.data.train.slice(0, healthImages);
  return analysis.worker.call(
    prepared,
    signal,
    (thread, stop) => thread.$call('health', { ...analysis.placedJob(look, images), stop }),
    { urgency: 'soon' },
  );
}
