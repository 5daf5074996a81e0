/** Hands over the marked images, or the whole gallery where none is marked: as CSV or as one PNG sheet. */

import type { DropdownMenuItem } from '@nuxt/ui/components/DropdownMenu.vue';
import type { ImagePixels } from '../../../../shared/contract.ts';
import { UserError } from '../../../../shared/errors.ts';
import { formatCount, plural } from '../../../../shared/format.ts';
import { runName } from '../../../../shared/names.ts';
import { fileName } from '../../charts/fileName.ts';
import { useNotify } from '../../frame/toasts.ts';
import { useClient } from '../../stores/client.ts';
import { download } from '../../ui/download.ts';
import { tileOf } from '../gallery/tile.ts';
import type { Inspect } from '../useInspect.ts';
import { predictionsCsv } from './predictionsCsv.ts';
import { mostOnSheet, sheetPng } from './sheet.ts';

/** Images of one call, as many as the contract allows. */
const perCall = 4096;

export function useGalleryExport(inspect: Inspect): () => DropdownMenuItem[] {
  const { api } = useClient();
  const notify = useNotify();

  /** What is on screen at the moment of the click, in the gallery's order. */
  function chosen() {
    const { run, predictions, scores, positions, picked, split, epochSaid } = inspect;
    if (!run.value || !predictions.value || !scores.value || positions.value.length === 0)
      throw new UserError(
        'invalid-input',
        'There are no images to export. Widen the filter, or wait for the predictions.',
      );
    const marked =
      picked.value.size > 0 ? positions.value.filter((position) => picked.value.has(position)) : positions.value;
    // Marks outlive a narrower filter: what is marked is exported even where it is not in sight.
    const all = picked.value.size > marked.length ? Uint32Array.from(picked.value).sort() : marked;
    const { experimentName, id } = run.value;
    const subject = `${experimentName}, ${runName(run.value)}, ${split.value}, ${epochSaid.value}`;
    return {
      id,
      predictions: predictions.value,
      scores: scores.value,
      positions: all,
      title: `${subject}: ${plural(all.length, 'image')}`,
      name: fileName(experimentName, runName(run.value), split.value, epochSaid.value),
    };
  }

  function csv(): void {
    const { predictions, scores, positions, name } = chosen();
    download(new Blob([predictionsCsv(predictions, scores, positions)], { type: 'text/csv' }), `${name}.csv`);
  }

  async function sheet(): Promise<void> {
    const { id, predictions, scores, positions, title, name } = chosen();
    if (positions.length > mostOnSheet)
      throw new UserError(
        'invalid-input',
        `A sheet holds at most ${formatCount(mostOnSheet)} images, and these are ${formatCount(positions.length)}. Narrow the filter, or mark some of them.`,
      );
    const fetched: ImagePixels[] = [];
    for (let from = 0; from < positions.length; from += perCall)
      fetched.push(
        await api.getImages({
          source: { kind: 'run', id, split: predictions.split },
          positions: positions.slice(from, from + perCall),
        }),
      );
    const tiles = Array.from(positions, (position) => {
      const { said, value } = tileOf(predictions, scores, position);
      return { left: said, right: value };
    });
    download(await sheetPng(title, joined(fetched), tiles), `${name}.png`);
  }

  const attempt = (run: () => void | Promise<void>) => (): void => void notify.attempt('Export', async () => run());
  return () => {
    const what = inspect.picked.value.size > 0 ? `${formatCount(inspect.picked.value.size)} marked` : 'gallery';
    return [
      { label: `Predictions as CSV (${what})`, icon: 'i-lucide-table', onSelect: attempt(csv) },
      { label: `Images as one PNG sheet (${what})`, icon: 'i-lucide-image', onSelect: attempt(sheet) },
    ];
  };
}

function joined(parts: readonly ImagePixels[]): ImagePixels {
  const [first] = parts;
  if (!first) throw new Error('sheet: no images');
  const pixels = new Uint8Array(parts.reduce((sum, part) => sum + part.pixels.length, 0));
  let at = 0;
  for (const part of parts) {
    pixels.set(part.pixels, at);
    at += part.pixels.length;
  }
  return { height: first.height, width: first.width, pixels };
}
