import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { checkImports } from '../../tools/import-direction/check-imports.ts';
import { readHouse } from '../../tools/import-direction/house.ts';

const house = readHouse(new URL('../../tools/floors.json', import.meta.url));

describe('import direction', () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'credence-imports-'));
  });

  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  function check(files: Readonly<Record<string, string>>): readonly string[] {
    for (const [path, source] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), source);
    }
    return checkImports(root, house).violations;
  }

  const upward: Readonly<Record<string, string>> = {
    'a static import': "import { scan } from '../screening/scan.ts';",
    'an import for its effect': "import '../screening/scan.ts';",
    'a type-only import': "import type { Scan } from '../screening/scan.ts';",
    'a type reached by import()': "export type A = import('../screening/scan.ts').Scan;",
    'a re-export': "export { scan } from '../screening/scan.ts';",
    'a re-export of everything': "export * from '../screening/scan.ts';",
    'a dynamic import': "export const scan = () => import('../screening/scan.ts');",
    'a dynamic import in back quotes': 'export const scan = () => import(`../screening/scan.ts`);',
    'a worker': "new Worker(new URL('../screening/scan.ts', import.meta.url));",
    'a resolved path': "export const at = import.meta.resolve('../screening/scan.ts');",
  };

  for (const [name, source] of Object.entries(upward)) {
    it(`catches ${name} that goes up`, () => {
      const violations = check({ 'records/reader.ts': `\n${source}`, 'screening/scan.ts': '' });
      assert.deepEqual(violations, [
        'records/reader.ts:2 records (floor 2) may not import screening (floor 4)',
      ]);
    });
  }

  it('lets a room import itself and the floors below', () => {
    const violations = check({
      'core/digest.ts': '',
      'records/column.ts': '',
      'records/schema.ts': "import './column.ts'; import '../core/digest.ts'; import 'node:fs';",
    });
    assert.deepEqual(violations, []);
  });

  it('lets a room import its own floor only where the table says so', () => {
    assert.deepEqual(
      check({ 'engine/scan.ts': "import '../records/schema.ts';", 'records/schema.ts': '' }),
      [],
    );
    assert.deepEqual(
      check({ 'numerics/rank.ts': "import '../findings/ladder.ts';", 'findings/ladder.ts': '' }),
      ['numerics/rank.ts:1 numerics (floor 1) may not import findings (floor 1)'],
    );
  });

  it('catches a room that imports the one above it in the table of exceptions', () => {
    assert.deepEqual(
      check({ 'records/schema.ts': "import '../engine/scan.ts';", 'engine/scan.ts': '' }),
      ['records/schema.ts:1 records (floor 2) may not import engine (floor 2)'],
    );
  });

  it('catches a room that is limited to named rooms and imports another one below', () => {
    const violations = check({
      'modelfiles/scan.ts': "import '../core/digest.ts';\nimport '../records/schema.ts';",
      'modelfiles/sniff.ts': "import '../findings/verdict.ts'; import './scan.ts';",
      'core/digest.ts': '',
      'findings/verdict.ts': '',
      'records/schema.ts': '',
    });
    assert.deepEqual(violations, [
      'modelfiles/scan.ts:2 modelfiles may import only core and findings, not records',
    ]);
  });

  it('catches a cycle, also one of types', () => {
    const violations = check({
      'core/a.ts': "import type { B } from './b.ts';",
      'core/b.ts': "import './c.ts';",
      'core/c.ts': "import './a.ts';",
    });
    assert.deepEqual(violations, ['import cycle: core/a.ts → core/b.ts → core/c.ts → core/a.ts']);
  });

  it('refuses what it cannot see through', () => {
    const violations = check({
      'cli/a.ts': 'export const load = (name: string) => import(name);',
      'cli/b.ts': 'export const at = (name: string) => new URL(pick(name), import.meta.url);',
      'cli/c.ts': 'export const here = import.meta.dirname;',
    });
    assert.deepEqual(violations, [
      'cli/a.ts:1 names a file that cannot be checked: name',
      'cli/b.ts:1 names a file that cannot be checked: pick(name)',
      'cli/c.ts:1 names a file that cannot be checked: import.meta.dirname',
    ]);
  });

  it('refuses a file that does not exist, the outside, and its own package by name', () => {
    const violations = check({
      'cli/a.ts': "new URL('./gone.ts', import.meta.url);",
      'cli/b.ts': "import '../../../../../../etc/hosts';",
      'cli/c.ts': "import 'credence';",
    });
    assert.equal(violations.length, 3);
    assert.match(violations[0] ?? '', /does not exist: \.\/gone\.ts/);
    assert.match(violations[1] ?? '', /outside the source folder|does not exist/);
    assert.match(violations[2] ?? '', /its own package by name/);
  });

  it('refuses a room without a floor and a file without a room', () => {
    assert.deepEqual(check({ 'attic/box.ts': '', 'loose.ts': '' }), [
      'attic/box.ts: the room attic has no floor',
      'loose.ts stands in no room',
    ]);
  });

  it('fails when it read no file', () => {
    assert.deepEqual(check({}), [`${root}: no file was read`]);
  });

  it('fails on a file that does not parse', () => {
    assert.throws(() => check({ 'core/a.ts': 'import {' }), /core\/a\.ts does not parse/);
  });
});
