/** JSON that keeps NaN and the infinities: a diverged run ends with them, and they must come back as they were. */

const tag = '$number';

/** @param value plain data: objects, arrays, strings, numbers, booleans, null */
export function encode(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'number' && !Number.isFinite(part) ? { [tag]: String(part) } : part,
  );
}

/** The inverse of `encode`. */
export function decode(text: string): unknown {
  // A reviver makes parsing several times slower, and hardly any text needs one.
  if (!text.includes(tag)) return JSON.parse(text);
  return JSON.parse(text, (_, part: unknown) =>
    typeof part === 'object' && part !== null && tag in part ? Number(part[tag]) : part,
  );
}
