/** Panels that share a place, one of them shown: handed down to the frame of whichever panel is shown. */

import { inject, provide } from 'vue';
import type { InjectionKey } from 'vue';

export interface Tab {
  readonly id: string;
  readonly label: string;
}

export interface Tabs {
  readonly tabs: readonly Tab[];
  readonly current: Tab;
  choose(id: string): void;
}

const injection: InjectionKey<() => Tabs> = Symbol('tabs');

export const provideTabs = (tabs: () => Tabs): void => provide(injection, tabs);

/** Reactive through its getters. */
export function useTabs(): Tabs {
  const tabs = inject(injection);
  if (!tabs) throw new Error('PanelFrame: used outside of the left column of Inspect');
  return {
    get tabs() {
      return tabs().tabs;
    },
    get current() {
      return tabs().current;
    },
    choose: (id) => tabs().choose(id),
  };
}
