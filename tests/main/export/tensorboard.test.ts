import { describe, expect, it } from 'vitest';
import { crc32c, maskedCrc32c } from '../../../src/main/export/tensorboard/crc32c.ts';
import { encodeEvents } from '../../../src/main/export/tensorboard/events.ts';
import { tensorboardFolder } from '../../../src/main/export/tensorboard/folder.ts';
import { complete, minimal } from '../../shared/experiments.ts';
import { aSeries } from '../../shared/result/runs.ts';
import { decodeProto } from '../../support/protobuf.ts';
import { recordOf } from '../cli/double.ts';

interface DecodedEvent {
  /** Absent when 0. */
  readonly wall_time?: number;
  readonly step?: number;
  readonly file_version?: string;
  readonly summary?: { readonly value: readonly { readonly tag: string; readonly simple_value: number }[] };
}

/** The events of a file, every length and checksum of its records checked. */
function readEvents(file: Uint8Array): DecodedEvent[] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const events: DecodedEvent[] = [];
  for (let at = 0; at < file.length;) {
    const length = Number(view.getBigUint64(at, true));
    const data = file.subarray(at + 12, at + 12 + length);
    expect(view.getUint32(at + 8, true)).toBe(maskedCrc32c(file.subarray(at, at + 8)));
    expect(view.getUint32(at + 12 + length, true)).toBe(maskedCrc32c(data));
    events.push(decodeProto('event.proto', 'tensorboard.Event', data) as DecodedEvent);
    at += 16 + length;
  }
  return events;
}

const readPdu = [
  0x01, 0xc0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x14, 0, 0, 0, 0, 0, 0x04, 0, 0, 0, 0, 0x14, 0, 0, 0, 0x18,
  0x28, 0, 0, 0, 0, 0, 0, 0, 0x02, 0, 0, 0, 0, 0, 0, 0,
];

describe('CRC-32C', () => {
  it.each([
    ['32 zeros', new Uint8Array(32), 0x8a9136aa],
    ['32 ones', new Uint8Array(32).fill(0xff), 0x62a8ab43],
    ['32 incrementing', Uint8Array.from({ length: 32 }, (_, i) => i), 0x46dd794e],
    ['32 decrementing', Uint8Array.from({ length: 32 }, (_, i) => 31 - i), 0x113fdb5c],
    ['an iSCSI SCSI read command', Uint8Array.from(readPdu), 0xd9963a56],
  ])('RFC 3720, B.4: %s', (_, bytes, expected) => expect(crc32c(bytes)).toBe(expected));

  it('has the check value of its catalogue entry', () =>
    expect(crc32c(new TextEncoder().encode('123456789'))).toBe(0xe3069283));
});

const experiment = complete({ ...minimal, name: 'my/run' });
const record = { ...recordOf(0, experiment, {}), startedAt: 1_700_000_000_000, endedAt: 1_700_000_003_000 };

describe('encodeEvents', () => {
  const file = encodeEvents(record, aSeries);
  const events = readEvents(file);

  it('starts like the files that TensorFlow writes: the same length and checksum, then the version', () => {
    expect(Buffer.from(file.subarray(0, 13)).toString('hex')).toBe('1800000000000000a37f4b2209');
    expect(events[0]).toEqual({ wall_time: 1_700_000_000, file_version: 'brain.Event:2' });
  });

  it('holds every step and evaluation, what is not finite included', () => {
    const scalars = events
      .slice(1)
      .map(({ step, summary }) => [
        step ?? 0,
        Object.fromEntries(summary!.value.map(({ tag, simple_value }) => [tag, simple_value])),
      ]);
    const f = Math.fround;
    expect(scalars).toEqual([
      [0, { 'loss/train': 2.5, 'error/train': f(0.9), 'loss/test': 2.5, 'error/test': f(0.9) }],
      [1, { 'loss/batch': 2.5, 'error/batch': 0.5 }],
      [2, { 'loss/batch': NaN, 'error/batch': 0.25, 'loss/train': NaN, 'error/train': 0.5 }],
      [3, { 'loss/batch': Infinity, 'error/batch': 1 }],
    ]);
  });

  it('writes an error of 0, which is no missing one', () => {
    const perfect = { ...aSeries, batchLoss: Float32Array.of(0), batchError: Float32Array.of(0), evaluations: [] };
    expect(readEvents(encodeEvents(record, perfect)).at(-1)!.summary!.value).toEqual([
      { tag: 'loss/batch', simple_value: 0 },
      { tag: 'error/batch', simple_value: 0 },
    ]);
  });

  it('spreads the steps over the time of the run', () =>
    expect(events.map(({ wall_time }) => wall_time! - 1_700_000_000)).toEqual([0, 0, 1, 2, 3]));

  it('gives a run that measured nothing a file with its version only', () => {
    const nothing = { ...aSeries, batchLoss: new Float32Array(), batchError: new Float32Array(), evaluations: [] };
    const events = readEvents(encodeEvents({ startedAt: null, endedAt: null, seconds: 0 }, nothing));
    expect(events).toEqual([{ file_version: 'brain.Event:2' }]);
  });
});

describe('tensorboardFolder', () => {
  const name = 'events.out.tfevents.1700000000.backprop-workbench';

  it('is the file alone for one run', () =>
    expect([...tensorboardFolder([{ record, series: aSeries }]).keys()]).toEqual([name]));

  it('has a folder for each of several runs, named safely and told apart', () => {
    const other = { ...record, id: 'bbbb0001-run', seed: 2, overrides: { 'training.optimizer.learningRate': 0.03 } };
    const folder = tensorboardFolder([
      { record, series: aSeries },
      { record: other, series: aSeries },
    ]);
    expect([...folder.keys()]).toEqual([`my_run_seed_1_aaaa0000/${name}`, `my_run_lr_0.03_seed_2_bbbb0001/${name}`]);
    for (const file of folder.values()) expect(readEvents(file)).toHaveLength(5);
  });
});
