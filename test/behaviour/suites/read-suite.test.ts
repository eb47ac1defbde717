import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { readSuite } from '../../../src/behaviour/suites/read-suite.ts';
import type { Suite } from '../../../src/behaviour/suites/suite.ts';

describe('readSuite', () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'credence suite '));
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  function read(yaml: string): Promise<Suite> {
    writeFileSync(join(folder, 'suite.yaml'), yaml);
    return readSuite(folder);
  }

  const inline = 'name: mail\nitems:\n  - {id: 1, text: a, expected: ham}\n';

  it('reads items in the file, and from JSONL beside it', async () => {
    writeFileSync(join(folder, 'live.jsonl'), '{"id":"x","fields":{"amount":3,"note":null}}\n\n');
    const suite = await read(`${inline}live: live.jsonl\n`);
    assert.deepEqual(
      suite.trusted.map(({ id, expected }) => [id, expected]),
      [['1', 'ham']],
    );
    assert.deepEqual(suite.live[0]?.input.fields, { amount: '3', note: '' });
    assert.equal(suite.live[0]?.expected, null);
    assert.equal(suite.sealed, false);
  });

  it('has one digest wherever its items stand, and another when anything changes', async () => {
    const { digest } = await read(inline);
    writeFileSync(join(folder, 'items.jsonl'), '{"id":1,"text":"a","expected":"ham"}');
    assert.equal((await read('name: mail\nitems: items.jsonl\n')).digest, digest);
    const edits = [
      inline.replace('ham', 'spam'),
      inline.replace('name: mail', 'name: male'),
      `${inline}expect:\n  - {word: a, reason: because}\n`,
    ];
    for (const edit of edits) assert.notEqual((await read(edit)).digest, digest, edit);
    assert.equal((await read(`${inline}seal: ${digest}\n`)).sealed, true);
    await assert.rejects(read(`${edits[0]}seal: ${digest}\n`), { code: 'INTEGRITY_FAILED' });
  });

  it('refuses what is not a suite', async () => {
    const attacks = [
      ['name: mail\nitems: []\n', 'DATA_EMPTY'],
      ['name: mail\nitems: ../../etc/passwd\n', 'CONFIG_INVALID'],
      ['name: mail\nitems: /etc/items.jsonl\n', 'CONFIG_INVALID'],
      ['name: mail\nitems: gone.jsonl\n', 'FILE_NOT_FOUND'],
      ['name: mail\nitems:\n  - {id: 1, text: a}\n  - {id: "1", text: b}\n', 'DATA_AMBIGUOUS'],
      ['name: mail\nitems:\n  - {id: 1}\n', 'CONFIG_INVALID'],
      [`${inline}seal: sha256:12\n`, 'CONFIG_INVALID'],
      [`${inline}expect:\n  - {reason: everything}\n`, 'CONFIG_INVALID'],
      [`${inline}surprise: 1\n`, 'CONFIG_INVALID'],
      ['a: &a [1]\nb: *a\n', 'CONFIG_INVALID'],
      ['{', 'CONFIG_INVALID'],
    ] as const;
    for (const [yaml, code] of attacks) await assert.rejects(read(yaml), { code }, yaml);
  });
});
