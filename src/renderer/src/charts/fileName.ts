/** The names of files that leave the app. */

/** `Validation error` of `VU learning rates` → `vu-learning-rates-validation-error`. */
export const fileName = (...parts: readonly string[]): string =>
  parts
    .join(' ')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '') || 'figure';
