import { encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { Broken } from '../../../src/main/datasets/broken.ts';
import { readPng } from '../../../src/main/datasets/png.ts';
import { encodePng, pngChunk } from '../../support/pngFiles.ts';

const ramp = (count: number, step: number, limit: number) =>
  Array.from({ length: count }, (_, i) => (i * step) % limit);
const size = { width: 5, height: 4 };
/** Luminance as Pillow has it, by its own integers. */
const luminance = ([red, green, blue]: readonly number[]) =>
  (red! * 19_595 + green! * 38_470 + blue! * 7_471 + 0x8000) >> 16;

describe('8-bit grey', () => {
  const samples = ramp(20, 53, 256);

  it.each([0, 1, 2, 3, 4])('comes back as it was, with filter %i', (filter) => {
    const image = readPng(encodePng({ ...size, samples, filters: [filter] }));
    expect(image).toEqual({ ...size, pixels: Uint8Array.from(samples), asStored: true });
  });

  it('comes back with filters mixed, in several pieces, interlaced, and with chunks that say nothing of pixels', () => {
    expect([...readPng(encodePng({ ...size, samples, filters: [4, 3, 2, 1] })).pixels]).toEqual(samples);
    const extra = [['tEXt', Buffer.from('Comment\0hello')]] as const;
    expect([...readPng(encodePng({ ...size, samples, extra })).pixels]).toEqual(samples);
    const interlaced = encode({ ...size, data: Uint8Array.from(samples), channels: 1 }, { interlace: 'Adam7' });
    expect([...readPng(interlaced).pixels]).toEqual(samples);
  });
});

describe('other kinds become grey', () => {
  it.each([
    [1, 255],
    [2, 85],
    [4, 17],
  ] as const)('%i bit per pixel is spread over 0..255', (depth, factor) => {
    const samples = ramp(20, 3, 2 ** depth);
    const { pixels, asStored } = readPng(encodePng({ ...size, depth, samples }));
    expect([...pixels]).toEqual(samples.map((value) => value * factor));
    expect(asStored).toBe(false);
  });

  it('16 bits take the nearest of 0..255', () => {
    const samples = ramp(20, 7919, 65_536);
    const { pixels } = readPng(encodePng({ ...size, depth: 16, samples }));
    expect([...pixels]).toEqual(samples.map((value) => Math.round(value / 257)));
  });

  it('colours by luminance, and transparency left out', () => {
    const colors = Array.from({ length: 20 }, (_, i) => [(i * 91) % 256, (i * 37) % 256, (i * 201) % 256]);
    const expected = colors.map(luminance);
    expect([...readPng(encodePng({ ...size, colorType: 2, samples: colors.flat() })).pixels]).toEqual(expected);
    const clear = colors.flatMap((color, i) => [...color, i]);
    expect([...readPng(encodePng({ ...size, colorType: 6, samples: clear })).pixels]).toEqual(expected);
    const greyAlpha = ramp(20, 53, 256).flatMap((value, i) => [value, i]);
    expect([...readPng(encodePng({ ...size, colorType: 4, samples: greyAlpha })).pixels]).toEqual(ramp(20, 53, 256));
  });

  it('palettes, of a bit and of a byte', () => {
    const palette = [[10, 20, 30], [200, 100, 0]] as const; // prettier-ignore
    const samples = ramp(20, 1, 2);
    const expected = samples.map((index) => luminance(palette[index]!));
    for (const depth of [1, 8] as const)
      expect([...readPng(encodePng({ ...size, colorType: 3, depth, palette, samples })).pixels]).toEqual(expected);
  });
});

describe('broken images', () => {
  const good = encodePng({ ...size, samples: ramp(20, 53, 256) });
  const header = (changes: (data: Buffer) => void) => {
    const data = Buffer.from(good.subarray(16, 29));
    changes(data);
    return Buffer.concat([good.subarray(0, 8), pngChunk('IHDR', data), good.subarray(33)]);
  };

  it.each([
    ['no PNG', Buffer.from('hello'), 'is not a PNG image'],
    ['cut off', good.subarray(0, 50), 'is cut off'],
    [
      'a wrong checksum',
      Buffer.from(good.toString('latin1').replace('IDATx', 'IDATy'), 'latin1'),
      'checksum of its IDAT part',
    ],
    [
      'an absurd size',
      header((data) => data.writeUInt32BE(0x7fffffff, 0)),
      'has 2147483647 × 4 pixels, 1 to 65536 can be read',
    ],
    ['no pixels', header((data) => data.writeUInt32BE(0, 4)), 'has 5 × 0 pixels'],
    [
      'more lines than it has',
      header((data) => data.writeUInt32BE(5, 4)),
      'holds 24 bytes of pixels where its header promises 30',
    ],
    ['fewer lines than it has', header((data) => data.writeUInt32BE(3, 4)), 'that cannot be unpacked'],
    ['an impossible depth', header((data) => data.writeUInt8(3, 8)), 'colour type 0 with 3 bits'],
    ['a palette that is missing', header((data) => data.writeUInt8(3, 9)), 'has no valid palette'],
    ['a filter that does not exist', encodePng({ ...size, samples: ramp(20, 1, 9), filters: [9] }), 'the filter 9'],
    ['an index beyond the palette', encodePng({ ...size, colorType: 3, samples: ramp(20, 1, 9), palette: [[1, 2, 3]] }), 'colour the palette does not hold'], // prettier-ignore
  ])('%s', (_, bytes, expected) => {
    expect(() => readPng(bytes)).toThrow(Broken);
    expect(() => readPng(bytes)).toThrow(expected);
  });

  it('a bomb is not unpacked', () => {
    const bomb = encodePng({ width: 200, height: 200, samples: new Uint8Array(40_000) });
    const data = Buffer.alloc(13);
    data.writeUInt32BE(2, 0);
    data.writeUInt32BE(2, 4);
    data.set([8, 0, 0, 0, 0], 8);
    const lying = Buffer.concat([bomb.subarray(0, 8), pngChunk('IHDR', data), bomb.subarray(33)]);
    expect(() => readPng(lying)).toThrow('cannot be unpacked');
  });
});
