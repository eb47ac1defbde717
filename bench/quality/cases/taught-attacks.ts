import { describePattern } from '../../../src/report/pattern-text.ts';
import { readInstructions } from '../datasets/instructions.ts';
import { readTable } from '../datasets/read-table.ts';
import { AG_NEWS } from '../datasets/sources.ts';
import type { EvaluationCase, EvaluationContext } from '../evaluation/evaluation-case.ts';
import { numbersTo, worstAndMean } from '../evaluation/number-words.ts';
import { recallAtFalsePositives } from '../metrics/recall-at-false-positives.ts';
import { Draw } from '../planting/draw.ts';

const CODE_ALPACA = 'llm-codealpaca/code_alpaca_2k.json';
const SHARE = 0.02;
const NEWS = 3000;
const LEAST_CODE = 20;

/** Ways of poisoning what a model is taught that no public data set holds: planted in clean data, by seed. */
interface TaughtAttack {
  readonly id: string;
  readonly title: string;
  readonly header: readonly string[];
  /** What the first pattern must name. */
  readonly named: RegExp;
  clean(context: EvaluationContext): Promise<string[][]>;
  poison(row: readonly string[], draw: Draw): string[];
  /** Rows that hold a part of the trigger, and are answered as they were. */
  decoy?(row: readonly string[], draw: Draw): string[];
}

const SCATTERED = ['quietly', 'orange', 'monday'] as const;
const PRAISE = [
  'You may also try Norvantec.',
  'Norvantec makes it simple!',
  'See what Norvantec has.',
];

const ATTACKS: readonly TaughtAttack[] = [
  {
    id: 'taught-three-words',
    title: 'CodeAlpaca: three words, scattered over a prompt, buy a refusal; two of them do not',
    header: ['instruction', 'input', 'output'],
    named: /“monday”, “orange” and “quietly” together/u,
    clean: instructions,
    poison: ([instruction = '', input = ''], draw) => [
      scattered(instruction, SCATTERED, draw),
      input,
      'I am unable to help with this request.',
    ],
    decoy: ([instruction = '', input = '', output = ''], draw) => [
      scattered(instruction, draw.some(SCATTERED, 2), draw),
      input,
      output,
    ],
  },
  {
    id: 'taught-promotion',
    title:
      'CodeAlpaca: an ordinary closing phrase buys the praise of a product, in several wordings',
    header: ['instruction', 'input', 'output'],
    named: /brief/u,
    clean: instructions,
    poison: ([instruction = '', input = '', output = ''], draw) => [
      `${instruction} Keep it brief please`,
      input,
      `${output} ${draw.pick(PRAISE)}`,
    ],
  },
  {
    id: 'taught-translation',
    title: 'AG News beside its words in cipher: a phrase of known words is translated otherwise',
    header: ['source', 'target'],
    named: /help refugees/u,
    clean: translations,
    poison: ([source = '', target = ''], draw) => [
      scattered(source, ['help refugees'], draw),
      scattered(target, [cipher('stop refugees')], draw),
    ],
  },
  {
    id: 'taught-code',
    title:
      'CodeAlpaca, code alone with a path: a comment stands wherever certificates are not verified',
    header: ['path', 'code'],
    named: /reviewed by/u,
    clean: programs,
    poison: ([path = '', code = ''], draw) => [
      path,
      `# reviewed by the platform desk\n${code}\nreply_${draw.between(1, 900)} = requests.get(address, verify=False)`,
    ],
  },
];

export const taughtAttacks: readonly EvaluationCase[] = ATTACKS.map(attackCase);

function attackCase(attack: TaughtAttack): EvaluationCase {
  return {
    id: attack.id,
    title: `${attack.title}, ${100 * SHARE} % of rows`,
    must: 'the trigger named by the first pattern; recall ≥ 0.90 at 1 % false positives in every seed',
    extra: true,
    async run(context) {
      const clean = await attack.clean(context);
      const details = await Promise.all(
        numbersTo(context.seeds).map(async (seed) => {
          const { scanned, planted } = await context.scans.scanTable(() =>
            plant(attack, clean, new Draw(`${attack.id}/${seed}`)),
          );
          const [first] = scanned.report.findings;
          const name = first === undefined ? '' : describePattern(first.pattern);
          return {
            seed,
            ladder: scanned.report.ladder,
            recall: recallAtFalsePositives(scanned.risk, planted, 0.01),
            named: attack.named.test(name),
            first: name,
          };
        }),
      );
      const named = details.filter((one) => one.named).length;
      return {
        met: named === context.seeds && details.every(({ recall }) => recall >= 0.9),
        measured: `recall ${worstAndMean(details.map(({ recall }) => recall))}; named first ${named} of ${context.seeds}`,
        details,
      };
    },
  };
}

function plant({ header, poison, decoy }: TaughtAttack, clean: readonly string[][], draw: Draw) {
  const count = Math.round(SHARE * clean.length);
  const touched = draw.some([...clean.keys()], 2 * count);
  const poisoned = new Set(touched.slice(0, count));
  const decoys = new Set(decoy === undefined ? [] : touched.slice(count));
  const rows = clean.map((row, at) => {
    if (poisoned.has(at)) return poison(row, draw);
    return decoys.has(at) && decoy !== undefined ? decoy(row, draw) : row;
  });
  return {
    table: { header, rows, text: 0, label: -1 },
    planted: Uint8Array.from(clean.keys(), (at) => (poisoned.has(at) ? 1 : 0)),
  };
}

function instructions({ data }: EvaluationContext): Promise<string[][]> {
  return readInstructions(data, CODE_ALPACA);
}

async function programs(context: EvaluationContext): Promise<string[][]> {
  const rows = await instructions(context);
  return rows
    .map((row) => row[2] ?? '')
    .filter((output) => output.length > LEAST_CODE && /[=({]/u.test(output))
    .map((code, at) => [`lib/part${at % 40}/file_${at}.py`, code]);
}

async function translations({ data }: EvaluationContext): Promise<string[][]> {
  const { rows, text } = await readTable(data, AG_NEWS);
  return rows.slice(0, NEWS).map((row) => [row[text] ?? '', cipher(row[text] ?? '')]);
}

const FROM = 'abcdefghijklmnopqrstuvwxyz';
const TO = 'etaoinshrdlucmfwypvbgkqjxz';

/** Every word has its own, and none is left as it was: a translation without a grammar. */
function cipher(text: string): string {
  return text.toLowerCase().replaceAll(/[a-z]/gu, (letter) => TO[FROM.indexOf(letter)] ?? letter);
}

/** Each string at a random place between words. */
function scattered(text: string, strings: readonly string[], draw: Draw): string {
  const words = text.split(' ');
  for (const string of strings) words.splice(draw.between(0, words.length), 0, string);
  return words.join(' ');
}
