/**
 * McNemar's exact test: whether two classifiers, asked about the same images, differ by more than chance explains. Images
 * that both get right or both get wrong say nothing; of the others each is equally likely to fall either way if the
 * classifiers are equally good, so that their number on one side is binomial with p = ½.
 * Source: Q. McNemar, "Note on the sampling error of the difference between correlated proportions or percentages",
 * Psychometrika 12 (1947); T. Dietterich, "Approximate statistical tests for comparing supervised classification learning
 * algorithms", Neural Computation 10 (1998).
 */

/**
 * Two-sided p-value. Null where no image tells the two apart.
 * @param fixed images that only the first gets right, as in `broken` only the second
 */
export function mcNemarExact(fixed: number, broken: number): number | null {
  if (fixed + broken === 0) return null;
  if (fixed === broken) return 1;
  return Math.min(1, 2 * fairTail(fixed + broken, Math.min(fixed, broken)));
}

/**
 * P(X ≤ k) for X of `n` tosses of a fair coin, k at most n/2. The largest term by logarithms, since 2⁻ⁿ is zero to a float
 * from n = 1,075 on; the others by their ratios to it, all below 1.
 */
export function fairTail(n: number, k: number): number {
  let logTop = -n * Math.LN2;
  for (let i = 1; i <= k; i++) logTop += Math.log((n - k + i) / i);
  let [sum, term] = [1, 1];
  for (let i = k; i > 0 && term > 0; i--) {
    term *= i / (n - i + 1);
    sum += term;
  }
  return Math.exp(logTop) * sum;
}
