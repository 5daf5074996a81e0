/** The built-in recipes. They do not change while the app is open. */

import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { Recipe } from '../../../shared/contract.ts';
import { useClient, useResync } from './client.ts';
import { useLoader } from './loading.ts';

export const useRecipes = defineStore('recipes', () => {
  const client = useClient();
  const list = shallowRef<readonly Recipe[]>([]);
  const { state, load } = useLoader(async () => {
    list.value = await client.api.listRecipes({});
  });
  useResync(() => void (state.value.status === 'ready' || load()));
  void load();
  return { list, state, load };
});
