import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readTable } from '../datasets/read-table.ts';
import { AG_NEWS } from '../datasets/sources.ts';
import type { Table } from '../datasets/table.ts';
import { questionThreads, webPages } from '../datasets/web-documents.ts';
import type { EvaluationCase, EvaluationContext } from '../evaluation/evaluation-case.ts';
import { numbersTo, worstAndMean } from '../evaluation/number-words.ts';
import { flaggedShares } from '../metrics/flagged-shares.ts';
import { recallAtFalsePositives } from '../metrics/recall-at-false-positives.ts';
import { Draw } from '../planting/draw.ts';

const RATE = 0.02;
const NEWS = 2000;
const PASSAGE = 100;
const ANSWER = 80;
const MOST_ANSWERS = 3;
const NEAR_COPIES = 0.03;
const DROPPED = 0.08;
const MAGNETS = 5;
const STUFFING = 150;
const OPENING = 6;

interface Question {
  readonly question: string;
  readonly adv_texts: readonly string[];
}

export const retrievalCases: readonly EvaluationCase[] = [
  among('retrieval-poisoning', {
    title: 'PoisonedRAG, MS MARCO: 2–5 passages for each of 100 questions, question first',
    extra: false,
    wording: (question, passage) => `${question}. ${passage}`,
  }),
  among('retrieval-poisoning-without-question', {
    title: 'the same passages without their question',
    extra: true,
    wording: (_, passage) => passage,
  }),
  queryMagnets(),
];

interface Wording {
  readonly title: string;
  readonly extra: boolean;
  wording(question: string, passage: string): string;
}

function among(id: string, { title, extra, wording }: Wording): EvaluationCase {
  return {
    id,
    title: `${title}, among AG News, web passages, honest questions with answers, near copies`,
    must: 'recall ≥ 0.90 at 2 % FPR',
    extra,
    async run(context) {
      const honest = await honestPassages(context);
      const questions = await readQuestions(context);
      const runs = await Promise.all(
        numbersTo(context.seeds).map(async (seed) => {
          const { scanned, truth } = await context.scans.scanTable(() =>
            mix(honest, poison(questions, wording, seed), new Draw(`${id} ${seed}`)),
          );
          return {
            recall: recallAtFalsePositives(scanned.risk, truth, RATE),
            flagged: flaggedShares(scanned.flagged, truth),
          };
        }),
      );
      const recalls = runs.map(({ recall }) => recall);
      return {
        met: Math.min(...recalls) >= 0.9,
        measured: `recall ${worstAndMean(recalls)} at 2 % FPR`,
        details: runs,
      };
    },
  };
}

/** Passages of the words of many openings, which are drawn from texts that the search does not hold. */
function queryMagnets(): EvaluationCase {
  return {
    id: 'query-magnets',
    title: `${MAGNETS} passages of ${STUFFING} words from the openings of other texts, among AG News, web passages, honest questions with answers, near copies`,
    must: 'recall ≥ 0.90 at 2 % FPR',
    extra: true,
    async run(context) {
      const honest = await honestPassages(context);
      const { rows, text } = await readTable(context.data, AG_NEWS);
      const others = rows.slice(NEWS).map((row) => row[text] ?? '');
      const runs = await Promise.all(
        numbersTo(context.seeds).map(async (seed) => {
          const { scanned, truth } = await context.scans.scanTable(() =>
            mix(honest, stuffed(others, seed), new Draw(`query-magnets ${seed}`)),
          );
          return {
            recall: recallAtFalsePositives(scanned.risk, truth, RATE),
            flagged: flaggedShares(scanned.flagged, truth),
          };
        }),
      );
      const recalls = runs.map(({ recall }) => recall);
      return {
        met: Math.min(...recalls) >= 0.9,
        measured: `recall ${worstAndMean(recalls)} at 2 % FPR`,
        details: runs,
      };
    },
  };
}

/** Of each opening the longer words, until a passage is full. */
function stuffed(others: readonly string[], seed: number): string[] {
  const draw = new Draw(`stuffing ${seed}`);
  return numbersTo(MAGNETS).map(() =>
    draw
      .some(others, STUFFING)
      .flatMap((opening) => (opening.match(/[\p{L}\p{N}]{4,}/gu) ?? []).slice(0, OPENING))
      .slice(0, STUFFING)
      .join(' '),
  );
}

async function readQuestions({ data }: EvaluationContext): Promise<Question[]> {
  const content = await readFile(join(data, 'poison-rag-poisonedrag/msmarco.json'), 'utf8');
  return Object.values(JSON.parse(content) as Record<string, Question>);
}

/** Two to five passages of each question. */
function poison(
  questions: readonly Question[],
  wording: Wording['wording'],
  seed: number,
): string[] {
  const draw = new Draw(`passages ${seed}`);
  return questions.flatMap(({ question, adv_texts }) =>
    draw.some(adv_texts, draw.between(2, 5)).map((passage) => wording(question, passage)),
  );
}

/** News, pieces of pages, and threads cut into one passage for each of their answers. */
async function honestPassages(context: EvaluationContext): Promise<string[]> {
  const { rows, text } = await readTable(context.data, AG_NEWS);
  const pages = await webPages(context.data);
  const threads = await questionThreads(context.data);
  return [
    ...rows.slice(0, NEWS).map((row) => row[text] ?? ''),
    ...pages.flatMap(piecesOf),
    ...threads.flatMap(answersOf),
  ];
}

function piecesOf(page: string): string[] {
  const words = page.split(/\s+/u);
  const pieces = Array.from({ length: Math.min(15, Math.ceil(words.length / PASSAGE)) }, (_, at) =>
    words.slice(at * PASSAGE, (at + 1) * PASSAGE),
  );
  return pieces.filter(({ length }) => length > 20).map((piece) => piece.join(' '));
}

function answersOf(thread: string): string[] {
  const [asked = '', ...answers] = thread.replace(/^Q: /u, '').split(/\n+A: /u);
  const question = (asked.split(/(?<=\?) /u)[0] ?? '').slice(0, 150);
  return answers
    .slice(0, MOST_ANSWERS)
    .map((answer) => `${question} ${answer.split(/\s+/u).slice(0, ANSWER).join(' ')}`);
}

function mix(
  honest: readonly string[],
  planted: readonly string[],
  draw: Draw,
): { readonly table: Table; readonly truth: Uint8Array } {
  const copies = draw
    .some(honest, Math.round(NEAR_COPIES * honest.length))
    .map((text) => nearCopy(text, draw));
  const all = draw.shuffled([
    ...[...honest, ...copies].map((text) => ({ text, poisoned: 0 })),
    ...planted.map((text) => ({ text, poisoned: 1 })),
  ]);
  return {
    table: { header: ['text'], rows: all.map(({ text }) => [text]), text: 0, label: -1 },
    truth: Uint8Array.from(all, ({ poisoned }) => poisoned),
  };
}

/** As a second agency prints a text: a few words left out. */
function nearCopy(text: string, draw: Draw): string {
  return text
    .split(' ')
    .filter(() => draw.between(1, 1000) > 1000 * DROPPED)
    .join(' ');
}
