/**
 * Files that the workbench itself put into its workspace for a dataset: downloads, uploads, points. They go when nobody can
 * ask for them any more; what lies elsewhere is the person's and is never touched.
 */

import { readdir, rm, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** Folders of the workspace, by what puts files there. Each holds one folder or file per dataset. */
export const ownFolders = { downloads: 'datasets', uploads: 'uploads', points: 'points' } as const;

/** The folder or file of the workspace that a dataset's path lies in; null where it lies elsewhere. Pure. */
export function ownRoot(workspace: string, path: string): string | null {
  const [folder, name] = relative(workspace, path).split(sep);
  const isOwn = Object.values<string | undefined>(ownFolders).includes(folder);
  return isOwn && folder && name && name !== '..' ? join(workspace, folder, name) : null;
}

/** How the workbench came by the files at a path; undefined where a person has them there. Pure. */
export function originOf(workspace: string, path: string): string | undefined {
  return ownRoot(workspace, path)?.startsWith(join(workspace, ownFolders.uploads))
    ? 'sent from the browser'
    : undefined;
}

/** Removes the files of datasets that are gone, but none that another dataset uses. */
export async function removeOwnFiles(
  workspace: string,
  gone: readonly (string | null)[],
  used: readonly (string | null)[],
): Promise<void> {
  const rootsOf = (paths: readonly (string | null)[]) =>
    new Set(paths.map((path) => (path === null ? null : ownRoot(workspace, path))).filter((root) => root !== null));
  const kept = rootsOf(used);
  for (const root of rootsOf(gone)) if (!kept.has(root)) await rm(root, { recursive: true, force: true });
}

/** An upload that nothing uses after so long was broken off: by a closed page, or a crash. */
const abandonedAfter = 24 * 60 * 60 * 1000;

/** Removes uploads that were broken off long ago; younger ones may belong to another process. */
export async function sweepUploads(
  workspace: string,
  used: readonly (string | null)[],
  now = Date.now(),
): Promise<void> {
  const folder = join(workspace, ownFolders.uploads);
  const names = await readdir(folder).catch(() => []);
  const stale: string[] = [];
  for (const name of names) {
    const stats = await stat(join(folder, name)).catch(() => null);
    if (stats && now - stats.mtimeMs > abandonedAfter) stale.push(join(folder, name));
  }
  await removeOwnFiles(workspace, stale, used);
}
