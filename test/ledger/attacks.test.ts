import assert from 'node:assert/strict';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { CredenceError } from '../../src/core/error.ts';
import { KeyPair } from '../../src/core/signing/key-pair.ts';
import { catchUp } from '../../src/ledger/catch-up.ts';
import { formatBundle } from '../../src/ledger/entry-bundle.ts';
import type { FileTileStore } from '../../src/ledger/file-tile-store.ts';
import { verifyLedger } from '../../src/ledger/verify-ledger.ts';
import { DEMANDS, entries, LOG, newLog, source } from './small-log.ts';

const leaves = entries(600);
const original = newLog();
before(() => catchUp(source(leaves), original, LOG));
after(() => rmSync(dirname(original.folder), { recursive: true }));

/** Damages a copy of the log, and returns how its verification failed. */
async function failureAfter(attack: (tiles: FileTileStore) => void): Promise<CredenceError> {
  const copy = newLog();
  cpSync(original.folder, copy.folder, { recursive: true });
  try {
    attack(copy);
    await verifyLedger(copy.folder, DEMANDS);
  } catch (error) {
    assert.ok(error instanceof CredenceError, String(error));
    return error;
  } finally {
    rmSync(dirname(copy.folder), { recursive: true });
  }
  return assert.fail('the damaged ledger was verified');
}

function flip(tiles: FileTileStore, path: string, byte: number): void {
  const place = join(tiles.folder, path);
  const bytes = readFileSync(place);
  bytes[byte] = (bytes[byte] ?? 0) ^ 0x10;
  chmodSync(place, 0o644);
  writeFileSync(place, bytes);
}

describe('a ledger', () => {
  it('never verifies with a flipped byte in any file', async () => {
    for (const path of [...original.walk(), 'checkpoint']) {
      const { length } = original.read(path) ?? assert.fail(path);
      for (const byte of [0, 1, 31, 32, length >> 1, length - 33, length - 1]) {
        if (byte < 0 || byte >= length) continue;
        const { code, at } = await failureAfter((tiles) => flip(tiles, path, byte));
        assert.ok(['INTEGRITY_FAILED', 'SIGNATURE_INVALID', 'DATA_MALFORMED'].includes(code), code);
        assert.ok(at?.file !== undefined, `${path} at ${byte} has no place`);
      }
    }
  });

  it('names the first entry that was altered', async () => {
    const entryBytes = leaves[0]?.length ?? 0;
    for (const position of [0, 255, 256, 599]) {
      const path = `tile/entries/00${position >> 8}${position >= 512 ? '.p/88' : ''}`;
      const byte = (position & 255) * (2 + entryBytes) + 30;
      const { code, message, at } = await failureAfter((tiles) => flip(tiles, path, byte));
      assert.equal(code, 'INTEGRITY_FAILED');
      assert.match(message, new RegExp(`entry ${position} is not what was signed`));
      assert.equal(at?.file, path);
    }
  });

  it('names the tile and byte where a hash was altered', async () => {
    const { message, at } = await failureAfter((tiles) => flip(tiles, 'tile/0/001', 32 * 5 + 3));
    assert.match(message, /hash of entry 261, which is as it was signed/);
    assert.deepEqual(at, { file: 'tile/0/001', byte: 163 });
    const above = await failureAfter((tiles) => flip(tiles, 'tile/1/000.p/2', 40));
    assert.match(above.message, /one of entries 256 to 511/);
  });

  it('says so when entry and hash were altered together', async () => {
    const altered = leaves.with(300, Buffer.from('forged'));
    const forged = newLog();
    await catchUp(source(altered), forged, { ...LOG, signer: KeyPair.generate() });
    const { message } = await failureAfter((tiles) => {
      for (const path of ['tile/entries/001', 'tile/0/001']) {
        rmSync(join(tiles.folder, path));
        cpSync(join(forged.folder, path), join(tiles.folder, path));
      }
    });
    assert.match(message, /one of entries 256 to 511 is not what was signed/);
    const everywhere = await failureAfter((tiles) => {
      rmSync(join(tiles.folder, 'tile'), { recursive: true });
      cpSync(join(forged.folder, 'tile'), join(tiles.folder, 'tile'), { recursive: true });
    });
    assert.match(everywhere.message, /600 entries are not those that were signed/);
    const signedAnew = await failureAfter((tiles) => {
      rmSync(tiles.folder, { recursive: true });
      cpSync(forged.folder, tiles.folder, { recursive: true });
    });
    assert.equal(signedAnew.code, 'SIGNATURE_INVALID');
    rmSync(dirname(forged.folder), { recursive: true });
  });

  it('does not verify with tiles that are cut short, missing or padded', async () => {
    for (const path of original.walk()) {
      const place = (tiles: FileTileStore) => join(tiles.folder, path);
      const bytes = original.read(path) ?? assert.fail(path);
      const attacks = [
        (tiles: FileTileStore) => truncateSync(place(tiles), bytes.length - 1),
        (tiles: FileTileStore) => truncateSync(place(tiles), bytes.length - 32),
        (tiles: FileTileStore) => truncateSync(place(tiles), 0),
        (tiles: FileTileStore) => rmSync(place(tiles)),
        (tiles: FileTileStore) =>
          tiles.write([{ path, bytes: Buffer.concat([bytes, Buffer.alloc(32)]) }]),
      ];
      for (const attack of attacks) {
        const { code, at } = await failureAfter(attack);
        assert.equal(code, 'INTEGRITY_FAILED');
        assert.ok(at?.file !== undefined);
      }
    }
  });

  it('does not verify with entries swapped, dropped or repeated', async () => {
    const [first, second] = leaves;
    assert.ok(first !== undefined && second !== undefined);
    const bundle = leaves.slice(0, 256);
    const altered = [
      bundle.with(0, second).with(1, first),
      [...bundle.slice(1), first],
      bundle.with(1, first),
    ];
    for (const each of altered) {
      const { message } = await failureAfter((tiles) =>
        tiles.write([{ path: 'tile/entries/000', bytes: formatBundle(each) }]),
      );
      assert.match(message, /entry [01] is not what was signed/);
    }
  });

  it('does not follow links', async () => {
    for (const path of ['checkpoint', 'tile/0/000', 'tile/entries/001']) {
      const { code } = await failureAfter((tiles) => {
        const place = join(tiles.folder, path);
        renameSync(place, join(tiles.folder, 'elsewhere'));
        symlinkSync(join(tiles.folder, 'elsewhere'), place);
      });
      assert.equal(code, 'FILE_UNREADABLE');
    }
  });

  it('is not verified without its checkpoint, or with another key or name', async () => {
    const missing = await failureAfter((tiles) => rmSync(join(tiles.folder, 'checkpoint')));
    assert.equal(missing.code, 'FILE_NOT_FOUND');
    const { publicKey } = KeyPair.generate();
    await assert.rejects(verifyLedger(original.folder, { publicKey }), {
      code: 'SIGNATURE_INVALID',
    });
    await assert.rejects(verifyLedger(original.folder, { ...DEMANDS, origin: 'other' }), {
      code: 'SIGNATURE_INVALID',
    });
  });

  it('tells of files that nothing vouches for', async () => {
    const copy = newLog();
    cpSync(original.folder, copy.folder, { recursive: true });
    mkdirSync(join(copy.folder, 'tile/0/X001'), { recursive: true });
    const extra = [
      'tile/0/X001/000',
      'tile/0/003',
      'tile/entries/000.p/9',
      'tile/3/000.p/1',
      'note',
    ];
    for (const path of extra) copy.write([{ path, bytes: Buffer.from('extra') }]);
    const { strays } = await verifyLedger(copy.folder, DEMANDS);
    assert.deepEqual(strays.toSorted(), extra.toSorted());
    rmSync(dirname(copy.folder), { recursive: true });
  });
});
