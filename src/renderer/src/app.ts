/** Puts the application together around a workbench, whichever host provides it. */

import ui from '@nuxt/ui/vue-plugin';
import { createPinia, disposePinia } from 'pinia';
import { createApp } from 'vue';
import type { App as VueApp } from 'vue';
import App from './App.vue';
import { makeRouter } from './router.ts';
import { useClient } from './stores/client.ts';
import type { Workbench } from './stores/client.ts';
import { useTheme } from './stores/theme.ts';
import './style.css';

/** Mounts the app on `element`. Unmounting it stops every listener. */
export function mountApp(workbench: Workbench, element: string | Element): VueApp {
  const app = createApp(App);
  const pinia = createPinia();
  app.use(pinia);
  const detach = useClient(pinia).attach(workbench);
  const stopTheme = useTheme(pinia).start();
  const router = makeRouter();
  // The host's menu leads to the same screens as the rail.
  const stopNavigation = workbench.on('navigate', (path) => void router.push(path));
  app.use(router).use(ui);
  app.onUnmount(() => {
    stopNavigation();
    stopTheme();
    disposePinia(pinia);
    detach();
  });
  app.mount(element);
  return app;
}
