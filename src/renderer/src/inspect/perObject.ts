/** What follows from an object that never changes, worked out once for as long as the object lives. */

export function perObject<Given extends object, Result>(work: (given: Given) => Result): (given: Given) => Result {
  const known = new WeakMap<Given, Result>();
  return (given) => {
    const found = known.get(given);
    if (found !== undefined) return found;
    const made = work(given);
    known.set(given, made);
    return made;
  };
}
