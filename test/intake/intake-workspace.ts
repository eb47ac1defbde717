import type { TestContext } from 'node:test';
import type { IntakeRequest } from '../../src/intake/intake.ts';
import { intake } from '../../src/intake/intake.ts';
import { sourcePatterns } from '../../src/intake/reference-uri.ts';
import { addSource } from '../../src/intake/sources/add-source.ts';
import { reviewSource } from '../../src/intake/sources/review-source.ts';
import type { Taken } from '../../src/intake/taken.ts';
import { decodeLeaf, type Leaf } from '../../src/ledger/leaf.ts';
import {
  type ActingIdentity,
  actingIdentity,
} from '../../src/workspace/identities/acting-identity.ts';
import { newIdentity } from '../../src/workspace/identities/new-identity.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';
import { type TestWorkspace, testWorkspace } from '../workspace/test-workspace.ts';

export interface IntakeWorkspace extends TestWorkspace {
  readonly annActs: ActingIdentity;
  readonly bobActs: ActingIdentity;
  /** Takes data in as Ann, from the source `vendor` into the dataset `tickets`, unless told otherwise. */
  take(uri: string, change?: Partial<IntakeRequest>): Promise<Taken>;
  /** Asks for the source `vendor` as Ann, and has Bob approve it. */
  approve(reference: string): Promise<void>;
  leaves(): Promise<readonly Leaf[]>;
}

/** A workspace of Ann, who takes data in, and Bob, who reviews. */
export async function intakeWorkspace(context: TestContext): Promise<IntakeWorkspace> {
  const made = await testWorkspace(context);
  const { workspace, keys } = made;
  const { publicKey } = keys.generate();
  await newIdentity(
    workspace,
    { name: 'Bob', kind: 'person', publicKey, roles: ['reviewer'] },
    made.ann.keyId,
  );
  const annActs = await actingIdentity(workspace, 'Ann');
  const bobActs = await actingIdentity(workspace, 'Bob');
  return {
    ...made,
    annActs,
    bobActs,
    async take(uri, change = {}): Promise<Taken> {
      made.clock.move(1);
      const request = {
        uri,
        source: 'vendor',
        dataset: 'tickets',
        message: '',
        environment: {},
        ...change,
      };
      return (await intake(workspace, request, annActs)).value;
    },
    async approve(reference): Promise<void> {
      await addSource(workspace, vendor(reference), annActs);
      made.clock.move(1);
      await reviewSource(
        workspace,
        { source: 'vendor', decision: 'approve', reason: 'looked' },
        bobActs,
      );
      made.clock.move(1);
    },
    leaves: () => leavesOf(workspace),
  };
}

function vendor(reference: string): Parameters<typeof addSource>[1] {
  return {
    name: 'vendor',
    publisher: 'Acme',
    type: 'vendor',
    uris: sourcePatterns(reference),
    licence: 'CC-BY-4.0',
    details: {},
  };
}

async function leavesOf({ read }: Workspace): Promise<readonly Leaf[]> {
  const leaves: Leaf[] = [];
  for await (const entry of read.leaves.read(0, await read.leaves.size()))
    leaves.push(decodeLeaf(entry));
  return leaves;
}
