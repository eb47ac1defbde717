import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { jsonLines, rows, tamper, versions } from '../datasets/versions.ts';
import { credence, type Ended } from './run-credence.ts';

it('walks through the versions of a dataset, from list to a kit and back', async (context) => {
  const made = await versions(context, [
    jsonLines(rows(40)),
    jsonLines(rows(41).map((row, index) => (index === 4 ? { ...row, label: 'bad' } : row))),
  ]);
  const config = join(made.folder, 'config');
  mkdirSync(join(config, 'credence'), { recursive: true });
  symlinkSync(made.keys.folder, join(config, 'credence', 'keys'));
  const run = (...args: string[]): Promise<Ended> =>
    credence(['dataset', ...args], { cwd: made.folder, env: { XDG_CONFIG_HOME: config } });
  const [old, now] = made.ids.map((id) => `tickets@${id.slice(7, 19)}`) as [string, string];

  const [list, log, diff, tag, verify] = await Promise.all([
    run('list'),
    run('log', 'tickets', '--json'),
    run('diff', old, now),
    run('tag', old, 'v1', '--as', 'Ann'),
    run('verify', now, '--rows'),
  ]);
  assert.match(list.stdout, /^tickets: 2 versions, owner Ann/);
  assert.deepEqual(
    JSON.parse(log.stdout).map(({ id }: { id: string }) => id),
    made.ids.toReversed(),
  );
  assert.match(diff.stdout, /1 added, 0 removed, 1 changed, 39 the same/);
  assert.match(diff.stdout, /label ‘good’ → ‘bad’: 1 row/);
  assert.match(tag.stdout, /^TAGGED {2}tickets@v1/);
  assert.match(verify.stdout, /^VERIFIED .* 41 records read anew/);
  assert.equal(verify.code, 0);

  writeFileSync(join(made.folder, 'step.py'), 'keep the first thirty');
  writeFileSync(join(made.folder, 'made.jsonl'), jsonLines(rows(30)));
  const step = ['--transform', 'head', '--code', 'step.py', '--param', 'rows=30', '--as', 'Ann'];
  const [derived, out, back, gone, gc] = await Promise.all([
    run('derive', 'short', '--from', 'tickets@v1', '--files', 'made.jsonl', ...step),
    run('export', old, '--out', 'handed'),
    run('rollback', 'tickets', '--to', 'v1', '--reason', 'why not', '--as', 'Ann'),
    run('show', 'tickets@00000000', '--json'),
    run('gc', '--dry-run'),
  ]);
  assert.match(derived.stdout, /^QUARANTINED {2}short@.*30 records/);
  assert.match(out.stdout, /^EXPORTED/);
  assert.equal(back.code, 2);
  assert.match(back.stderr, /was never admitted/);
  assert.equal(JSON.parse(gone.stderr).error.code, 'NOT_FOUND');
  assert.match(gc.stdout, /^WOULD REMOVE/);

  tamper(made.workspace, 'soup number 11', 'soap number 11');
  const changed = await run('verify', old);
  assert.equal(changed.code, 1);
  assert.match(changed.stdout, /^NOT WHAT WAS SIGNED/);
  assert.match(changed.stdout, /tickets\.jsonl: row 12 is not what was committed to/);
});
