/**
 * The order of files in a tree of images, `train/<class>/*.png` and `test/<class>/*.png`, from their paths alone. Pure.
 *
 * The tree may lie inside further folders, and may lack `train` and `test`: then its images are not split. Classes and the
 * files of a class are in natural order (2 before 10): class after class, training images before test images.
 */

import { UserError } from '../../shared/errors.ts';

export interface TreeImage {
  /** Position in the list of paths that was given. */
  readonly file: number;
  readonly label: number;
  readonly isTest: boolean;
  /** `train/3/0001.png`: without the folders around the tree. */
  readonly path: string;
}

export interface Tree {
  /** Training images first. */
  readonly images: readonly TreeImage[];
  readonly classNames: readonly string[];
  /** Other files beside the images, which are not read. */
  readonly others: number;
}

const splitNames: Readonly<Record<string, 'train' | 'test'>> = {
  train: 'train',
  training: 'train',
  test: 'test',
  testing: 'test',
};
const isPng = (path: string): boolean => /\.png$/i.test(path);
/** What systems leave behind: hidden files, macOS's second copies. */
const isJunk = (path: string): boolean => /(^|\/)(\.|__MACOSX\/|Thumbs\.db$)/.test(path);
const natural = new Intl.Collator('en', { numeric: true }).compare;
const compareNames = (a: string, b: string): number => natural(a, b) || (a < b ? -1 : Number(a > b));

/** Whether some of these paths are images in folders. */
export const hasTree = (paths: readonly string[]): boolean =>
  paths.some((path) => isPng(path) && path.includes('/') && !isJunk(path));

/**
 * @param paths of all files, with forward slashes
 * @param name how errors call the tree
 * @throws UserError 'dataset' when the folders do not form such a tree
 */
export function arrangeTree(paths: readonly string[], name: string): Tree {
  const images = paths.flatMap((path, file) =>
    isPng(path) && !isJunk(path) ? [{ file, parts: path.split('/') }] : [],
  );
  const others = paths.filter((path) => !isPng(path) && !isJunk(path)).length;
  const top = commonDepth(images.map((image) => image.parts));
  const found = images.map(({ file, parts }) => ({ file, parts: parts.slice(top) }));
  const isSplit = found.some(({ parts }) => isSplitName(parts[0]!));
  const depth = isSplit ? 3 : 2;
  const misplaced = found.find(({ parts }) => parts.length !== depth || (isSplit && !isSplitName(parts[0]!)));
  if (misplaced) throw wrongPlace(misplaced.parts.join('/'), isSplit, name);
  const isTest = (parts: readonly string[]) => isSplit && splitNames[parts[0]!.toLowerCase()] === 'test';
  const classOf = (parts: readonly string[]) => parts[depth - 2]!;

  const trained = found.filter(({ parts }) => !isTest(parts)).map(({ parts }) => classOf(parts));
  const classNames = [...new Set(trained)].sort(compareNames);
  const labels = new Map(classNames.map((className, label) => [className, label]));
  checkClasses(classNames, name);
  const listed = found.map(({ file, parts }): TreeImage => {
    const label = labels.get(classOf(parts));
    if (label === undefined)
      throw new UserError(
        'dataset',
        `${name}: there are test images of the class ${classOf(parts)} but no training images (classes: ` +
          `${classNames.join(', ')}); add some, or remove that folder.`,
      );
    return { file, label, isTest: isTest(parts), path: parts.join('/') };
  });
  listed.sort((a, b) => Number(a.isTest) - Number(b.isTest) || a.label - b.label || compareNames(a.path, b.path));
  return { images: listed, classNames, others };
}

const isSplitName = (folder: string): boolean => Object.hasOwn(splitNames, folder.toLowerCase());

/** How many folders lie around the whole tree. */
function commonDepth(images: readonly (readonly string[])[]): number {
  const [first = []] = images;
  let depth = 0;
  // Two folders remain at least where there is one class only: the class, and the file in it.
  while (
    depth < first.length - 2 &&
    !isSplitName(first[depth]!) &&
    images.every((parts) => parts[depth] === first[depth] && parts.length > depth + 2)
  )
    depth++;
  return depth;
}

const layout = 'train/<class>/*.png and test/<class>/*.png, or <class>/*.png without a split';

function wrongPlace(path: string, isSplit: boolean, name: string): UserError {
  const what = isSplit && !isSplitName(path.split('/')[0]!) ? 'beside train and test' : 'at another depth';
  return new UserError('dataset', `${name}: ${path} lies ${what}, expected ${layout}; move or remove it.`);
}

function checkClasses(classNames: readonly string[], name: string): void {
  if (classNames.length >= 2 && classNames.length <= 65_536) return;
  throw new UserError(
    'dataset',
    `${name}: there are training images of ${classNames.length} classes, at least two are needed; expected ${layout}.`,
  );
}
