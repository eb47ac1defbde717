import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { benignChecks } from './model-files/benign-checks.ts';
import { divergenceChecks } from './model-files/divergence-checks.ts';
import { maliciousChecks } from './model-files/malicious-checks.ts';
import { readModelManifest, readPickleManifest } from './model-files/read-manifests.ts';
import type { ConformanceSuite } from './suite.ts';

/** Labels of files that must not pass, and of those that must be usable. */
const MALICIOUS = /^(?:malicious|opaque|archive)/;
const BENIGN = /^benign/;

/** Published samples: what attacks must not pass, under any policy; what is harmless must be usable. */
export const modelFileSamples: ConformanceSuite = {
  name: 'model files: published samples',
  async run({ corpora, data }) {
    const [pickles, models] = [join(corpora, 'pickles'), join(data, 'benign-models')];
    if (!existsSync(join(pickles, 'MANIFEST.tsv'))) return undefined;
    const samples = readPickleManifest(pickles);
    const ordinary = existsSync(models) ? readModelManifest(models) : [];
    const benign = [...samples, ...ordinary].filter(({ label }) => BENIGN.test(label));
    return [
      ...(await maliciousChecks(samples.filter(({ label }) => MALICIOUS.test(label)))),
      ...(await benignChecks(benign)),
      ...(await divergenceChecks(publishedCases(pickles))),
    ];
  },
};

/** Rows of the table of cases, below its two headers; a value may run over a line's end. */
function publishedCases(pickles: string): number {
  const [name] = globSync('PICKLE_VM_DIVERGENCE_*.tsv', { cwd: pickles });
  if (name === undefined) return 0;
  const [, , ...rows] = readFileSync(join(pickles, name), 'utf8').trimEnd().split('\n');
  return rows.filter((row) => row.includes('\t') && !row.startsWith('but no per')).length;
}
