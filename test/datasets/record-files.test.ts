import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { verifyVersion } from '../../src/datasets/verify/verify-version.ts';
import { admit } from '../../src/gates/admission/admit.ts';
import { holdsRecords } from '../../src/workspace/versions/record-files.ts';
import { harmlessLines, takeIn, team } from '../gates/team.ts';
import { reference } from './versions.ts';

it('reads and scans the tables of a version, and not the pages about it', async (context) => {
  const made = await team(context);
  mkdirSync(join(made.data, 'more'));
  writeFileSync(join(made.data, 'README.md'), '# Tickets\n');
  writeFileSync(join(made.data, 'LICENSE.txt'), 'Do what you like.\n');
  writeFileSync(join(made.data, 'dataset_infos.json'), '{"default": {"splits": {}}}');
  writeFileSync(join(made.data, 'more', 'b.jsonl'), harmlessLines(200));
  const { version, manifest } = await takeIn(made, harmlessLines(300));
  assert.equal(manifest.files.length, 5);
  assert.equal(manifest.records?.count, 500);
  const check = await verifyVersion(made.workspace, reference(version), { rows: true });
  assert.deepEqual(check.problems, []);
  const admission = await admit(
    made.workspace,
    { version: reference(version), dryRun: false },
    made.annActs,
  );
  const screening = admission.decision.rules.find(({ rule }) => rule.startsWith('screening'));
  assert.notEqual(screening?.outcome, 'inconclusive');
});

it('takes a table for one, whatever it calls itself', () => {
  const held = ['README.jsonl', 'license.csv', 'a/metadata.jsonl', 'x.json', 'notes.txt'];
  assert.ok(held.every((path) => holdsRecords({ path })));
  const pages = ['README.txt', 'a/LICENSE.txt', 'dataset_infos.json', 'img.png', 'README.md'];
  assert.ok(pages.every((path) => !holdsRecords({ path })));
});
