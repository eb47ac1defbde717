import assert from 'node:assert/strict';
import { renameSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { assertStamp, stampOf } from '../../src/intake/connectors/files/file-stamp.ts';
import { belongsTo, referenceUri, sourcePatterns } from '../../src/intake/reference-uri.ts';
import { ownFolder } from './connectors/source-folder.ts';

it('sees a file that was replaced, also where size and time were put back', (context) => {
  const folder = ownFolder(context);
  const [file, other] = [join(folder, 'a.jsonl'), join(folder, 'b.jsonl')];
  writeFileSync(file, 'good');
  writeFileSync(other, 'evil');
  const time = new Date(0);
  utimesSync(file, time, time);
  utimesSync(other, time, time);
  const stamp = stampOf(file);
  assertStamp(file, stamp);
  renameSync(other, file);
  assert.throws(() => assertStamp(file, stamp), { code: 'INTEGRITY_FAILED' });
});

it('matches references without their versions, and nothing that leads out', () => {
  assert.equal(referenceUri('hf://datasets/a/b@c0ffee'), 'hf://datasets/a/b');
  assert.equal(referenceUri('lakefs://lake/c0ffee/raw/x'), 'lakefs://lake/raw/x');
  assert.equal(referenceUri('s3://bucket/key?versionId=1'), 's3://bucket/key');
  const patterns = sourcePatterns('https://host/data');
  assert.ok(belongsTo('https://host/data/x.csv?token=1', patterns));
  for (const outside of [
    'https://host/data/../secret',
    'https://host/data/%2e%2e/secret',
    'https://host.evil/data/x',
    'http://host/data/x',
  ])
    assert.ok(!belongsTo(outside, patterns), outside);
});
