import { writeSync } from 'node:fs';
import type { KeyId } from '../../src/core/signing/key-id.ts';
import { systemClock } from '../../src/workspace/clock.ts';
import { FileKeyRing } from '../../src/workspace/key-ring.ts';
import { openWorkspace } from '../../src/workspace/open-workspace.ts';
import { systemRandom } from '../../src/workspace/random.ts';

// Commits units of work, each a row, an object and an entry, and says so once each is acknowledged.
const [folder = '', keyFolder = '', actor = '', name = '', count = '0'] = process.argv.slice(2);
const workspace = await openWorkspace(folder, {
  clock: systemClock,
  random: systemRandom,
  keys: new FileKeyRing({ folder: keyFolder }),
});
for (let index = 0; index < Number(count); index += 1) {
  const { value } = await workspace.commit(async (unit) => {
    const { digest } = await unit.put({ bytes: `${name} ${index}` });
    await unit.registry.settings.put(digest, name);
    await unit.log({
      type: 'test.noted',
      subjects: [digest],
      statement: digest,
      actor: actor as KeyId,
    });
    return digest;
  });
  // Not through a stream: what is written here has left the process even if it is killed right after.
  writeSync(1, `${value}\n`);
}
await workspace.close();
