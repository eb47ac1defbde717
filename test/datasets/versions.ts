import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Digest } from '../../src/core/digest.ts';
import type { DatasetVersionId } from '../../src/core/identifiers.ts';
import type { VersionRow } from '../../src/registry/rows/versions.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';
import { type Team, takeIn, team } from '../gates/team.ts';

/** A record of the datasets of these tests. */
export interface Row {
  readonly id: string;
  readonly text: string;
  readonly label: string;
  readonly source: string;
}

/** Harmless records with ids, from `first` on. */
export function rows(count: number, first = 0): Row[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `r-${first + index}`,
    text: `the soup number ${first + index} was quite good and the waiter was kind`,
    label: index % 2 === 0 ? 'good' : 'bad',
    source: index % 3 === 0 ? 'web' : 'shop',
  }));
}

export function jsonLines(list: readonly unknown[]): string {
  return list.map((row) => `${JSON.stringify(row)}\n`).join('');
}

/** A workspace with versions of the dataset `tickets`, one a minute. */
export interface Versions extends Team {
  readonly ids: readonly DatasetVersionId[];
}

/** Takes each text in as a version. */
export async function versions(context: TestContext, texts: readonly string[]): Promise<Versions> {
  const made = await team(context);
  const ids: DatasetVersionId[] = [];
  for (const text of texts) {
    made.clock.move(1);
    ids.push((await takeIn(made, text)).version);
  }
  made.clock.move(1);
  return { ...made, ids };
}

export function reference(id: Digest | undefined): string {
  return `tickets@${id?.slice(7)}`;
}

/** Puts a version into a state, as its gate would. */
export async function setState(
  { workspace, annActs }: Team,
  id: DatasetVersionId | undefined,
  state: VersionRow['state'],
): Promise<void> {
  await workspace.commit(async (unit) => {
    const row = id === undefined ? undefined : await unit.registry.versions.find(id);
    if (row === undefined) throw new Error('no such version');
    await unit.registry.versions.replace({ ...row, state, stateChanged: unit.now });
    const actor = annActs.identity.keyId;
    await unit.log({ type: `dataset.${state}`, subjects: [row.id], statement: null, actor });
  });
}

/** Changes a text wherever the vault holds it. */
export function tamper({ paths }: Workspace, from: string | Buffer, to: string | Buffer): void {
  let hits = 0;
  for (const entry of readdirSync(paths.objects, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile()) continue;
    const bytes = readFileSync(path);
    const at = bytes.indexOf(from);
    if (at < 0) continue;
    chmodSync(path, 0o600);
    bytes.set(Buffer.from(to), at);
    writeFileSync(path, bytes);
    hits += 1;
  }
  if (hits === 0) throw new Error(`nothing in the vault holds ${from}`);
}
