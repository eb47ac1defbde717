import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Digest } from '../../src/core/digest.ts';
import { FileObjectStore } from '../../src/vault/file-object-store.ts';

const KILLS = 6;
const base = mkdtempSync(join(tmpdir(), 'credence-vault-crash-'));
const child = fileURLToPath(new URL('./store-child.ts', import.meta.url));
after(() => rmSync(base, { recursive: true }));

/** Starts a process that stores for ever; kills it some time after its first acknowledgement. */
async function killedWhileStoring(folder: string, delay: number): Promise<Digest[]> {
  const writer: ChildProcess = spawn(process.execPath, [child, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  writer.stdout?.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const exited = once(writer, 'close');
  while (output === '' && writer.exitCode === null) await setTimeout(5);
  await setTimeout(delay);
  writer.kill('SIGKILL');
  await exited;
  return output
    .split('\n')
    .slice(0, -1)
    .map((line) => line.replace('acknowledged ', '') as Digest);
}

describe('a vault whose writers are killed', () => {
  it('keeps what was acknowledged, and shows nothing half-written', async () => {
    const folder = join(base, 'objects');
    const acknowledged: Digest[] = [];
    for (let kill = 0; kill < KILLS; kill += 1) {
      // Two at once, so that one is killed while the other goes on.
      const [one, other] = await Promise.all([
        killedWhileStoring(folder, kill * 7),
        killedWhileStoring(folder, kill * 13),
      ]);
      acknowledged.push(...one, ...other);
      const store = FileObjectStore.open(folder, { threads: 0 });
      assert.deepEqual(readdirSync(join(folder, 'scratch')), []);
      const all = await store.verify();
      assert.deepEqual([all.problems, all.strays], [[], []]);
      const named = await store.verify(acknowledged);
      assert.deepEqual(named.problems, []);
    }
    assert.ok(acknowledged.length >= KILLS * 2);
  });
});
