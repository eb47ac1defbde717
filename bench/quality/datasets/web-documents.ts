import { readJsonLines, textOf } from './json-lines.ts';

const FOLDER = 'llm-webdocs';
const PAGES = [
  'arxiv',
  'dolma_cc_en_head-0091',
  'dolma_cc_en_head-0174',
  'redpajama-c4-refined',
  'redpajama-cc-2023-06-refined',
  'the-pile-nih-refined',
  'the-pile-uspto-refined',
];
const QUESTIONS = ['stack_exchange', 'redpajama-pile-stackexchange-refined'];

/** Web pages, papers, patents: whole documents. */
export async function webPages(data: string): Promise<string[]> {
  return await documents(data, PAGES);
}

/** Questions with their answers, as forums hold them: `Q: … A: … A: …`. */
export async function questionThreads(data: string): Promise<string[]> {
  return await documents(data, QUESTIONS);
}

async function documents(data: string, names: readonly string[]): Promise<string[]> {
  const files = await Promise.all(
    names.map((name) => readJsonLines(data, `${FOLDER}/${name}.jsonl`)),
  );
  return files.flat().map(({ text }) => textOf(text));
}
