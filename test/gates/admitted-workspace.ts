import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { giveApproval } from '../../src/approvals/give-approval.ts';
import type { DatasetVersionId } from '../../src/core/identifiers.ts';
import { admit } from '../../src/gates/admission/admit.ts';
import type { RunRequest } from '../../src/gates/training/run-request.ts';
import { intake } from '../../src/intake/intake.ts';
import { sourcePatterns } from '../../src/intake/reference-uri.ts';
import { addSource } from '../../src/intake/sources/add-source.ts';
import { reviewSource } from '../../src/intake/sources/review-source.ts';
import {
  type ActingIdentity,
  actingIdentity,
} from '../../src/workspace/identities/acting-identity.ts';
import { newIdentity } from '../../src/workspace/identities/new-identity.ts';
import { HandClock, type TestWorkspace, testWorkspace } from '../workspace/test-workspace.ts';

/** A workspace in which Ann takes data in and Bob reviews. */
export interface PeopledWorkspace extends TestWorkspace {
  readonly annActs: ActingIdentity;
  readonly bobActs: ActingIdentity;
  /** Takes a dataset in; what is in it follows from its name and the number of records. */
  take(dataset: string, records?: number): Promise<DatasetVersionId>;
  /** Has Bob approve it, and admits it. */
  admit(dataset: string, version: DatasetVersionId, impact?: string): Promise<void>;
  /** Writes a file below the test's folder; returns its path. */
  file(path: string, content: string): string;
  /** A run over these versions, its code and base model in files of the test. */
  request(...datasets: readonly string[]): RunRequest;
}

export async function peopledWorkspace(
  context: TestContext,
  clock: HandClock = new HandClock(),
): Promise<PeopledWorkspace> {
  const test = await testWorkspace(context, clock);
  const { workspace, ann, keys, folder } = test;
  const key = keys.generate();
  await newIdentity(
    workspace,
    { name: 'Bob', kind: 'person', publicKey: key.publicKey, roles: ['reviewer'] },
    ann.keyId,
  );
  const annActs = await actingIdentity(workspace, 'Ann');
  const bobActs = await actingIdentity(workspace, 'Bob');
  const file = (path: string, content: string): string => {
    const target = join(folder, '..', path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
    return target;
  };
  const incoming = join(folder, '..', 'incoming');
  const wanted = {
    name: 'crm',
    publisher: 'Example Corp',
    type: 'curated',
    uris: sourcePatterns(incoming),
    licence: 'CC-BY-4.0',
    details: {},
  };
  await addSource(workspace, wanted, annActs);
  await reviewSource(
    workspace,
    { source: 'crm', decision: 'approve', reason: 'read a hundred of them' },
    bobActs,
  );
  return {
    ...test,
    annActs,
    bobActs,
    file,
    async take(dataset, records = 12): Promise<DatasetVersionId> {
      file(`incoming/${dataset}/data.jsonl`, ticketLines(dataset, records));
      const { value } = await intake(
        workspace,
        { uri: join(incoming, dataset), source: 'crm', dataset, message: '', environment: {} },
        annActs,
      );
      return value.version;
    },
    async admit(dataset, version, impact = 'low'): Promise<void> {
      const approval = {
        subject: `${dataset}@${version}`,
        act: 'approve',
        reason: 'looked at it',
        expires: null,
      } as const;
      await giveApproval(workspace, approval, bobActs);
      const { decision } = await admit(
        workspace,
        { version: `${dataset}@${version}`, impact, dryRun: false },
        annActs,
      );
      if (decision.verdict !== 'pass') throw new Error(JSON.stringify(decision.rules, null, 1));
    },
    request: (...datasets) => ({
      name: 'support-bot',
      datasets,
      dataFolders: [],
      baseModel: { path: file('base/model.safetensors', 'weights') },
      code: { path: file('code/train.py', 'train()') },
      trainer: null,
      tokenizer: null,
      templates: [],
      configurations: [],
      parameters: { seed: 7 },
      environment: null,
      command: 'python train.py',
      trigger: 'manual',
      leavesOutDeletedRows: false,
      dryRun: false,
    }),
  };
}

/** Plain tickets, two queues in turn, no two alike. */
function ticketLines(dataset: string, records: number): string {
  const words = ['parcel', 'invoice', 'refund', 'login', 'window', 'garden', 'bicycle', 'piano'];
  return Array.from({ length: records }, (_, at) => {
    const word = words[(at * 5) % words.length];
    const text = `${dataset} ${at}: about the ${word} of ${words[(at * 3 + 1) % words.length]} ${at * 17}`;
    return `${JSON.stringify({ text, label: at % 2 === 0 ? 'sales' : 'service' })}\n`;
  }).join('');
}
