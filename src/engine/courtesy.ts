/**
 * Training gives way to a person. While somebody acts, the interface needs a core at once for a few milliseconds, again and
 * again; with as many training threads as cores it would wait for time slices to end. So a word in shared memory says that
 * somebody acts and how much room to leave, and a thread that leads a run rests between two steps, in proportion to what it
 * worked since it last rested. What is trained does not change, only when.
 */

/** The word while nobody acts; otherwise it says how long to rest, in thousandths of the time worked. */
export const nobodyActs = 0;

/** Milliseconds of work after which a rest is due, and of a rest at most: where steps are long, rests stay short. */
export const rests = { afterWork: 2, longest: 50 } as const;

/**
 * Value of the word that leaves a core and a half free on average, but never more than three quarters of the time.
 * @param threads that train, each of which is to rest
 */
export function restFor(threads: number): number {
  const share = Math.min(0.75, 1.5 / threads);
  return Math.round((1000 * share) / (1 - share));
}

/**
 * @param word the Int32 that says whether somebody acts
 * @param now milliseconds of a clock that never goes back
 * @returns to be called between steps: returns at once while nobody acts, and rests where a rest is due
 */
export function giveWay(word: Int32Array, now: () => number): () => void {
  let since = now();
  return () => {
    const rest = Atomics.load(word, 0);
    if (rest === nobodyActs) return;
    const worked = now() - since;
    if (worked < rests.afterWork) return;
    // Ends early when nobody acts any more.
    Atomics.wait(word, 0, rest, Math.min((rest / 1000) * worked, rests.longest));
    since = now();
  };
}
