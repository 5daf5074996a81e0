// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import { ref } from 'vue';
import { createMemoryHistory, createRouter } from 'vue-router';
import { useArrival } from '../../../src/renderer/src/experiments/useArrival.ts';

async function arrive(address: string) {
  const listed = ref(['old']);
  const shown: string[] = [];
  const screen = {
    setup: () => useArrival(() => listed.value, (id) => shown.push(id)), // prettier-ignore
    render: () => null,
  };
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/', component: screen }] });
  await router.push(address);
  const wrapper = mount(screen, { global: { plugins: [router] } });
  await flushPromises();
  return { listed, shown, router, wrapper };
}

describe('an address that names an experiment', () => {
  it('shows it once it is listed, and only once', async () => {
    const { listed, shown, router, wrapper } = await arrive('/?experiment=new');
    expect(shown).toEqual([]);
    listed.value = ['new', 'old'];
    await flushPromises();
    expect(shown).toEqual(['new']);
    expect(router.currentRoute.value.fullPath).toBe('/');
    listed.value = ['newer', 'new', 'old'];
    await flushPromises();
    expect(shown).toEqual(['new']);
    wrapper.unmount();
  });

  it('shows nothing where it names none', async () => {
    const { shown, wrapper } = await arrive('/');
    expect(shown).toEqual([]);
    wrapper.unmount();
  });
});
