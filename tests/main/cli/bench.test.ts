import { describe, expect, it } from 'vitest';
import { cli } from './double.ts';

describe('bench', () => {
  it('names the rows there are when asked for another', async () => {
    const { status, stdout, stderr } = await cli(['bench', '--data', 'anywhere', '--only', 'h65-b100']);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/h65-b100: there is no such row; expected one of memory, peak, load, first-run, h64-b100/);
  });

  it('says what to give when the library has no MNIST', async () => {
    const { status, stderr } = await cli(['bench']);
    expect(status).toBe(2);
    expect(stderr).toMatch(/the library has no MNIST; give its folder with --data/);
  });

  it('measures the peak of a core', async () => {
    const { status, stdout } = await cli(['bench', '--data', 'anywhere', '--only', 'peak', '--json']);
    expect(status).toBe(0);
    const [row] = JSON.parse(stdout) as { name: string; gflops: number; ratio: null }[];
    expect(row).toMatchObject({ name: 'peak', peers: {}, ratio: null });
    expect(row!.gflops).toBeGreaterThan(0);
  });
});
