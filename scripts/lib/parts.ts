/** The parts of the build: what each is made from, and a file that exists once it was made. Paths from the repository. */

export interface Part {
  readonly name: 'kernels' | 'main' | 'preload' | 'renderer';
  readonly sources: readonly string[];
  readonly product: string;
}

const configuration = ['electron.vite.config.ts', 'package.json', 'package-lock.json', 'src/main/csp.ts'];

export const kernels: Part = {
  name: 'kernels',
  sources: ['scripts/build-kernels.ts', 'src/engine/simd/assembly', 'package-lock.json'],
  product: 'resources/kernels/simd.wasm',
};
export const main: Part = {
  name: 'main',
  sources: [...configuration, 'src/engine', 'src/shared', 'src/main'],
  product: 'out/main/cli.js',
};
export const preload: Part = {
  name: 'preload',
  sources: [...configuration, 'src/shared', 'src/preload'],
  product: 'out/preload/index.cjs',
};
export const renderer: Part = {
  name: 'renderer',
  sources: [...configuration, 'src/engine', 'src/shared', 'src/renderer'],
  product: 'out/renderer/index.html',
};

export const allParts = [kernels, main, preload, renderer] as const;
