import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { CredenceError } from '../../../src/core/error.ts';
import { deletedRowsOf } from '../../../src/intake/connectors/delta/roaring-bitmap.ts';
import { dvcOutputs } from '../../../src/intake/connectors/dvc/dvc-outputs.ts';
import { parseHubReference } from '../../../src/intake/connectors/hub/hub-reference.ts';
import { readAvroFile } from '../../../src/intake/connectors/iceberg/avro-file.ts';
import { parsePointer } from '../../../src/intake/connectors/lfs/pointer.ts';
import { checkRemotePath, DistinctPaths } from '../../../src/intake/connectors/remote-path.ts';
import { parseVersions } from '../../../src/intake/connectors/s3/list-versions.ts';
import { signedHeaders } from '../../../src/intake/connectors/s3/sign-request.ts';
import { withoutSecrets } from '../../../src/intake/connectors/without-secrets.ts';
import { lfsPointer } from '../stubs/lfs-stub.ts';
import { roaringBitmap } from '../stubs/roaring-bitmap.ts';
import { FIXTURES, ownFolder } from './source-folder.ts';

/** Whatever comes in, the answer is a value or an error of ours. */
function neverCrashes(parse: (text: string) => unknown): (text: string) => void {
  return (text) => {
    try {
      parse(text);
    } catch (error) {
      assert.ok(error instanceof CredenceError, String(error));
    }
  };
}

const RUNS = { numRuns: 300 };

describe('deletedRowsOf', () => {
  const rows = fc.uniqueArray(fc.oneof(fc.nat(70_000), fc.nat(2 ** 32 - 1)), { maxLength: 400 });

  it('reads back every set of rows, in all kinds of containers', () => {
    fc.assert(
      fc.property(rows, fc.nat(9000), fc.boolean(), (some, dense, runs) => {
        const all = new Set([...some, ...Array.from({ length: dense }, (_, at) => 131_072 + at)]);
        const sorted = Uint32Array.from(all).sort();
        assert.deepEqual(deletedRowsOf(roaringBitmap(sorted, { runs }), sorted.length), sorted);
      }),
      { numRuns: 60 },
    );
  });

  it('never takes more than was announced, whatever the bytes say', () => {
    const bomb = roaringBitmap(
      Uint32Array.from({ length: 60_000 }, (_, at) => at),
      { runs: true },
    );
    assert.throws(() => deletedRowsOf(bomb, 100), { code: 'DATA_MALFORMED', message: /more rows/ });
    assert.throws(() => deletedRowsOf(bomb, 2 ** 40), { code: 'LIMIT_EXCEEDED' });
  });

  it('refuses damage, and never crashes', () => {
    const whole = roaringBitmap(Uint32Array.of(1, 2, 3, 70_000), { runs: false });
    for (let length = 0; length < whole.length; length += 1)
      assert.throws(() => deletedRowsOf(whole.subarray(0, length), 4), { code: 'DATA_MALFORMED' });
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), (at, value) => {
        const damaged = Uint8Array.from(whole);
        damaged[at] = value;
        neverCrashes(() => deletedRowsOf(damaged, 4))('');
      }),
      RUNS,
    );
  });
});

describe('readAvroFile', () => {
  it('refuses damage, and never crashes', async (context) => {
    const metadata = join(FIXTURES, 'iceberg/metadata');
    const name = readdirSync(metadata).find((one) => one.endsWith('.avro')) ?? '';
    const whole = readFileSync(join(metadata, name));
    const file = join(ownFolder(context), 'damaged.avro');
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), async (at, value) => {
        const damaged = Uint8Array.from(whole);
        damaged[at] = value;
        writeFileSync(file, damaged);
        try {
          await Array.fromAsync(readAvroFile(file));
        } catch (error) {
          assert.ok(error instanceof CredenceError, String(error));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('refuses items that take no bytes, and records without end', async (context) => {
    const file = join(ownFolder(context), 'bomb.avro');
    const text = (value: string): Buffer =>
      Buffer.concat([Buffer.from([value.length * 2]), Buffer.from(value)]);
    const avro = (schema: string, count: number[], body: Buffer): Buffer => {
      const length = Buffer.from([((schema.length * 2) & 0x7f) | 0x80, (schema.length * 2) >> 7]);
      const sync = Buffer.alloc(16, 7);
      return Buffer.concat([
        Buffer.from('Obj\u0001'),
        Buffer.from([2]),
        text('avro.schema'),
        length,
        Buffer.from(schema),
        Buffer.from([0]),
        sync,
        Buffer.from(count),
        Buffer.from([body.length * 2]),
        body,
        sync,
      ]);
    };
    const nulls =
      '{"type":"record","name":"r","fields":[{"name":"a","type":{"type":"array","items":"null"}}]}';
    const endless =
      '{"type":"record","name":"r","fields":[{"name":"a","type":"r"}],"doc":"itself, for ever"}';
    for (const bytes of [
      avro(nulls, [2], Buffer.from([0x80, 0x84, 0xaf, 0x5f, 0])),
      avro(endless, [2], Buffer.from([0])),
      avro(nulls, [0x80, 0x84, 0xaf, 0x5f], Buffer.from([0])),
    ]) {
      writeFileSync(file, bytes);
      await assert.rejects(Array.fromAsync(readAvroFile(file)), { code: 'DATA_MALFORMED' });
    }
  });
});

describe('parseVersions', () => {
  const key = fc
    .string({ minLength: 1, maxLength: 12, unit: 'grapheme' })
    .filter((text) => text.isWellFormed());

  it('reads keys of any characters', () => {
    fc.assert(
      fc.property(fc.array(key, { maxLength: 6 }), (keys) => {
        const body = keys.map(
          (one, at) =>
            `<Version><Key>${encodeURIComponent(one)}</Key><VersionId>v${at}</VersionId><IsLatest>true</IsLatest><LastModified>2026-01-01T00:00:00.000Z</LastModified><Size>${at}</Size></Version>`,
        );
        const xml = `<ListVersionsResult><IsTruncated>false</IsTruncated>${body.join('\n')}</ListVersionsResult>`;
        assert.deepEqual(
          parseVersions(xml).versions.map((one) => one.key),
          keys,
        );
      }),
      RUNS,
    );
  });

  it('never crashes, and takes time in proportion', () => {
    fc.assert(
      fc.property(
        fc.string().map((text) => `<ListVersionsResult>${text}`),
        neverCrashes(parseVersions),
      ),
      RUNS,
    );
    assert.throws(() => parseVersions(`<ListVersionsResult>${'<Version>'.repeat(2_000_000)}`), {
      code: 'DATA_MALFORMED',
    });
  });
});

describe('signedHeaders', () => {
  // AWS, "Signature Calculations for the Authorization Header", example "GET Bucket Lifecycle" and "GET Bucket (List Objects)".
  it('signs as Amazon’s published examples', () => {
    const credentials = {
      id: 'AKIAIOSFODNN7EXAMPLE',
      secret: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
      session: undefined,
    };
    for (const [query, signature] of [
      ['lifecycle', 'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543'],
      ['max-keys=2&prefix=J', '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7'],
    ] as const) {
      const signed = signedHeaders(
        { method: 'GET', url: new URL(`https://examplebucket.s3.amazonaws.com/?${query}`) },
        { credentials, region: 'us-east-1', now: new Date('2013-05-24T00:00:00Z') },
      );
      assert.ok(signed.authorization.endsWith(`Signature=${signature}`), signed.authorization);
    }
  });
});

describe('parsePointer', () => {
  it('reads what git-lfs writes, and never crashes', () => {
    assert.equal(parsePointer(lfsPointer('x'), 'f').size, 1);
    const lines = fc.array(
      fc.constantFrom(
        'version https://git-lfs.github.com/spec/v1',
        'oid sha256:00',
        'size 5',
        'size -5',
        '',
      ),
    );
    fc.assert(
      fc.property(lines, (some) =>
        neverCrashes((text) => parsePointer(text, 'f'))(some.join('\n')),
      ),
      RUNS,
    );
  });
});

describe('dvcOutputs', () => {
  it('never crashes, and knows neither aliases nor tags', () => {
    fc.assert(
      fc.property(
        fc.string(),
        neverCrashes((text) => dvcOutputs(text, 'f')),
      ),
      RUNS,
    );
    for (const text of [
      'outs: &a [*a]',
      'outs: !!js/function "x"',
      'outs: []',
      'outs: [{path: x}]',
    ])
      assert.throws(() => dvcOutputs(text, 'f'), CredenceError);
  });

  it('records where imports came from without their passwords', () => {
    const text = `outs: [{path: x, md5: ${'a'.repeat(32)}}]\ndeps: [{path: x, repo: {url: 'https://ann:secret@host/r.git', rev_lock: abc}}, {url: 'https://host/f?sig=secret'}]`;
    assert.deepEqual(dvcOutputs(text, 'f').parents, ['https://host/r.git@abc', 'https://host/f']);
  });
});

describe('parseHubReference', () => {
  it('reads references as they are written, and refuses the rest', () => {
    const part = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,20}$/);
    fc.assert(
      fc.property(
        part,
        part,
        fc.constantFrom('datasets', 'models', 'spaces'),
        (owner, name, kind) => {
          fc.pre(!['datasets', 'models', 'spaces'].includes(owner));
          assert.deepEqual(parseHubReference(`hf://${kind}/${owner}/${name}@main`), {
            kind,
            id: `${owner}/${name}`,
            revision: 'main',
          });
        },
      ),
      RUNS,
    );
    fc.assert(
      fc.property(
        fc.string().map((text) => `hf://${text}`),
        neverCrashes(parseHubReference),
      ),
      RUNS,
    );
    for (const bad of ['hf://', 'hf://../x', 'hf://a/b/c', 'hf://a/..@main', 'hf://a/b?x=1'])
      assert.throws(() => parseHubReference(bad), { code: 'USAGE' }, bad);
  });
});

describe('paths of publishers', () => {
  it('are kept as they are, or refused', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (path) => {
        let kept: string;
        try {
          kept = checkRemotePath(path);
        } catch (error) {
          assert.ok(error instanceof CredenceError);
          return;
        }
        assert.equal(kept, path);
        assert.equal(join('/data', kept).startsWith('/data/'), true);
      }),
      { numRuns: 2000 },
    );
  });

  it('may not be twins for any file system', () => {
    for (const [one, other] of [
      ['A.csv', 'a.csv'],
      ['\u00e9', 'e\u0301'],
      ['x/\u00c5', 'x/\u212b'],
    ] as const) {
      const distinct = new DistinctPaths();
      distinct.add(one);
      assert.throws(() => distinct.add(other), { code: 'DATA_AMBIGUOUS' });
    }
  });
});

describe('withoutSecrets', () => {
  it('takes names, passwords and signed queries out', () => {
    assert.equal(withoutSecrets('https://a:b@c.d/e?X-Amz-Signature=f'), 'https://c.d/e');
    assert.equal(withoutSecrets('hf://datasets/a/b@c0ffee'), 'hf://datasets/a/b@c0ffee');
    assert.equal(withoutSecrets('ssh://git@host/r'), 'ssh://host/r');
  });
});
