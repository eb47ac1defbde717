import { parseArgs } from 'node:util';
import { cleanlab } from './cleanlab.ts';
import { modelFileSamples } from './model-files.ts';
import type { ConformanceFolders, ConformanceSuite } from './suite.ts';

const SUITES: readonly ConformanceSuite[] = [cleanlab, modelFileSamples];

const USAGE = 'npm run conformance -- --corpora DIR --data DIR';

function foldersFrom(args: readonly string[]): ConformanceFolders {
  const { values } = parseArgs({
    args: [...args],
    options: { corpora: { type: 'string' }, data: { type: 'string' } },
  });
  const { corpora, data } = values;
  if (corpora === undefined || data === undefined)
    throw new TypeError('--corpora DIR and --data DIR are needed');
  return { corpora, data };
}

/** Runs every suite whose material is there; true where nothing differs, and something was compared. */
async function conforms(folders: ConformanceFolders): Promise<boolean> {
  const counts = { same: 0, tied: 0, differs: 0, absent: 0 };
  for (const suite of SUITES) {
    const checks = await suite.run(folders);
    console.log(`\n${suite.name}${checks === undefined ? ': its material is not there' : ''}`);
    for (const { name, outcome, detail } of checks ?? []) {
      counts[outcome] += 1;
      console.log(`  ${outcome.padEnd(7)} ${name}${detail === '' ? '' : `: ${detail}`}`);
    }
  }
  const { same, tied, differs, absent } = counts;
  console.log(`\n${same} the same, ${tied} but for ties, ${differs} differ, ${absent} absent`);
  return differs === 0 && absent === 0 && same > 0;
}

try {
  process.exitCode = (await conforms(foldersFrom(process.argv.slice(2)))) ? 0 : 1;
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  process.exitCode = 2;
}
