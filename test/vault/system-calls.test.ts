import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const base = mkdtempSync(join(tmpdir(), 'credence-vault-calls-'));
const child = fileURLToPath(new URL('./store-child.ts', import.meta.url));
after(() => rmSync(base, { recursive: true }));

function canTrace(): boolean {
  return spawnSync('strace', ['-e', 'trace=fsync', 'true']).status === 0;
}

interface Call {
  readonly name: string;
  readonly text: string;
}

describe('the system calls of a put', () => {
  it('flush files before they are named, and folders before anything is acknowledged', {
    skip: canTrace() ? false : 'strace is not here, or may not trace',
  }, () => {
    const folder = join(base, 'objects');
    const log = join(base, 'calls');
    const traced = ['openat', 'write', 'fsync', 'rename', 'renameat', 'renameat2', 'mkdir'];
    const strace = ['-y', '-s', '16', '-o', log, '-e', `trace=${traced.join(',')}`];
    execFileSync('strace', [...strace, process.execPath, child, folder, '3']);
    const calls: Call[] = readFileSync(log, 'utf8')
      .split('\n')
      .flatMap((line) => {
        const [, name, text] = /^(\w+)\((.*)$/.exec(line) ?? [];
        return name === undefined || text === undefined ? [] : [{ name, text }];
      });
    const renames = calls.filter(
      ({ name, text }) => name.startsWith('rename') && text.includes(folder),
    );
    assert.ok(renames.length >= 6, `${renames.length} renames`);
    for (const rename of renames) {
      const [from = '', to = ''] = Array.from(
        rename.text.matchAll(/"([^"]+)"/g),
        (match) => match[1],
      );
      const at = calls.indexOf(rename);
      const touches = (call: Call, name: string, path: string): boolean =>
        call.name === name && call.text.includes(`<${path}>`);
      const written = calls.findLastIndex((call) => touches(call, 'write', from));
      const flushed = calls.findIndex((call) => touches(call, 'fsync', from));
      const named = calls.findIndex(
        (call, index) => index > at && touches(call, 'fsync', dirname(to)),
      );
      const told = calls.findIndex(
        ({ name, text }, index) => index > at && name === 'write' && text.startsWith('1<'),
      );
      assert.ok(
        written >= 0 && written < flushed && flushed < at,
        `${to}: not flushed before named`,
      );
      assert.ok(at < named && named < told, `${to}: acknowledged before its name was flushed`);
    }
  });
});
