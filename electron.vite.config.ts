/**
 * How the bundles are made. Everything is bundled, so that the app needs no node_modules:
 *
 * - out/main: Electron's entry, the command line, and one file per kind of worker thread, as ES modules
 * - out/preload/index.cjs: one CommonJS file, since a sandboxed preload has neither modules nor packages
 * - out/renderer: the page, with its content security policy
 */

import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'electron-vite';
import { resolve } from 'node:path';
import type { Plugin } from 'vite';
import { contentSecurityPolicy } from './src/main/csp.ts';
import { nuxtUi } from './src/renderer/nuxt-ui.ts';

const file = (path: string): string => resolve(import.meta.dirname, path);

const mainEntries = {
  index: file('src/main/index.ts'),
  cli: file('src/main/cli.ts'),
  'engine-worker': file('src/engine/worker.ts'),
  'store-worker': file('src/main/store/worker.ts'),
  'analysis-worker': file('src/main/analysis/worker.ts'),
  'lab-worker': file('src/main/lab/worker.ts'),
  'datasets-worker': file('src/main/datasets/worker.ts'),
};

/** Only in the build: the development server injects inline scripts of its own. */
const policyElement: Plugin = {
  name: 'content-security-policy',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: contentSecurityPolicy },
      injectTo: 'head-prepend',
    },
  ],
};

/** What jsPDF would load to draw HTML and pictures of SVG. Figures are drawn without, so it stays out of the bundle. */
const absentParts = Object.fromEntries(
  ['html2canvas', 'dompurify', 'canvg'].map((name) => [name, file('src/renderer/absent.ts')]),
);

export default defineConfig({
  main: {
    // fflate's build for Node declares a `require` of its own, which collides with the bundler's in an ES module.
    resolve: { alias: { fflate: file('node_modules/fflate/esm/browser.js') } },
    build: {
      outDir: 'out/main',
      externalizeDeps: false,
      reportCompressedSize: false,
      rolldownOptions: {
        input: mainEntries,
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      externalizeDeps: false,
      reportCompressedSize: false,
      rolldownOptions: {
        input: { index: file('src/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: file('src/renderer'),
    plugins: [vue(), nuxtUi(), policyElement],
    resolve: { alias: absentParts },
    build: {
      outDir: file('out/renderer'),
      emptyOutDir: true,
      reportCompressedSize: false,
      chunkSizeWarningLimit: 4000,
      rolldownOptions: { input: file('src/renderer/index.html') },
    },
  },
});
