import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { formatBundle, parseBundle } from '../../src/ledger/entry-bundle.ts';
import { parseTilePath, partialTiles, tilePath } from '../../src/ledger/tile.ts';

describe('paths of tiles', () => {
  it('are those of C2SP tlog-tiles', () => {
    assert.equal(tilePath({ level: 0, index: 0, width: 256 }), 'tile/0/000');
    assert.equal(tilePath({ level: 0, index: 1234067, width: 256 }), 'tile/0/x001/x234/067');
    assert.equal(tilePath({ level: 'entries', index: 999, width: 1 }), 'tile/entries/999.p/1');
    assert.equal(tilePath({ level: 5, index: 1000, width: 256 }), 'tile/5/x001/000');
  });

  it('are read back, and nothing else is', () => {
    const level = fc.oneof(fc.constant('entries' as const), fc.nat(63));
    const index = fc.nat(2 ** 31);
    const width = fc.integer({ min: 1, max: 256 });
    const id = fc.record({ level, index, width }, { noNullPrototype: true });
    fc.assert(fc.property(id, (each) => assert.deepEqual(parseTilePath(tilePath(each)), each)));
    const bad = [
      'tile/0/1',
      'tile/0/x000/001',
      'tile/00/000',
      'tile/0/000.p/0',
      'tile/0/000.p/256',
    ];
    for (const path of [...bad, 'tile/0/000.p/07', 'tile/A/000', '/tile/0/000', 'tile/0/000/'])
      assert.equal(parseTilePath(path), null, path);
  });

  it('at the right edge cover what is not full', () => {
    assert.deepEqual(partialTiles(0), []);
    assert.deepEqual(partialTiles(256).map(tilePath), ['tile/1/000.p/1']);
    assert.deepEqual(partialTiles(70_000).map(tilePath), [
      'tile/entries/273.p/112',
      'tile/0/273.p/112',
      'tile/1/001.p/17',
      'tile/2/000.p/1',
    ]);
  });
});

describe('bundles of entries', () => {
  it('put 16 bits of length before each', () => {
    const bundle = formatBundle([Buffer.from('ab'), Buffer.alloc(0)]);
    assert.deepEqual(bundle, Buffer.from([0, 2, 0x61, 0x62, 0, 0]));
  });

  it('are read back, and never when cut short or padded', () => {
    const entry = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes));
    const property = fc.property(fc.array(entry, { minLength: 1 }), fc.nat(), (all, cut) => {
      const bundle = formatBundle(all);
      const exact = { count: all.length, exact: true };
      assert.deepEqual(parseBundle(bundle, exact), all);
      assert.equal(parseBundle(bundle.subarray(0, cut % bundle.length), exact), null);
      assert.equal(parseBundle(Buffer.concat([bundle, Buffer.alloc(1)]), exact), null);
    });
    fc.assert(property);
    assert.throws(() => formatBundle([Buffer.alloc(65_536)]), { code: 'LIMIT_EXCEEDED' });
  });
});
