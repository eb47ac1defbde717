import { writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { giveApproval } from '../../src/approvals/give-approval.ts';
import type { DatasetVersionId } from '../../src/core/identifiers.ts';
import { rollback } from '../../src/datasets/rollback.ts';
import { admit } from '../../src/gates/admission/admit.ts';
import type { RunRequest } from '../../src/gates/training/run-request.ts';
import { startRun } from '../../src/gates/training/start-run.ts';
import { intake } from '../../src/intake/intake.ts';
import { systemClock } from '../../src/workspace/clock.ts';
import { actingIdentity } from '../../src/workspace/identities/acting-identity.ts';
import { FileKeyRing } from '../../src/workspace/key-ring.ts';
import { openWorkspace } from '../../src/workspace/open-workspace.ts';
import { systemRandom } from '../../src/workspace/random.ts';
import { harmlessLines } from '../gates/team.ts';

// Takes data in, has them approved and admitted, starts a run on them and goes back to an earlier version,
// over and over, and says what was acknowledged.
const [folder = '', keyFolder = '', name = ''] = process.argv.slice(2);
const workspace = await openWorkspace(folder, {
  clock: systemClock,
  random: systemRandom,
  keys: new FileKeyRing({ folder: keyFolder }),
});
const ann = await actingIdentity(workspace, 'Ann');
const ben = await actingIdentity(workspace, 'Ben');
const cy = await actingIdentity(workspace, 'Cy');
const data = join(folder, 'data');
const code = join(folder, 'train.py');
writeFileSync(code, 'print(1)\n');
const REQUEST: Omit<RunRequest, 'datasets'> = {
  name: 'router',
  dataFolders: [],
  baseModel: null,
  code: { path: code },
  trainer: null,
  tokenizer: null,
  templates: [],
  configurations: [],
  parameters: { epochs: 1 },
  environment: null,
  command: null,
  trigger: 'manual',
  leavesOutDeletedRows: false,
  dryRun: false,
};
let first: DatasetVersionId | undefined;
acknowledge('ready', folder);
for (let index = 0; ; index += 1) {
  writeFileSync(
    join(data, 'tickets.jsonl'),
    `${harmlessLines(60)}{"text":"${name} ${index}","label":"one"}\n`,
  );
  const { value } = await intake(
    workspace,
    { uri: data, source: 'vendor', dataset: 'tickets', message: name, environment: {} },
    ann,
  );
  acknowledge('version', value.version);
  const subject = `tickets@${value.version}`;
  const approval = { subject, act: 'approve', reason: 'looked', expires: null } as const;
  for (const who of [ben, cy])
    acknowledge('approval', (await giveApproval(workspace, approval, who)).value.statement);
  const { version } = await admit(workspace, { version: subject, dryRun: false }, ann);
  acknowledge(version.state, version.id);
  const { run } = await startRun(workspace, { ...REQUEST, datasets: [subject] }, ann);
  acknowledge('run', run?.id ?? 'none');
  const to = first ?? version.id;
  const back = {
    dataset: 'tickets',
    to,
    reason: 'as it was',
    between: 'superseded',
    force: false,
  } as const;
  if (first !== undefined)
    acknowledge('version', (await rollback(workspace, back, ann)).value.version.id);
  first = to;
}

/** Not through a stream: what is written here has left the process even if it is killed right after. */
function acknowledge(what: string, id: string): void {
  writeSync(1, `${what} ${id}\n`);
}
