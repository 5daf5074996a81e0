import vue from '@vitejs/plugin-vue';
import { configDefaults, defineConfig } from 'vitest/config';
import { nuxtUi } from './src/renderer/nuxt-ui.ts';

const renderer = 'tests/renderer/**/*.test.ts';

/**
 * Unit and integration tests; only those of the renderer need the component compiler and Nuxt UI. The end-to-end tests of
 * tests/e2e are Playwright's.
 */
export default defineConfig({
  test: {
    // Limits against hanging: on a busy machine a test that trains may take ten times as long.
    testTimeout: 120_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: { name: 'node', include: ['tests/**/*.test.ts'], exclude: [...configDefaults.exclude, renderer] },
      },
      { extends: true, plugins: [vue(), nuxtUi()], test: { name: 'renderer', include: [renderer] } },
    ],
  },
});
