/** What a student types around their own program: how to load the batch, and under which names to save what was computed. */

/**
 * @param file the name of the batch
 * @param layers of weights, at least one
 */
export function snippet(file: string, layers: number): string {
  const numbers = Array.from({ length: layers }, (_, i) => i + 1);
  const weights = numbers.map((layer) => `W${layer}, b${layer} = batch['W${layer}'], batch['b${layer}']`);
  const forward = numbers.flatMap((layer) => (layer < layers ? [`z${layer}`, `h${layer}`] : [`z${layer}`]));
  const backward = numbers.toReversed().flatMap((layer) => [`dW${layer}`, `db${layer}`]);
  const saved = (names: readonly string[]): string => names.map((name) => `${name}=${name}`).join(', ');
  return `import numpy as np

batch = dict(np.load('${file}'))
X, y = batch['X'], batch['y']  # (N, inputs), (N,)
${weights.join('\n')}

# your own forward and backward pass, such as
z1 = X @ W1 + b1               # a row for each sample

# as many of these as you have; loss: mean over samples
np.savez('mine.npz', **batch,
         ${saved([...forward, 'p', 'loss'])},
         ${saved(backward)})
`;
}
