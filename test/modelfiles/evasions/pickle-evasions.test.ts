import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { ModelFileReport } from '../../../src/findings/model-file-report.ts';
import type { Verdict } from '../../../src/findings/verdict.ts';
import { scanModelFile } from '../../../src/modelfiles/scan-model-file.ts';
import { buildEvasion, type EvasionFile } from './build-evasion.ts';

/** A published way past scanners, written down as instructions. */
interface Evasion {
  readonly title: string;
  readonly reference: string;
  readonly policy: string;
  /** Variants, each of which must be judged as expected. */
  readonly files: readonly EvasionFile[];
  readonly expected: { readonly verdict: Verdict; readonly rule: string | null };
}

const folder = new URL('./pickles/', import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith('.json'));

describe('ways past scanners of pickles', () => {
  it('are kept, one to a file', () => assert.ok(names.length > 50));

  for (const name of names) {
    const evasion: Evasion = JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
    const { expected, files, policy } = evasion;
    it(`${evasion.title} (${evasion.reference})`, async () => {
      assert.ok(files.length > 0);
      for (const [index, file] of files.entries()) {
        const report = await scanModelFile(buildEvasion(file), { policy });
        const rules = rulesOf(report);
        const where = `variant ${index}: ${rules}`;
        assert.equal(report.verdict, expected.verdict, where);
        if (expected.rule !== null) assert.ok(rules.includes(expected.rule), where);
      }
    });
  }
});

function rulesOf({ findings, members }: ModelFileReport): readonly string[] {
  return [...findings.map(({ rule }) => rule), ...members.flatMap((member) => rulesOf(member))];
}
