import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { seededRandom } from '../../src/numerics/seeded-random.ts';
import { team } from '../gates/team.ts';
import { HandClock } from '../workspace/test-workspace.ts';
import { checkAll, type Flows, killAfter } from './killed-flows.ts';

/** More on request: `KILLS=300 node --test test/flows/killed-flows.test.ts`. */
const KILLS = Number(process.env['KILLS'] ?? 30);
const LONGEST = 3000;

describe('flows that are killed at any moment', () => {
  it('lose nothing that was acknowledged and leave nothing half-written', async (context) => {
    // The children have the machine's clock, which must not be behind this one.
    const clock = new HandClock(Date.now() - 3_600_000);
    const test = await team(context, { clock });
    await test.workspace.close();
    const flows: Flows = {
      folder: test.folder,
      keyFolder: test.keys.folder,
      acknowledged: {
        versions: new Set(),
        approvals: new Set(),
        admitted: new Set(),
        runs: new Set(),
      },
    };
    const random = seededRandom(30);
    for (let kill = 0; kill < KILLS; kill += 1) {
      await killAfter(flows, `run ${kill}`, random() * LONGEST);
      await checkAll(flows);
    }
    assert.ok(flows.acknowledged.versions.size >= KILLS / 3, 'too few were killed at work');
    assert.ok(flows.acknowledged.admitted.size >= 1, 'none came as far as the gate');
    assert.ok(flows.acknowledged.runs.size >= 1, 'none came as far as a run');
    const { versions, approvals, admitted, runs } = flows.acknowledged;
    context.diagnostic(
      `${KILLS} kills; ${versions.size} versions, ${approvals.size} approvals, ${admitted.size} admissions, ${runs.size} runs acknowledged`,
    );
  });
});
