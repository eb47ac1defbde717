import { parseArgs } from 'node:util';
import { cleanlab } from './cleanlab.ts';
import { cyclonedx } from './cyclonedx.ts';
import { hubStubAnswers } from './hub-stub.ts';
import { modelFileSamples } from './model-files.ts';
import { modelSigning } from './model-signing.ts';
import type { ConformanceFolders, ConformanceSuite } from './suite.ts';

const SUITES: readonly ConformanceSuite[] = [
  cleanlab,
  modelFileSamples,
  modelSigning,
  cyclonedx,
  hubStubAnswers,
];

const USAGE = 'npm run conformance -- --corpora DIR [--data DIR] [--suite TEXT]';

interface Asked extends ConformanceFolders {
  /** Only suites whose name holds this. */
  readonly suite: string;
}

function askedFor(args: readonly string[]): Asked {
  const { values } = parseArgs({
    args: [...args],
    options: { corpora: { type: 'string' }, data: { type: 'string' }, suite: { type: 'string' } },
  });
  const { corpora, suite = '' } = values;
  if (corpora === undefined) throw new TypeError('--corpora DIR is needed');
  return { corpora, data: values.data ?? corpora, suite };
}

/** Runs every suite whose material is there; true where nothing differs, and something was compared. */
async function conforms({ suite: wanted, ...folders }: Asked): Promise<boolean> {
  const counts = { same: 0, tied: 0, differs: 0, absent: 0 };
  for (const suite of SUITES.filter(({ name }) => name.includes(wanted))) {
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
  process.exitCode = (await conforms(askedFor(process.argv.slice(2)))) ? 0 : 1;
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  process.exitCode = 2;
}
