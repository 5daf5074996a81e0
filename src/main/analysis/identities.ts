/** Names for objects: the same object always has the same one, which no other object gets. */

export function identities<Value extends object>(): (value: Value) => string {
  const names = new WeakMap<Value, string>();
  let count = 0;
  return (value) => {
    const name = names.get(value) ?? String(++count);
    names.set(value, name);
    return name;
  };
}
