/** What a student types around their own program: how to load the batch, and under which names to save what was computed. */

/**
 * @param file the name of the batch
 * @param layers of weights, at least one
 */
export function snippet(file: string, layers: number): string {
  const numbers = Array.from({ length: layers }, (_, i) => i + 1);
  const weights = numbers.flatMap((layer) => [`W${layer}`, `b${layer}`]);
  const forward = numbers.flatMap((layer) => (layer < layers ? [`z${layer}`, `h${layer}`] : [`z${layer}`]));
  const backward = numbers.toReversed().flatMap((layer) => [`dW${layer}`, `db${layer}`]);
  const saved = [...forward, 'p', 'loss', ...backward];
  return `import numpy as np

batch = dict(np.load('${file}'))
X, y = batch['X'], batch['y']        # (N, inputs) scaled, (N,) classes from 0
${weights.join(', ')} = (batch[name] for name in '${weights.join(' ')}'.split())

# your own forward and backward pass, such as
z1 = X @ W1 + b1                     # rows are samples, columns are units

# save as many of these as you have; the loss is the mean over the samples
np.savez('mine.npz', **batch, ${saved.map((name) => `${name}=${name}`).join(', ')})
`;
}
