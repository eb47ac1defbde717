import { parseArgs } from 'node:util';
import { CredenceError } from '../../src/core/error.ts';
import { inspectPickle } from '../../src/modelfiles/pickle/inspect-pickle.ts';
import { scanModelFile } from '../../src/modelfiles/scan-model-file.ts';
import { MemorySource } from '../../src/modelfiles/sources/memory-source.ts';
import { inspectionContext } from '../../test/modelfiles/inspection-context.ts';
import { seededRandom } from '../../test/modelfiles/pickle/random-pickle.ts';
import { forbiddenEffect } from './fuzz/forbidden-effect.ts';
import { type FuzzedInput, fuzzedInput } from './fuzz/fuzzed-inputs.ts';

/** Small enough that a loop that does not end would meet them. */
const LIMITS = { instructions: 200_000, milliseconds: 10_000, unpackedBytes: 2 ** 26 };
const SLOW_MILLISECONDS = 2_000;
const MOST_SHOWN = 20;

const { values } = parseArgs({
  options: {
    inputs: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: '1' },
  },
});

/** What was made of an input: whether it passed, whether as a pickle, and what is wrong with that. */
interface Judged {
  readonly outcome: string;
  readonly passedPickle: boolean;
  readonly wrong: string | null;
}

/** Through the whole scan, as a file of whatever it looks like. */
async function judgedAsFile({ bytes }: FuzzedInput): Promise<Judged> {
  const { verdict, format, findings } = await scanModelFile(bytes, { limits: LIMITS });
  const internal = findings.find(({ rule }) => rule === 'scan.internal-error');
  const outside = findings.find(({ offset }) => offset !== null && offset > bytes.length);
  return {
    outcome: `scanned: ${verdict}`,
    passedPickle: verdict === 'pass' && format === 'pickle',
    wrong:
      internal?.summary ?? (outside === undefined ? null : `${outside.rule} points behind the end`),
  };
}

/** As a pickle, whatever it looks like, so that broken ones reach the machine, too. */
function judgedAsPickle({ bytes }: FuzzedInput): Judged {
  try {
    const { problems } = inspectPickle(new MemorySource(bytes), inspectionContext(LIMITS));
    const passes = problems.every(({ decision }) => decision === 'note');
    const outcome = `as a pickle: ${passes ? 'explained' : 'problems'}`;
    return { outcome, passedPickle: passes, wrong: null };
  } catch (error) {
    if (!(error instanceof CredenceError)) throw error;
    return { outcome: `as a pickle: ${error.code}`, passedPickle: false, wrong: null };
  }
}

const counts = new Map<string, number>();

async function wrongWith(input: FuzzedInput, asFile: boolean): Promise<string | null> {
  const started = performance.now();
  try {
    const judged = asFile ? await judgedAsFile(input) : judgedAsPickle(input);
    const key = `${input.kind} | ${judged.outcome}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
    if (judged.wrong !== null) return judged.wrong;
    const milliseconds = performance.now() - started;
    if (milliseconds > SLOW_MILLISECONDS) return `takes ${Math.round(milliseconds)} ms`;
    if (!judged.passedPickle) {
      return input.kind === 'valid pickle' ? 'is valid and harmless, and does not pass' : null;
    }
    const forbidden = forbiddenEffect(input.bytes, inspectionContext(LIMITS));
    return forbidden === null ? null : `passes, and ${forbidden}`;
  } catch (error) {
    return `throws ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`;
  }
}

const inputs = Number(values.inputs);
const random = seededRandom(Number(values.seed));
const started = performance.now();
let wrong = 0;
for (let number = 0; number < inputs; number++) {
  const input = fuzzedInput(random);
  const what = await wrongWith(input, number % 2 === 0);
  if (what === null) continue;
  wrong++;
  if (wrong > MOST_SHOWN) continue;
  const hex = Buffer.from(input.bytes).toString('hex');
  console.log(`input ${number}, ${input.kind}, ${what}\n  ${hex}`);
}
const seconds = (performance.now() - started) / 1000;
console.log('| input | judged | count |\n|---|---|---|');
for (const [key, number] of [...counts].sort()) console.log(`| ${key} | ${number} |`);
console.log(
  `\n${inputs} inputs in ${seconds.toFixed(0)} s (seed ${values.seed}): ${wrong} judged wrongly`,
);
process.exitCode = wrong === 0 ? 0 : 1;
