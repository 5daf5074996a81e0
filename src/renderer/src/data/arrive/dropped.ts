/**
 * What a person dropped or chose, as files with their folders. Entries of the system that are no data (`.DS_Store` and its
 * like) are left out.
 */

export interface SentFile {
  /** Folders and file, separated by `/`. */
  readonly name: string;
  readonly file: File;
}

const isNoise = (name: string): boolean => /(^|\/)(\.|__MACOSX\/|Thumbs\.db$|desktop\.ini$)/i.test(name);

/** Everything below these entries of a drop. Several at the top are put into one folder, so that they stay together. */
export async function filesOfEntries(
  entries: readonly FileSystemEntry[],
  signal: AbortSignal,
  onFound: (count: number) => void = () => undefined,
): Promise<SentFile[]> {
  const found: SentFile[] = [];
  async function walk(entry: FileSystemEntry, prefix: string): Promise<void> {
    signal.throwIfAborted();
    const name = prefix + entry.name;
    if (isNoise(name)) return;
    if (isFile(entry)) {
      found.push({ name, file: await new Promise<File>((resolve, reject) => entry.file(resolve, reject)) });
      onFound(found.length);
    } else if (isFolder(entry)) for (const inside of await readAll(entry)) await walk(inside, `${name}/`);
  }
  for (const entry of entries) await walk(entry, '');
  return together(found);
}

/** The files of a file field; those of a chosen folder know their place in it. */
export function filesOfField(list: FileList): SentFile[] {
  const files = Array.from(list, (file) => ({ name: file.webkitRelativePath || file.name, file }));
  return together(files.filter(({ name }) => !isNoise(name)));
}

const topOf = (name: string): string => name.split('/', 1)[0] ?? name;

/** Puts files that lie beside one another into a folder, so that there is one thing to add. */
export function together(files: readonly SentFile[]): SentFile[] {
  const tops = new Set(files.map(({ name }) => topOf(name)));
  return tops.size <= 1 ? [...files] : files.map(({ name, file }) => ({ name: `files/${name}`, file }));
}

/** What to call it while it is brought in: the file, the folder, or how many files. */
export function nameOf(files: readonly SentFile[]): string {
  const tops = new Set(files.map(({ name }) => topOf(name)));
  const [only] = tops;
  return only === undefined || only === 'files' ? `${files.length} files` : only;
}

/** What to add of several paths: the folder that they lie in. The separator is that of the system they come from. */
export function pathToAdd(paths: readonly string[]): string | null {
  const [first] = paths;
  if (first === undefined || paths.length === 1) return first ?? null;
  const folderOf = (path: string): string => path.replace(/[\\/][^\\/]*$/, '');
  return paths.every((path) => folderOf(path) === folderOf(first)) ? folderOf(first) : first;
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

/** A folder is read in portions, until one is empty. */
async function readAll(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return all;
    all.push(...some);
  }
}
