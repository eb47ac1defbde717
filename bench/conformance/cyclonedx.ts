import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bomProblems } from '../../src/statements/cyclonedx/validate-bom.ts';
import type { ConformanceCheck, ConformanceSuite } from './suite.ts';

const DOCUMENTS = 'tools/src/test/resources';

/** The official test documents of CycloneDX: what is valid is accepted, what is invalid refused. */
export const cyclonedx: ConformanceSuite = {
  name: 'cyclonedx: official test documents',
  run({ corpora }) {
    const folder = join(corpora, 'cyclonedx', DOCUMENTS);
    if (!existsSync(folder)) return Promise.resolve(undefined);
    return Promise.resolve(
      ['1.6', '1.7'].flatMap((version) => checksOf(join(folder, version), version)),
    );
  },
};

function checksOf(folder: string, version: string): ConformanceCheck[] {
  const names = globSync('{valid,invalid}-*.json', { cwd: folder }).sort();
  const wrong = names.flatMap((name) => wrongOf(join(folder, name), name));
  const valid = names.filter((name) => name.startsWith('valid-')).length;
  return [
    {
      name: `${version}: valid accepted, invalid refused`,
      outcome: names.length === 0 ? 'absent' : 'same',
      detail: `${names.length - wrong.length} of ${names.length} as expected (${valid} valid, ${names.length - valid} invalid)`,
    },
    ...wrong,
  ];
}

function wrongOf(path: string, name: string): ConformanceCheck[] {
  const problems = bomProblems(JSON.parse(readFileSync(path, 'utf8')));
  if ((problems.length === 0) === name.startsWith('valid-')) return [];
  const [problem] = problems;
  const detail = problem === undefined ? 'accepted' : `${problem.pointer} ${problem.message}`;
  return [{ name, outcome: 'differs', detail }];
}
