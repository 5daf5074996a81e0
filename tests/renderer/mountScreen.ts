/** Mounts a component of the renderer as the app does: stores, router, Nuxt UI, around a double of the service. */

import ui from '@nuxt/ui/vue-plugin';
import { mount } from '@vue/test-utils';
import type { VueWrapper } from '@vue/test-utils';
import UApp from '@nuxt/ui/components/App.vue';
import { createPinia, disposePinia } from 'pinia';
import { defineComponent, h } from 'vue';
import type { Component } from 'vue';
import { createMemoryHistory, createRouter } from 'vue-router';
import type { Router } from 'vue-router';
import { routes } from '../../src/renderer/src/router.ts';
import { useClient } from '../../src/renderer/src/stores/client.ts';
import type { Workbench } from '../../src/renderer/src/stores/client.ts';

export interface Mounted {
  readonly wrapper: VueWrapper;
  readonly router: Router;
  /** Takes everything down again. */
  stop(): void;
}

const Elsewhere: Component = { render: () => h('p', 'elsewhere') };

export async function mountScreen(screen: Component, workbench: Workbench, path = '/'): Promise<Mounted> {
  const pinia = createPinia();
  const detach = useClient(pinia).attach(workbench);
  const router = createRouter({
    history: createMemoryHistory(),
    // The app's own addresses and names, without their screens.
    routes: routes.flatMap(({ path: address, name }) =>
      name === undefined ? [] : [{ path: address, name, component: Elsewhere }],
    ),
  });
  await router.push(path);
  const inApp = defineComponent({ render: () => h(UApp, null, { default: () => h(screen) }) });
  const wrapper = mount(inApp, { attachTo: document.body, global: { plugins: [pinia, router, ui] } });
  const stop = (): void => {
    wrapper.unmount();
    disposePinia(pinia);
    detach();
  };
  return { wrapper, router, stop };
}
