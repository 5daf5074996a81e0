/**
 * Lint rules. The first half says which folder may import what, with messages that name the right way; the second half
 * finds mistakes that the compiler does not: floating promises, missed cases, `any`.
 */

import vue from 'eslint-plugin-vue';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const scripts = ['**/*.ts', '**/*.vue'];

/** Forbids imports by regular expression, in these files. */
const forbidImports = (files, ...patterns) => ({
  files,
  rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] },
});

const engine = 'engine is host-free: take bytes and callbacks as arguments';
const shared = 'shared runs in every process: it may import the engine, zod and pure libraries, nothing of a host';
const main = 'main never imports the page: what both need belongs into src/shared';
const electronFiles =
  'only the Electron shell imports electron: take what you need from it as an argument (see host.ts)';
const renderer = 'the page reaches the workbench through its client (stores/client.ts) and knows neither main nor node';
const preload = 'the preload is one small file: electron and src/shared only';

const electronShell = ['index', 'window', 'menu', 'dialogs', 'bridge'].map((name) => `src/main/${name}.ts`);
const outOfEngine = { regex: '(^|/)(shared|main|renderer|preload)/', message: engine };
const pages = { regex: '(^|/)(renderer|preload)/|^(vue|pinia|echarts|@nuxt)', message: main };

const directions = [
  forbidImports(['src/engine/**/*.ts'], { regex: '^(?!pure-rand/)[^.]', message: engine }, outOfEngine),
  forbidImports(['src/engine/worker.ts'], { regex: '^(?!node:worker_threads$)[^.]', message: engine }, outOfEngine),
  forbidImports(['src/shared/**/*.ts'], {
    regex: '(^|/)(main|renderer|preload)/|^node:|^(electron|vue|pinia|echarts|ws)(/|$)',
    message: shared,
  }),
  forbidImports(['src/main/**/*.ts'], pages, { regex: '^electron($|/)', message: electronFiles }),
  forbidImports(electronShell, pages),
  forbidImports(['src/preload/**/*.ts'], { regex: '^(?!electron$|\\.\\./shared/)', message: preload }),
  forbidImports(['src/renderer/src/**', 'src/renderer/*.ts'], {
    regex: '(^|/)(main|preload)/|^node:|^(electron|ws)(/|$)',
    message: renderer,
  }),
  // Options of the build, which run where the build runs.
  forbidImports(['src/renderer/nuxt-ui.ts']),
];

export default defineConfig(
  { ignores: ['out/', 'build/', 'resources/', 'coverage/', 'test-results/', 'playwright-report/', 'tests/fixtures/'] },
  // AssemblyScript is its own language, which its compiler checks; declarations follow what they declare.
  { ignores: ['src/engine/simd/assembly/', '**/*.d.ts'] },
  ...tseslint.configs.recommended,
  ...vue.configs['flat/recommended'],
  {
    files: scripts,
    languageOptions: {
      parserOptions: {
        parser: tseslint.parser,
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.vue'],
      },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false } }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/triple-slash-reference': ['error', { path: 'always' }],
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': true }],
      '@typescript-eslint/no-explicit-any': 'error',
    },
  },
  {
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'off',
      'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
      'no-eval': 'error',
      'no-new-func': 'error',
      'no-implied-eval': 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: ['**/*.vue'],
    rules: {
      // Prettier's business.
      'vue/html-indent': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/first-attribute-linebreak': 'off',
      // The compiler knows the props' types, and that an optional one may be undefined.
      'vue/require-default-prop': 'off',
      'vue/multi-word-component-names': 'off',
    },
  },
  ...directions,
);
