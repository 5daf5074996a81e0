/** One line of the benchmark, as `--json` writes it, and the figures made of several. */

export interface BenchResult {
  readonly name: string;
  readonly title: string;
  /** What the seconds are of: `s per epoch`, `s`. */
  readonly unit: string;
  /** Median over the repetitions, with the best number of threads. Null for rows that measure something else. */
  readonly seconds: number | null;
  /** Our seconds by number of threads. */
  readonly byThreads?: Readonly<Record<string, number>>;
  /** Useful floating-point operations a second; null where there are none to count. */
  readonly gflops: number | null;
  /** Seconds by peer and number of threads. */
  readonly peers: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** The best peer's seconds by ours: above 1 the workbench is faster. Null without a peer. */
  readonly ratio: number | null;
  /** Further figures of this row, by name with unit. */
  readonly more?: Readonly<Record<string, number>>;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Of the ratios that exist; null when there are none. */
export function geometricMean(results: readonly BenchResult[]): number | null {
  const ratios = results.map(({ ratio }) => ratio).filter((ratio) => ratio !== null);
  if (ratios.length === 0) return null;
  return Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length);
}
