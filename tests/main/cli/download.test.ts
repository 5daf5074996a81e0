import { expect, it } from 'vitest';
import { UserError } from '../../../src/shared/errors.ts';
import { cli } from './double.ts';

const entry = {
  id: 'mnist',
  name: 'MNIST',
  kind: 'files',
  path: '/workspace/datasets/mnist',
  facts: { format: 'idx', train: 60_000, test: 10_000, height: 28, width: 28, classNames: [], sha256: '' },
  problem: null,
} as const;

it('shows how far it is and what went wrong, and prints where the files lie', async () => {
  const { status, stdout, stderr, closed } = await cli(['download', 'mnist', '--workspace', '/w'], {
    service: {
      async downloadDataset(id, { onProgress }) {
        expect(id).toBe('mnist');
        onProgress({ received: 0, total: null, source: 'a.example', message: 'a.example answered 404.' });
        for (const received of [0, 5, 6, 100]) onProgress({ received, total: 100, source: 'b.example', message: null });
        return entry;
      },
    },
  });
  expect([status, closed]).toEqual([0, 1]);
  expect(stdout).toMatch(/^MNIST {2}60\D000 \+ 10\D000 images {2}\/workspace\/datasets\/mnist\n$/);
  expect(stderr).toBe('a.example answered 404.\n0 % of ? from a.example\n100 % of 100 B from b.example\n');
});

it('says nothing meanwhile with --quiet, and why it failed', async () => {
  const { status, stdout, stderr } = await cli(['download', 'mnist', '--quiet'], {
    service: {
      async downloadDataset(_, { onProgress }) {
        onProgress({ received: 1, total: 2, source: 'a.example', message: null });
        throw new UserError('dataset', 'download: no source gave MNIST.');
      },
    },
  });
  expect([status, stdout, stderr]).toEqual([2, '', 'error: download: no source gave MNIST.\n']);
});
