import { describe, expect, it } from 'vitest';
import { gradcheck } from '../../../src/engine/gradcheck.ts';
import { breakages } from '../../../src/shared/verify/breakages.ts';
import { flaws } from '../../../src/shared/verify/flaws.ts';
import { layers, networkSpec } from '../../support/networks.ts';
import { randomProblem } from '../../support/problems.ts';

const problem = randomProblem(networkSpec({ inputs: 5, hidden: layers(['relu', 4], ['sigmoid', 3]) }), 10);

/** The gradient check of the same batch, on gradients that may be broken. */
function check({ network, x, labels, tensors }: typeof problem, analytic: ReadonlyMap<string, Float64Array> | null) {
  const images = { kind: 'dense-f32', count: x.rows, inputs: x.columns, values: Float32Array.from(x.values) } as const;
  const batch = Uint32Array.from({ length: x.rows }, (_, i) => i);
  const data = { images, labels: Uint16Array.from(labels), train: batch, validation: null, test: null };
  const weights = new Map([...tensors].map(([name, { values }]) => [name, values]));
  const scaling = { factor: 1, offset: 0 };
  return gradcheck({ network, data: { ...data, scaling }, tensors: weights, batch, ...(analytic ? { analytic } : {}) });
}

describe('gradients broken on purpose', () => {
  it('are there for the mistakes that are taught', () => {
    const names = breakages.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['missing-mean', 'wrong-sign', 'missing-mask', 'transposed', 'bias-not-summed'])); // prettier-ignore
    // Every row of the table is either of the backward pass, and can be taught, or of the forward pass.
    const forward = ['missing-bias', 'missing-activation', 'softmax-axis'];
    expect(flaws.map(({ name }) => name)).toEqual([...names, ...forward]);
  });

  it.each(breakages.map((breakage) => [breakage.name, breakage] as const))(
    '%s is caught by the check',
    (_, breakage) => {
      const result = check(problem, breakage.gradients(problem));
      expect(result.pass).toBe(false);
      expect(check(problem, null).pass).toBe(true);
    },
  );

  it('are none where the mistake makes no difference', () => {
    const plain = randomProblem(networkSpec({ inputs: 5 }), 10);
    const named = (name: string) => breakages.find((each) => each.name === name)!;
    expect(named('missing-mask').gradients(plain)).toBeNull();
    expect(named('missing-mean').gradients(randomProblem(problem.network, 1))).toBeNull();
    expect(named('missing-mean').gradients(plain)).not.toBeNull();
  });
});
