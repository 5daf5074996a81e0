import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';

/** Unit and integration tests. The end-to-end tests of tests/e2e are Playwright's. */
export default defineConfig({
  plugins: [vue()],
  test: { include: ['tests/**/*.test.ts'], testTimeout: 30_000 },
});
