/**
 * The networks of some runs, in the page: fetched whole once, so that a drawing is read at once as the pen moves instead of
 * going to the service and back with every point.
 */

import { computed } from 'vue';
import type { ComputedRef } from 'vue';
import type { WeightsAt } from '../../../../shared/contract.ts';
import { createReader } from '../../../../shared/analysis/reader.ts';
import type { Reader } from '../../../../shared/analysis/reader.ts';
import { useClient } from '../../stores/client.ts';
import { ByteCache } from '../byteCache.ts';
import { useAnswer, valueOf } from '../useAnswer.ts';

interface Kept {
  /** Null of a network that is too large to be sent. */
  readonly read: Reader | null;
  readonly bytes: number;
}

/** Bytes of networks kept: some twenty of 784-300-10. */
const mostKept = 80 * 2 ** 20;
/** A reader computes in float64, with room for gradients. */
const bytesPerParameter = 16;

/**
 * Those of the runs asked for, in order; null while one is on its way, and where one is too large or trains on: then the
 * service has to be asked.
 * @param places weights that stay as they are; null where some do not
 */
export function useReaders(places: () => readonly WeightsAt[] | null): ComputedRef<readonly Reader[] | null> {
  const { api } = useClient();
  const cache = new ByteCache<Kept>(mostKept, ({ bytes }) => bytes);

  async function fetched(at: WeightsAt): Promise<Reader | null> {
    const name = `${at.id} ${at.step}`;
    const known = cache.get(name);
    if (known) return known.read;
    const network = await api.getNetwork(at);
    const size = network?.tensors.reduce((sum, { values }) => sum + values.length, 0) ?? 0;
    const kept = { read: network && createReader(network), bytes: bytesPerParameter * size };
    // The latest weights may be others the next time.
    if (at.step !== null) cache.set(name, kept);
    return kept.read;
  }

  const answer = useAnswer(places, (asked) => Promise.all(asked.map(fetched)));
  return computed(() => {
    const readers = valueOf(answer.value)?.filter((read) => read !== null);
    return readers && readers.length === places()?.length ? readers : null;
  });
}
