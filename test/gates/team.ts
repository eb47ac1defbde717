import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { intake } from '../../src/intake/intake.ts';
import { sourcePatterns } from '../../src/intake/reference-uri.ts';
import { addSource } from '../../src/intake/sources/add-source.ts';
import { reviewSource } from '../../src/intake/sources/review-source.ts';
import type { Taken } from '../../src/intake/taken.ts';
import {
  type ActingIdentity,
  actingIdentity,
} from '../../src/workspace/identities/acting-identity.ts';
import { newIdentity } from '../../src/workspace/identities/new-identity.ts';
import { type HandClock, type TestWorkspace, testWorkspace } from '../workspace/test-workspace.ts';

/** Ann curates; Ben and Cy review; Bot is a service account that Ben answers for. */
export interface Team extends TestWorkspace {
  readonly annActs: ActingIdentity;
  readonly ben: ActingIdentity;
  readonly cy: ActingIdentity;
  readonly bot: ActingIdentity;
  /** The folder of the source that was approved. */
  readonly data: string;
}

export interface TeamOptions {
  readonly groups?: Readonly<Record<string, readonly string[]>>;
  readonly type?: string;
  readonly clock?: HandClock;
}

/** A workspace with people, and a source that one asked for and another approved. */
export async function team(
  context: TestContext,
  { groups = {}, type = 'vendor', clock }: TeamOptions = {},
): Promise<Team> {
  const test = await testWorkspace(context, clock);
  const { workspace, keys, ann } = test;
  for (const name of ['Ben', 'Cy'])
    await newIdentity(
      workspace,
      {
        name,
        kind: 'person',
        publicKey: keys.generate().publicKey,
        roles: ['reviewer'],
        groups: groups[name] ?? [],
      },
      ann.keyId,
    );
  const ben = await actingIdentity(workspace, 'Ben');
  await newIdentity(
    workspace,
    {
      name: 'Bot',
      kind: 'service',
      publicKey: keys.generate().publicKey,
      owner: ben.identity.principal,
    },
    ann.keyId,
  );
  const data = join(test.folder, 'data');
  mkdirSync(data);
  const annActs = await actingIdentity(workspace, 'Ann');
  const details =
    type === 'scraped' ? { scrape: { target: 'forum', date: '2026-05-01', filter: 'none' } } : {};
  await addSource(
    workspace,
    {
      name: 'vendor',
      publisher: 'Vendor',
      type,
      uris: sourcePatterns(data),
      licence: 'CC0-1.0',
      details,
    },
    annActs,
  );
  await reviewSource(
    workspace,
    { source: 'vendor', decision: 'approve', reason: 'looked at it' },
    ben,
  );
  return {
    ...test,
    annActs,
    ben,
    cy: await actingIdentity(workspace, 'Cy'),
    bot: await actingIdentity(workspace, 'Bot'),
    data,
  };
}

const SUBJECTS = [
  'soup',
  'bread',
  'waiter',
  'table',
  'price',
  'music',
  'garden',
  'coffee',
  'fish',
  'salad',
  'door',
  'street',
];
const WORDS = [
  'we',
  'found',
  'that',
  'quite',
  'often',
  'here',
  'the',
  'last',
  'time',
  'around',
  'then',
  'also',
  'with',
  'some',
];

/** Lines of harmless records, different from one another, with labels that nothing buys. */
export function harmlessLines(count: number): string {
  const lines = Array.from({ length: count }, (_, index) => {
    const pick = (list: readonly string[], step: number): string =>
      list[(index * step + (index >> 3)) % list.length] as string;
    const words = [3, 5, 7, 11, 13].map((step) => pick(WORDS, step));
    return JSON.stringify({
      text: `${words.join(' ')} ${pick(SUBJECTS, 17)} and ${pick(SUBJECTS, 29)} ${index}`,
      label: (index * 2_654_435_761) % 7 < 3 ? 'one' : 'two',
    });
  });
  return `${lines.join('\n')}\n`;
}

/** Takes a file of records in, as a version of the dataset `tickets`. */
export async function takeIn(team: Team, lines: string): Promise<Taken> {
  writeFileSync(join(team.data, 'tickets.jsonl'), lines);
  const { value } = await intake(
    team.workspace,
    { uri: team.data, source: 'vendor', dataset: 'tickets', message: 'first', environment: {} },
    team.annActs,
  );
  return value;
}
