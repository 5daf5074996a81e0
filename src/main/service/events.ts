/** The service's events: typed, synchronous, and nothing else. */

import type { OnEvent } from '../../shared/client.ts';
import type { EventName, WorkbenchEvents } from '../../shared/contract.ts';

type Listeners = { [Name in EventName]: Set<(payload: WorkbenchEvents[Name]) => void> };

export class Events {
  readonly #listeners: Listeners = {
    runs: new Set(),
    experiments: new Set(),
    datasets: new Set(),
    downloads: new Set(),
    lab: new Set(),
    reading: new Set(),
    activity: new Set(),
    settings: new Set(),
    navigate: new Set(),
  };

  /** Hears one event until the returned function is called. */
  readonly on: OnEvent = (event, listener) => {
    this.#listeners[event].add(listener);
    return () => this.#listeners[event].delete(listener);
  };

  emit<Name extends EventName>(event: Name, payload: WorkbenchEvents[Name]): void {
    for (const listener of this.#listeners[event]) listener(payload);
  }
}
