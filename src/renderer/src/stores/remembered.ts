/**
 * What this window remembers between sessions beside the service's settings: a ref that is kept in localStorage. What is
 * read there is checked by a schema, so that text of another version or hand falls back to the default.
 */

import { shallowRef, watch } from 'vue';
import type { ShallowRef } from 'vue';
import { z } from '../../../shared/zod.ts';

/**
 * @param key begins with `backprop.`
 * @param fallback taken where nothing is stored or what is stored does not fit
 */
export function remembered<Value>(key: string, schema: z.ZodType<Value>, fallback: Value): ShallowRef<Value> {
  const value = shallowRef(read(key, schema) ?? fallback);
  watch(value, (next) => localStorage.setItem(key, JSON.stringify(next)), { flush: 'sync' });
  return value;
}

function read<Value>(key: string, schema: z.ZodType<Value>): Value | null {
  try {
    const parsed = schema.safeParse(JSON.parse(localStorage.getItem(key) ?? 'null'));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
