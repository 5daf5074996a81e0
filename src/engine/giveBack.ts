/**
 * Gives large arrays' memory back at once. The collector sees the small objects in front of it and takes its time: weights
 * of a megabyte a run, in several threads, would come to a hundred megabytes before it looks.
 */

/** @param arrays views of buffers that nobody else uses; they are empty afterwards. Shared memory is left alone. */
export function giveBack(arrays: Iterable<ArrayBufferView>): void {
  for (const { buffer } of arrays) if (buffer instanceof ArrayBuffer && !buffer.detached) buffer.transfer(0);
}
