import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { seededRandom } from '../../src/numerics/seeded-random.ts';
import { check, childProject, start } from './child-project.ts';

const KILLS = 20;

describe('a process that is killed at any moment', () => {
  it('loses nothing it acknowledged and leaves nothing half-written', async (context) => {
    const made = await childProject(context);
    const random = seededRandom(20);
    const acknowledged = new Set<string>();
    let busy = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const child = start(made, `run ${kill}`, 1_000_000);
      // Some die while they open, most while they commit.
      if (kill % 4 !== 0) await once(child.process.stdout ?? assert.fail(), 'data');
      await pause(random() * 150);
      child.process.kill('SIGKILL');
      await once(child.process, 'close');
      if (child.acknowledged.length > 0) busy += 1;
      for (const digest of child.acknowledged) acknowledged.add(digest);
      assert.ok((await check(made, acknowledged)) >= acknowledged.size);
    }
    assert.ok(busy >= KILLS / 2, `only ${busy} were killed at work`);
  });
});
