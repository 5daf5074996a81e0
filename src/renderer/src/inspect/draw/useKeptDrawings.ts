/** Drawings kept as test images: by label, in the workspace, to be tried on every run. */

import { onMounted, shallowRef } from 'vue';
import type { ShallowRef } from 'vue';
import type { Drawing } from '../../../../shared/contract.ts';
import type { Stroke } from '../../../../shared/draw/strokes.ts';
import { messageOf } from '../../../../shared/errors.ts';
import { z } from '../../../../shared/zod.ts';
import { useClient } from '../../stores/client.ts';

export interface KeptDrawings {
  /** Latest first. */
  readonly list: Readonly<ShallowRef<readonly Drawing[]>>;
  readonly problem: Readonly<ShallowRef<string | null>>;
  keep(drawing: Omit<Drawing, 'id' | 'createdAt'>): Promise<void>;
  remove(id: string): Promise<void>;
}

const strokesSchema = z.array(z.array(z.object({ x: z.number(), y: z.number() })).min(1));

/** The strokes of a kept drawing; none where it was kept in another form. */
export function strokesOf({ strokes }: Pick<Drawing, 'strokes'>): readonly Stroke[] {
  const parsed = strokesSchema.safeParse(strokes);
  return parsed.success ? parsed.data : [];
}

export function useKeptDrawings(): KeptDrawings {
  const { api } = useClient();
  const list = shallowRef<readonly Drawing[]>([]);
  const problem = shallowRef<string | null>(null);

  async function attempt(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
      list.value = await api.listDrawings({});
      problem.value = null;
    } catch (error) {
      problem.value = messageOf(error);
    }
  }
  onMounted(() => attempt(() => Promise.resolve()));
  return {
    list,
    problem,
    keep: (drawing) => attempt(() => api.saveDrawing(drawing)),
    remove: (id) => attempt(() => api.removeDrawing({ id })),
  };
}
