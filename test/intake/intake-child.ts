import { intake } from '../../src/intake/intake.ts';
import { systemClock } from '../../src/workspace/clock.ts';
import { actingIdentity } from '../../src/workspace/identities/acting-identity.ts';
import { FileKeyRing } from '../../src/workspace/key-ring.ts';
import { openWorkspace } from '../../src/workspace/open-workspace.ts';
import { systemRandom } from '../../src/workspace/random.ts';

// Takes data in until it is done or killed.
const [folder = '', keyFolder = '', uri = '', endpoint = ''] = process.argv.slice(2);
const workspace = await openWorkspace(folder, {
  // The test's clock stands in the past, and what it signed must stay in the past.
  clock: systemClock,
  random: systemRandom,
  keys: new FileKeyRing({ folder: keyFolder }),
});
await intake(
  workspace,
  {
    uri,
    source: 'vendor',
    dataset: 'tickets',
    message: '',
    environment: { HF_ENDPOINT: endpoint },
  },
  await actingIdentity(workspace, 'Ann'),
);
await workspace.close();
