// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { flushPromises } from '@vue/test-utils';
import { useArrivals } from '../../../src/renderer/src/data/arrive/arrivals.ts';
import {
  filesOfEntries,
  nameOf,
  pathToAdd,
  together,
  type SentFile,
} from '../../../src/renderer/src/data/arrive/dropped.ts';
import DropZone from '../../../src/renderer/src/data/arrive/DropZone.vue';
import { sendFiles } from '../../../src/renderer/src/data/arrive/sendFiles.ts';
import { UserError } from '../../../src/shared/errors.ts';
import { inScope } from '../inScope.ts';
import { mountScreen } from '../mountScreen.ts';
import type { Mounted } from '../mountScreen.ts';
import { added, dataWorkbench } from './dataWorkbench.ts';

let mounted: Mounted | undefined;
afterEach(() => {
  mounted?.stop();
  mounted = undefined;
});

const never = new AbortController().signal;
const file = (name: string, size = 3): SentFile => ({ name, file: new File([new Uint8Array(size).fill(7)], name) });

/** A folder or file as a drop hands it over; folders give their content in portions of two. */
function entry(name: string, inside?: unknown[]): FileSystemEntry {
  const portions = inside?.flatMap((_, i) => (i % 2 === 0 ? [inside.slice(i, i + 2)] : [])) ?? [];
  const made: Record<string, unknown> = {
    name,
    isFile: inside === undefined,
    isDirectory: inside !== undefined,
    file: (resolve: (file: File) => void) => resolve(new File(['x'], name)),
    createReader: () => ({ readEntries: (resolve: (list: unknown[]) => void) => resolve(portions.shift() ?? []) }),
  };
  return made as Partial<FileSystemEntry> as FileSystemEntry;
}

describe('what was dropped', () => {
  it('is every file below, by its place, without what is no data', async () => {
    const tree = entry('digits', [
      entry('train', [entry('a.png'), entry('b.png'), entry('c.png')]),
      entry('.DS_Store'),
      entry('test', []),
      entry('__MACOSX', [entry('x')]),
      entry('labels.csv'),
    ]);
    const found = await filesOfEntries([tree], never);
    expect(found.map(({ name }) => name)).toEqual([
      'digits/train/a.png',
      'digits/train/b.png',
      'digits/train/c.png',
      'digits/labels.csv',
    ]);
    expect(nameOf(found)).toBe('digits');
  });

  it('stays together where it is several files', () => {
    const four = together([file('train-images'), file('train-labels')]);
    expect(four.map(({ name }) => name)).toEqual(['files/train-images', 'files/train-labels']);
    expect(nameOf(four)).toBe('2 files');
    expect(together([file('x.npz')])[0]!.name).toBe('x.npz');
  });

  it.each([
    [['/data/mnist'], '/data/mnist'],
    [['/data/mnist/a.gz', '/data/mnist/b.gz'], '/data/mnist'],
    [['C:\\data\\a', 'C:\\data\\b'], 'C:\\data'],
    [['/one/a', '/two/b'], '/one/a'],
    [[], null],
  ])('of this machine %j is %s', (paths, expected) => expect(pathToAdd(paths)).toBe(expected));
});

describe('sending', () => {
  function receiver() {
    const kept = new Map<string, number>();
    const discardUpload = vi.fn(async () => undefined);
    const uploadChunk = vi.fn(async (chunk: { upload: string; name: string; offset: number; bytes: Uint8Array }) => {
      expect(chunk.offset).toBe(kept.get(chunk.name) ?? 0);
      kept.set(chunk.name, chunk.offset + chunk.bytes.length);
      return { path: `/w/${chunk.upload}/${chunk.name.split('/')[0]}` };
    });
    return { kept, uploadChunk, discardUpload };
  }

  it('goes through every file in chunks, in order, and adds up', async () => {
    const api = receiver();
    const files = [file('d/a', 250), file('d/empty', 0), ...Array.from({ length: 30 }, (_, i) => file(`d/${i}`, i))];
    const told: [number, number][] = [];
    const { path, upload } = await sendFiles(api, files, {
      signal: never,
      chunk: 100,
      onProgress: (sent, total) => told.push([sent, total]),
    });
    expect(path).toBe(`/w/${upload}/d`);
    expect([...api.kept].sort()).toEqual(files.map(({ name, file: { size } }) => [name, size]).sort());
    expect(told.at(-1)).toEqual([685, 685]);
    expect(api.uploadChunk.mock.calls.filter(([{ name }]) => name === 'd/a').map(([{ offset }]) => offset)).toEqual([
      0, 100, 200,
    ]);
    expect(api.discardUpload).not.toHaveBeenCalled();
  });

  it('takes back what it sent when it is stopped or refused', async () => {
    const api = receiver();
    const controller = new AbortController();
    const onProgress = () => controller.abort(new Error('enough'));
    const sending = sendFiles(api, [file('a', 500)], { signal: controller.signal, chunk: 100, onProgress });
    await expect(sending).rejects.toThrow('enough');
    expect(api.discardUpload).toHaveBeenCalledOnce();
    api.uploadChunk.mockRejectedValueOnce(new UserError('workspace', 'full'));
    await expect(sendFiles(api, [file('b')], { signal: never, onProgress: () => undefined })).rejects.toThrow('full');
    expect(api.discardUpload).toHaveBeenCalledTimes(2);
  });

  it('says so where there is nothing to send', async () => {
    await expect(sendFiles(receiver(), [], { signal: never, onProgress: () => undefined })).rejects.toThrow(
      'There is no file in what was dropped.',
    );
  });
});

describe('an arrival', () => {
  it('that was stopped while it was read is taken out again', async () => {
    const reading = Promise.withResolvers<typeof added>();
    const addDataset = vi.fn((_: { task?: string | undefined }) => reading.promise);
    const cancelReading = vi.fn(async () => undefined);
    const workbench = dataWorkbench({ addDataset, cancelReading });
    const { made: arrivals, stop } = inScope(workbench, () => useArrivals());
    const bringing = arrivals.bringPath('/home/me/letters', 'ask');
    expect(arrivals.current).toEqual({ status: 'reading', name: 'letters', fraction: 0 });
    const task = addDataset.mock.calls[0]![0].task!;
    workbench.emit('reading', { task: 'another', fraction: 0.9 });
    workbench.emit('reading', { task, fraction: 0.5 });
    expect(arrivals.current).toMatchObject({ fraction: 0.5 });
    await expect(arrivals.bringPath('/other', 'ask')).rejects.toThrow('Something else is being added');
    arrivals.cancel();
    expect(cancelReading).toHaveBeenCalledWith({ task });
    reading.resolve(added);
    expect(await bringing).toBeNull();
    expect(workbench.changes).toEqual([['remove', { id: 'letters' }]]);
    expect(arrivals.current).toBeNull();
    stop();
  });
});

describe('the window', () => {
  const drag = (type: string, dataTransfer: unknown): Event =>
    Object.assign(new Event(type, { cancelable: true, bubbles: true }), { dataTransfer });
  const files = { types: ['Files'], files: [new File(['x'], 'letters.npz')], items: [] };

  it('says what a drop will do, adds a path where the host knows it, and shows the dataset', async () => {
    const addDataset = vi.fn(async () => added);
    const workbench = { ...dataWorkbench({ addDataset }), pathOf: ({ name }: File) => `/home/me/${name}` };
    mounted = await mountScreen(DropZone, workbench);
    window.dispatchEvent(drag('dragenter', files));
    await flushPromises();
    expect(document.body.textContent).toContain('Drop it to add it to your datasets');
    expect(document.body.textContent).toContain('It is read where it lies');
    const dropped = drag('drop', files);
    window.dispatchEvent(dropped);
    await flushPromises();
    expect(dropped.defaultPrevented).toBe(true);
    expect(addDataset).toHaveBeenCalledWith({ path: '/home/me/letters.npz', task: expect.any(String) });
    expect(mounted.router.currentRoute.value.path).toBe('/data/letters');
    expect(document.body.textContent).not.toContain('Drop it to add it');
  });

  it('sends what it cannot name, and says what the service refused', async () => {
    const discardUpload = vi.fn(async () => undefined);
    const workbench = dataWorkbench({
      uploadChunk: async ({ upload, name }) => ({ path: `/w/${upload}/${name}` }),
      addDataset: () => Promise.reject(new UserError('dataset', 'letters.npz: there are no images in it.')),
      discardUpload,
    });
    mounted = await mountScreen(DropZone, workbench);
    window.dispatchEvent(drag('drop', { ...files, items: [{ webkitGetAsEntry: () => entry('letters.npz') }] }));
    await vi.waitFor(() => expect(document.body.textContent).toContain('letters.npz: there are no images in it.'));
    expect(discardUpload).toHaveBeenCalledOnce();
  });

  it('asks about broken images, and reads again without them what it has sent already', async () => {
    const uploadChunk = vi.fn(async ({ upload, name }: { upload: string; name: string }) => ({
      path: `/w/${upload}/${name}`,
    }));
    const sentence = 'letters.npz: 3 of 90 images cannot be used: a.png is cut off';
    const addDataset = vi.fn(async ({ skipBroken }: { path: string; skipBroken?: boolean | undefined }) => {
      if (!skipBroken) throw new UserError('broken', sentence);
      return added;
    });
    const discardUpload = vi.fn(async () => undefined);
    mounted = await mountScreen(DropZone, dataWorkbench({ uploadChunk, addDataset, discardUpload }));
    const drop = async (): Promise<HTMLElement> => {
      window.dispatchEvent(drag('drop', { ...files, items: [{ webkitGetAsEntry: () => entry('letters.npz') }] }));
      return vi.waitFor(() => {
        const card = document.querySelector<HTMLElement>('section[aria-label="Data being added"]');
        expect(card?.textContent).toContain(sentence);
        return card!;
      });
    };
    const press = (card: HTMLElement, label: string): void =>
      [...card.querySelectorAll('button')].find(({ textContent }) => textContent?.trim() === label)!.click();

    press(await drop(), 'Cancel');
    await vi.waitFor(() => expect(discardUpload).toHaveBeenCalledOnce());
    expect(addDataset).toHaveBeenCalledOnce();
    await flushPromises();

    press(await drop(), 'Read again without what is broken');
    await vi.waitFor(() => expect(mounted!.router.currentRoute.value.path).toBe('/data/letters'));
    expect(addDataset).toHaveBeenLastCalledWith(expect.objectContaining({ skipBroken: true }));
    expect(addDataset.mock.lastCall![0].path).toBe(addDataset.mock.calls[1]![0].path);
    expect(uploadChunk, 'sent once for each drop').toHaveBeenCalledTimes(2);
    expect(discardUpload).toHaveBeenCalledOnce();
  });

  it('lets text be dragged as before', async () => {
    mounted = await mountScreen(DropZone, dataWorkbench());
    const dropped = drag('drop', { types: ['text/plain'] });
    window.dispatchEvent(dropped);
    expect(dropped.defaultPrevented).toBe(false);
  });
});
