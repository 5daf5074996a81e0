import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import type { Drawing, ImageTag } from '../../../src/shared/contract.ts';
import { migrate, migrations } from '../../../src/main/store/migrations.ts';
import { anExperiment, aRun, aWorkspace, open } from './support.ts';

const tag = (number: number, name = 'odd', part: 'train' | 'test' = 'test'): ImageTag => ({ tag: name, part, number });

describe('image tags', () => {
  it('belong to a dataset, a part and a number; giving and taking twice changes nothing', async () => {
    const store = await open(aWorkspace());
    await store.tagImages('a', [tag(5), tag(3), tag(5), tag(3, 'odd', 'train')], true);
    await store.tagImages('a', [tag(5), tag(5, 'again')], true);
    await store.tagImages('b', [tag(9)], true);
    expect(await store.listImageTags('a')).toEqual([tag(3, 'odd', 'train'), tag(3), tag(5, 'again'), tag(5)]);

    await store.tagImages('a', [tag(5), tag(4)], false);
    await store.tagImages('a', [tag(5)], false);
    expect(await store.listImageTags('a')).toEqual([tag(3, 'odd', 'train'), tag(3), tag(5, 'again')]);
    await store.tagImages('a', [tag(5)], true);
    expect(await store.listImageTags('a')).toEqual([tag(3, 'odd', 'train'), tag(3), tag(5, 'again'), tag(5)]);
    expect(await store.listImageTags('b')).toEqual([tag(9)]);
  });

  it('by the ten thousand are one quick transaction', async () => {
    const store = await open(aWorkspace());
    const many = Array.from({ length: 10_000 }, (_, number) => tag(number));
    await store.tagImages('a', many, true);
    expect(await store.listImageTags('a')).toEqual(many);
  });
});

describe('drawings', () => {
  const drawing = (id: string, createdAt: number): Drawing => ({
    id,
    createdAt,
    label: createdAt % 2 ? createdAt : null,
    height: 2,
    width: 3,
    pixels: Uint8Array.of(0, 1, 2, 3, 4, 255),
    strokes: [{ points: [0.5, 1, null], pen: 'thick' }],
  });

  it('come back latest first, pixel by pixel, and leave when removed', async () => {
    const workspace = aWorkspace();
    const store = await open(workspace);
    const [one, two, three] = [drawing('one', 1), drawing('two', 2), drawing('three', 3)];
    for (const each of [two, three, one]) await store.saveDrawing(each);
    expect(one.pixels).toHaveLength(6); // the caller keeps its pixels
    expect(await store.listDrawings()).toEqual([three, two, one]);
    await store.removeDrawing('two');
    await store.removeDrawing('nobody');
    expect(await store.listDrawings()).toEqual([three, one]);
    await store.saveDrawing(two);
    await store.saveDrawing({ ...one, label: 7 });
    expect(await store.listDrawings()).toEqual([three, two, { ...one, label: 7 }]);
  });
});

describe('weights of a step', () => {
  it('are listed ascending and read one by one', async () => {
    const store = await open(aWorkspace());
    await store.insertExperiment(anExperiment('e'), [aRun('a', 'e')]);
    expect(await store.listWeights('a')).toEqual([]);
    for (const step of [550, 0, 1100]) await store.writeWeights('a', step, Uint8Array.of(step % 251));
    expect(await store.listWeights('a')).toEqual([0, 550, 1100]);
    expect(await store.readWeights('a', 550)).toStrictEqual({ step: 550, npz: Uint8Array.of(550 % 251) });
    expect(await store.readWeights('a', 551)).toBeNull();
    expect((await store.readWeights('a'))!.step).toBe(1100);
  });
});

describe('a workspace of the version before', () => {
  it('keeps what it has and gains the tables', async () => {
    const workspace = aWorkspace();
    const file = join(workspace, 'workbench.sqlite');
    const old = new DatabaseSync(`${file}.old`);
    migrate(old, `${file}.old`, migrations.slice(0, 3));
    old.exec("INSERT INTO views (name, savedAt, view) VALUES ('mine', 1, '{}')");
    old.close();
    renameSync(`${file}.old`, file);
    const store = await open(workspace);
    expect(await store.listViews()).toEqual([{ name: 'mine', savedAt: 1, view: {} }]);
    expect(await store.listDrawings()).toEqual([]);
    expect(await store.listImageTags('a')).toEqual([]);
  });
});
