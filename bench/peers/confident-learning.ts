import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { LABEL_ISSUE_FILTERS } from '../../src/numerics/confident-learning/find-label-issues.ts';
import { LABEL_QUALITY_SCORES } from '../../src/numerics/confident-learning/label-quality.ts';
import { makeProbabilities, type ProbabilityShape } from './make-probabilities.ts';
import { CACHED_ENVIRONMENT, preparePeers, runPeer } from './run-peer.ts';

/** Confident learning beside cleanlab (`n_jobs=1`): the same files, one process a measurement, in one run. */
const { values } = parseArgs({
  options: {
    /** Where the peers' Python environment is, or is to be made. */
    venv: { type: 'string', default: CACHED_ENVIRONMENT },
    shape: { type: 'string', multiple: true, default: ['1000000x10', '50000x1000'] },
    precision: { type: 'string', multiple: true, default: ['double', 'single'] },
    /** Filters, scores, or `ranked`: the default filter, ranked by self-confidence. */
    work: { type: 'string', multiple: true },
    repeats: { type: 'string', default: '3' },
  },
});

interface Figures {
  readonly seconds: number;
  readonly megabytes: number;
}

const WORK = values.work ?? [...LABEL_ISSUE_FILTERS, 'ranked', ...LABEL_QUALITY_SCORES];
const HEAD = `| data | work | cleanlab | Credence | times faster | cleanlab | Credence | share of memory | result |
|---|---|---|---|---|---|---|---|---|
`;

/** What both returned: the same rows in the same order, or the same scores to within rounding. */
function comparison(folder: string, work: string): string {
  const bytes = ['peer', 'own'].map((side) => readFileSync(join(folder, side)));
  const [peer, own] = bytes as [Buffer, Buffer];
  if (peer.equals(own)) return 'identical';
  if (LABEL_QUALITY_SCORES.some((score) => score === work)) {
    const [theirs, ours] = [doubles(peer), doubles(own)];
    const furthest = theirs.reduce(
      (most, score, at) => Math.max(most, Math.abs(score - (ours[at] ?? Number.NaN))),
      0,
    );
    return `within ${furthest.toExponential(0)}`;
  }
  const [theirs, ours] = [new Set(integers(peer)), new Set(integers(own))];
  const different = theirs.symmetricDifference(ours).size;
  return different === 0
    ? 'identical rows, other order'
    : `**${different} of ${theirs.size} rows differ**`;
}

function integers({ buffer, byteOffset, length }: Buffer): Int32Array {
  return new Int32Array(buffer.slice(byteOffset, byteOffset + length));
}

function doubles({ buffer, byteOffset, length }: Buffer): Float64Array {
  return new Float64Array(buffer.slice(byteOffset, byteOffset + length));
}

function shapeOf(text: string, precision: string): ProbabilityShape {
  const [, rows, classes] = /^(\d+)x(\d+)$/.exec(text) ?? [];
  if (rows === undefined || classes === undefined)
    throw new RangeError('--shape takes ROWSxCLASSES, such as 1000000x10');
  if (precision !== 'single' && precision !== 'double')
    throw new RangeError('--precision takes single or double');
  return { rows: Number(rows), classes: Number(classes), precision };
}

function measure(folder: string, work: string): { readonly peer: Figures; readonly own: Figures } {
  const given = [
    join(folder, 'probabilities.npy'),
    join(folder, 'labels.npy'),
    work,
    values.repeats,
  ];
  const peer = runPeer('confident_learning.py', [...given, join(folder, 'peer')], values.venv);
  const child = fileURLToPath(new URL('./confident-learning-child.ts', import.meta.url));
  const printed = execFileSync(process.execPath, [child, ...given, join(folder, 'own')], {
    encoding: 'utf8',
    // From the second process on, the compiler of TypeScript is not loaded: the package has none either.
    env: { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compiled') },
  });
  return { peer: peer as unknown as Figures, own: JSON.parse(printed) };
}

preparePeers(values.venv);
console.log(
  `${cpus()[0]?.model}, Node ${process.version}; CPU seconds (median of ${values.repeats}), peak memory in MB\n`,
);
process.stdout.write(HEAD);
const folder = mkdtempSync(join(tmpdir(), 'credence-peers-'));
try {
  for (const text of values.shape) {
    for (const precision of values.precision) {
      const shape = shapeOf(text, precision);
      const paths = {
        probabilities: join(folder, 'probabilities.npy'),
        labels: join(folder, 'labels.npy'),
      };
      makeProbabilities(shape, paths, 1);
      measure(folder, 'self_confidence');
      for (const work of WORK) {
        const { peer, own } = measure(folder, work);
        const cells = [
          `${shape.rows.toLocaleString('en')} × ${shape.classes.toLocaleString('en')}, ${precision}`,
          `\`${work}\``,
          peer.seconds.toFixed(3),
          own.seconds.toFixed(3),
          (peer.seconds / own.seconds).toFixed(1),
          peer.megabytes.toFixed(0),
          own.megabytes.toFixed(0),
          (own.megabytes / peer.megabytes).toFixed(2),
          comparison(folder, work),
        ];
        console.log(`| ${cells.join(' | ')} |`);
      }
    }
  }
} finally {
  rmSync(folder, { recursive: true });
}
console.log(
  '\nTies are decided as NumPy 2.4 decides them with AVX-512. On other processors cleanlab itself decides otherwise: in the rounding of a joint of many classes, that changes rows.',
);
