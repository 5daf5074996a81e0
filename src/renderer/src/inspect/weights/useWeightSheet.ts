/** Saves the images of all units as one PNG sheet, in the order and on the scale of the screen, on white. */

import { scaleEnd, weightsOf } from '../../../../shared/analysis/weightImages.ts';
import type { UnitWeights } from '../../../../shared/analysis/weightImages.ts';
import { UserError } from '../../../../shared/errors.ts';
import { formatCount, plural } from '../../../../shared/format.ts';
import { runName } from '../../../../shared/names.ts';
import { fileName } from '../../charts/fileName.ts';
import { useNotify } from '../../frame/toasts.ts';
import { download } from '../../ui/download.ts';
import { drawSheet, mostOnSheet } from '../export/sheet.ts';
import { fitted } from '../images/drawImages.ts';
import { useInspect } from '../useInspect.ts';
import { diverging, paintDiverging } from './diverging.ts';
import { weightText } from './tiles.ts';

export interface WeightSheet {
  readonly weights: UnitWeights;
  readonly order: Uint32Array; // (units)
  readonly isCommon: boolean;
  readonly shape: readonly [height: number, width: number];
  readonly nameOf: (unit: number) => string;
}

export function useWeightSheet(): (sheet: WeightSheet) => void {
  const { run, epochSaid } = useInspect();
  const notify = useNotify();

  async function save(sheet: WeightSheet): Promise<void> {
    if (!run.value) return;
    const { units, end } = sheet.weights;
    if (units > mostOnSheet)
      throw new UserError(
        'invalid-input',
        `A sheet holds at most ${formatCount(mostOnSheet)} images, and these are ${formatCount(units)} units. Export the weights as NPZ from the run’s page instead.`,
      );
    const { experimentName } = run.value;
    const scale = sheet.isCommon ? `scale ±${weightText(end)}` : 'each on its own scale';
    const title = `${experimentName}, ${runName(run.value)}, ${epochSaid.value}: weights of ${plural(units, 'unit')}, ${scale}, orange above zero`;
    const png = await drawSheet(title, shapeOf(sheet), tilesOf(sheet), painter(sheet));
    download(png, `${fileName(experimentName, runName(run.value), 'weights', epochSaid.value)}.png`);
  }
  return (sheet) => void notify.attempt('Export', () => save(sheet));
}

const shapeOf = ({ shape: [height, width] }: WeightSheet) => ({ height, width });

const tilesOf = ({ weights, order, nameOf }: WeightSheet) =>
  Array.from(order, (unit) => ({ left: nameOf(unit).replace(/^unit /, '#'), right: weightText(weights.norms[unit]!) }));

/** Draws one image into its square. The sheet is white: the colours are those of the light theme. */
function painter({ weights, order, isCommon, shape }: WeightSheet): Parameters<typeof drawSheet>[3] {
  const [height, width] = shape;
  const small = document.createElement('canvas');
  small.width = width;
  small.height = height;
  const data = new ImageData(width, height);
  return (context, index, square) => {
    const values = weightsOf(weights, order[index]!);
    paintDiverging(values, isCommon ? weights.end : scaleEnd(values), diverging.light, data.data);
    small.getContext('2d')?.putImageData(data, 0, 0);
    const place = fitted({ height, width }, square);
    context.imageSmoothingEnabled = false;
    context.drawImage(small, place.x, place.y, place.width, place.height);
    context.strokeStyle = '#e4e4e7';
    context.strokeRect(place.x - 0.5, place.y - 0.5, place.width + 1, place.height + 1);
  };
}
