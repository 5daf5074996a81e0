/** Doubles that know exactly what they were given: any other property or event is an error that names it. */

import { EventEmitter } from 'node:events';

/** `members` as a `T`, for the compiler checked against `T`; reading or writing anything else throws. */
export function strict<T extends object>(name: string, members: Partial<T>): T {
  return new Proxy(members, {
    get(target, key, receiver) {
      if (typeof key === 'string' && !(key in target)) throw new Error(`${name}.${key} is unknown to the double`);
      return Reflect.get(target, key, receiver) as unknown;
    },
    set(_, key) {
      throw new Error(`${name}.${String(key)} must not be assigned`);
    },
  }) as T;
}

/** What an emitter takes for a listener. */
export type Listener = Parameters<EventEmitter['on']>[1];

/** The `on`, `once` and `emit` of a double that fires certain events only. */
export function strictEvents<Event extends string>(name: string, known: readonly Event[]) {
  const emitter = new EventEmitter();
  const names: readonly string[] = known;
  const check = (event: string): string => {
    if (!names.includes(event)) throw new Error(`${name} fires no '${event}' that the double knows`);
    return event;
  };
  return {
    on: (event: string, listener: Listener) => void emitter.on(check(event), listener),
    once: (event: string, listener: Listener) => void emitter.once(check(event), listener),
    emit: (event: Event, ...args: readonly unknown[]) => emitter.emit(check(event), ...args),
    count: (event: Event) => emitter.listenerCount(check(event)),
  };
}

/** An event that a listener can prevent, as Electron's are. */
export function preventable() {
  const event = {
    defaultPrevented: false,
    preventDefault(): void {
      event.defaultPrevented = true;
    },
  };
  return event;
}
