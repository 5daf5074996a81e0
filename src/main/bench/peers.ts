/** All peers that this machine has, each by the first Python that has it, for any number of threads. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { denseImage } from '../datasets/sparse.ts';
import type { LoadedData } from '../runs/placement.ts';
import { openPeer, peerNames, pythonPrograms, type PeerData, type PeerName, type PeerWork } from './python.ts';
import type { PythonPeer } from './python.ts';

export interface Peers {
  readonly versions: Readonly<Partial<Record<PeerName, string>>>;
  /** Makes images known under a name; every Python process that is started later knows them too. */
  load(name: string, data: LoadedData): Promise<void>;
  /** Seconds of one epoch; null where this machine lacks the peer or the peer cannot do it. */
  train(work: PeerWork, threads: number): Promise<number | null>;
  /** The same work in as many processes at once, each with one thread: seconds until the last is done. */
  trainAtOnce(work: PeerWork, processes: number): Promise<number | null>;
  close(): Promise<void>;
}

export async function openPeers(programs: readonly string[] = pythonPrograms()): Promise<Peers> {
  const folder = await mkdtemp(join(tmpdir(), 'backprop-bench-'));
  const versions: Partial<Record<PeerName, string>> = {};
  const pythonOf = new Map<PeerName, string>();
  const loaded: PeerData[] = [];
  /** By program, threads and number among its equals. */
  const open = new Map<string, PythonPeer>();

  for (const python of programs) {
    const peer = await openPeer(python, 1);
    if (!peer) continue;
    for (const name of peerNames) {
      const version = peer.versions[name];
      if (version === undefined || pythonOf.has(name)) continue;
      versions[name] = version;
      pythonOf.set(name, python);
    }
    peer.close();
  }

  async function processOf(peer: PeerName, threads: number, copy = 0): Promise<PythonPeer | null> {
    const python = pythonOf.get(peer);
    if (python === undefined) return null;
    const key = `${python} ${threads} ${copy}`;
    const known = open.get(key);
    if (known) return known;
    const started = await openPeer(python, threads);
    if (!started) return null;
    open.set(key, started);
    for (const data of loaded) await started.load(data);
    return started;
  }

  return {
    versions,
    async load(name, { data }) {
      const { images, train, labels } = data;
      const pixels = new Uint8Array(train.length * images.inputs);
      train.forEach((image, row) => pixels.set(denseImage(images, image), row * images.inputs));
      const [imageFile, labelFile] = [join(folder, `${name}.images`), join(folder, `${name}.labels`)];
      await writeFile(imageFile, pixels);
      await writeFile(
        labelFile,
        Uint8Array.from(train, (image) => labels[image]!),
      );
      const known = { name, inputs: images.inputs, images: imageFile, labels: labelFile };
      loaded.push(known);
      for (const peer of open.values()) await peer.load(known);
    },
    async train(work, threads) {
      const peer = await processOf(work.peer, threads);
      return peer ? peer.train(work) : null;
    },
    async trainAtOnce(work, processes) {
      const copies = await Promise.all(Array.from({ length: processes }, (_, copy) => processOf(work.peer, 1, copy)));
      const present = copies.filter((copy) => copy !== null);
      if (present.length < processes) return null;
      return Math.max(...(await Promise.all(present.map((copy) => copy.train(work)))));
    },
    async close() {
      for (const peer of open.values()) peer.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
