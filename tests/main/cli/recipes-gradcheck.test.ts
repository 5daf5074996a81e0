/** Backpropagation of every recipe's network against finite differences, on the images that the recipe is about. */

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { GradcheckDocument } from '../../../src/main/cli/gradcheck.ts';
import type { CliHost } from '../../../src/main/cli/host.ts';
import { runCli } from '../../../src/main/cli/program.ts';
import { paths } from '../../../src/main/paths.ts';
import { listRecipes } from '../../../src/main/recipes.ts';
import { openService } from '../../../src/main/service/terminal.ts';
import { describeWithData } from '../../support/data.ts';
import { temporaryFolder } from './double.ts';

const recipes = await listRecipes(paths.recipes);
const files: Readonly<Record<string, string>> = { mnist: 'mnist', notmnist: 'notMNIST.npz' };
const needsFiles = (source: string): boolean => Object.hasOwn(files, source);

async function gradcheck(...args: string[]): Promise<GradcheckDocument> {
  let [stdout, stderr] = ['', ''];
  const folder = temporaryFolder();
  const host: CliHost = {
    version: '0.0.0',
    stdout: { write: (text) => void (stdout += text), isTTY: false, columns: 120 },
    stderr: { write: (text) => void (stderr += text), isTTY: false, columns: 120 },
    folder,
    workspace: join(folder, 'workspace'),
    recipes: paths.recipes,
    openService,
    serve: () => Promise.reject(new Error('not part of this test')),
    interrupted: new AbortController().signal,
    now: () => performance.now(),
  };
  await runCli(['gradcheck', ...args, '--json'], host);
  expect(stderr).toBe('');
  return JSON.parse(stdout) as GradcheckDocument;
}

function expectPass({ tensors, pass }: GradcheckDocument, layers: number): void {
  expect(pass).toBe(true);
  expect(tensors.map(({ name }) => name)).toEqual(
    Array.from({ length: layers }, (_, i) => [`W${i + 1}`, `b${i + 1}`]).flat(),
  );
  for (const { checked, maxRelativeError } of tensors) {
    expect(checked).toBeGreaterThan(0);
    expect(maxRelativeError).toBeLessThan(1e-5);
  }
}

const withLayers = (own: typeof recipes) =>
  own.map(({ name, experiment }) => ({
    name,
    source: experiment.dataset.source,
    layers: experiment.network.hidden.length + 1,
  }));

describe('gradcheck of the recipes on generated data', () => {
  const own = withLayers(recipes.filter(({ experiment }) => !needsFiles(experiment.dataset.source)));
  it.each(own)('$name', { timeout: 60_000 }, async ({ name, layers }) => {
    expectPass(await gradcheck(name), layers);
  });
});

describeWithData('gradcheck of the recipes on real images', (folder) => {
  const own = withLayers(recipes.filter(({ experiment }) => needsFiles(experiment.dataset.source)));
  it.each(own)('$name', { timeout: 60_000 }, async ({ name, source, layers }) => {
    expectPass(await gradcheck(name, '--data', join(folder, files[source]!)), layers);
  });
});
