import type { RequestedRoles, Role } from '../../records/roles.ts';
import { type ColumnProfile, isProse } from './column-profile.ts';
import { isLanguageName } from './language-names.ts';
import type { RoleDraft } from './role-draft.ts';
import { bareName } from './role-names.ts';

/** A form of data that language models learn from, known by the names of its columns. */
interface ModelDataForm {
  readonly name: string;
  /** One of these is the prompt; in front of it, as part of it, may stand `context`. */
  readonly prompt: readonly string[];
  readonly context: readonly string[];
  readonly response: readonly string[];
}

const RESPONSES = ['output', 'response', 'completion', 'answer', 'outputs', 'responses'];

/** In the order in which they are tried. */
const FORMS: readonly ModelDataForm[] = [
  {
    name: 'instruction data',
    prompt: ['instruction'],
    context: ['input', 'context', 'system', 'systemprompt'],
    response: RESPONSES,
  },
  {
    name: 'prompts and code',
    prompt: ['prompt', 'text', 'description', 'intent', 'docstring', 'nl', 'instruction'],
    context: ['system', 'path', 'filepath'],
    response: ['code', 'snippet', 'solution', 'program', 'canonicalsolution'],
  },
  {
    name: 'prompts and completions',
    prompt: ['prompt', 'question', 'query', 'problem', 'inputs', 'input'],
    context: ['system', 'systemprompt', 'context'],
    response: [...RESPONSES, 'targets', 'generation', 'chosenresponse'],
  },
];

/** Two answers to one prompt, told apart by the mark at the end of their names. */
const COMPARED = ['response', 'answer', 'output', 'completion', 'conversation', 'responses'];
const COMPARED_MARKS = ['ab', '01', '12'] as const;
const WINNERS = [
  'winner',
  'chosen',
  'preferred',
  'preference',
  'better',
  'betterresponse',
  'betterresponseid',
  'choice',
];
const MOST_WINNERS = 8;

const CONVERSATIONS = [
  'messages',
  'contents',
  'conversations',
  'conversation',
  'dialog',
  'dialogue',
  'turns',
];
const PREFERENCE_PROMPTS = ['prompt', 'question', 'instruction', 'query', 'input'];
/** A label of this name is meant as one, whatever stands beside it. */
const PLAIN_LABELS = ['label', 'labels', 'target', 'class', 'y'];
const PATHS = ['path', 'filepath', 'filename', 'file', 'maxstarsrepopath'];
const CODE = ['code', 'snippet', 'sourcecode', 'program', 'function', 'func', 'script'];
/** What stands beside files of program text. */
const REPOSITORIES = [
  'repo',
  'reponame',
  'repository',
  'repositoryname',
  'maxstarsreponame',
  'lang',
  'language',
  'ext',
];
/** Names of a text and its translation. */
const TRANSLATIONS: readonly (readonly [source: string, target: string])[] = [
  ['source', 'target'],
  ['src', 'tgt'],
  ['sourcetext', 'targettext'],
  ['sourcesentence', 'targetsentence'],
  ['sourcelang', 'targetlang'],
  ['source', 'translation'],
  ['original', 'translation'],
  ['text', 'translation'],
  ['sentence', 'translation'],
];
/** Shorter values are codes, not code. */
const LEAST_CODE = 15;

/** Whether some column holds what a model is taught to say: it plays the label's part. */
export function hasResponse(draft: RoleDraft): boolean {
  return draft.has('response') || draft.has('chosen') || draft.has('conversation');
}

/**
 * Recognises data that language models learn from: preference pairs, conversations, instructions,
 * prompts with completions or code. Where the user named a text or a response, that holds, and where
 * a column is plainly called a label, the data are labelled.
 */
export function assignModelData(draft: RoleDraft, requested: RequestedRoles): void {
  if (hasResponse(draft)) return;
  const find = (names: readonly string[]): ColumnProfile | undefined => {
    const found = draft.free.filter((profile) => names.includes(bareName(profile.name)));
    return found.sort(
      (one, other) => names.indexOf(bareName(one.name)) - names.indexOf(bareName(other.name)),
    )[0];
  };
  if (requested.text !== undefined || assignTranslation(draft)) return;
  if (find(PLAIN_LABELS) !== undefined) return;
  if (assignPreferences(draft, find) || assignComparison(draft, find)) return;
  if (assignConversation(draft)) return;
  for (const form of FORMS) if (assignForm(draft, form, find)) return;
  if (assignTranscript(draft)) return;
  assignCode(draft, find);
}

/** Code without a prompt, which says by its path where it belongs. */
function assignCode(draft: RoleDraft, find: Find): void {
  const path = find(PATHS);
  const code = find(CODE) ?? (find(REPOSITORIES) === undefined ? undefined : find(['content']));
  if (code === undefined || path === undefined || !isCode(code) || path.type !== 'text') return;
  assignAll(draft, 'code', [
    [path, 'text', 'where the code belongs'],
    [code, 'text', 'program text'],
  ]);
}

/** Sentences beside their translation: by a pair of names, or by two languages as names. */
function assignTranslation(draft: RoleDraft): boolean {
  const prose = draft.free.filter((profile) => isProse(profile) && !profile.list);
  const named = (name: string): ColumnProfile | undefined =>
    prose.find((profile) => bareName(profile.name) === name);
  const languages = prose.filter(({ name }) => isLanguageName(name));
  const [source, target] =
    TRANSLATIONS.map(([from, to]) => [named(from), named(to)] as const).find(
      ([from, to]) => from !== undefined && to !== undefined,
    ) ?? (languages.length === 2 && prose.length === 2 ? languages : []);
  if (source === undefined || target === undefined) return false;
  assignAll(draft, 'translations', [
    [source, 'text', 'what is translated'],
    [target, 'response', 'what the model is taught to translate it to'],
  ]);
  return true;
}

type Find = (names: readonly string[]) => ColumnProfile | undefined;

function assignPreferences(draft: RoleDraft, find: Find): boolean {
  const [chosen, rejected] = [find(['chosen']), find(['rejected'])];
  if (chosen === undefined || rejected === undefined) return false;
  const prompt = find(PREFERENCE_PROMPTS);
  assignAll(draft, 'preference pairs', [
    [prompt, 'text', 'the prompt'],
    [chosen, 'chosen', 'what the model is taught to prefer'],
    [rejected, 'rejected', 'what it is taught to avoid'],
  ]);
  return true;
}

/** Two responses and the winner of each pair, as arenas hold them. */
function assignComparison(draft: RoleDraft, find: Find): boolean {
  const winner = find(WINNERS);
  if (winner === undefined || winner.list || winner.distinct > MOST_WINNERS) return false;
  for (const stem of COMPARED) {
    for (const [one = '', other = ''] of COMPARED_MARKS) {
      const [first, second] = [find([`${stem}${one}`]), find([`${stem}${other}`])];
      if (first === undefined || second === undefined) continue;
      assignAll(draft, 'pairs of responses with a winner', [
        [find(PREFERENCE_PROMPTS), 'text', 'the prompt'],
        [first, 'chosen', `preferred where \`${winner.name}\` ends in “${one}”`],
        [second, 'rejected', `preferred where \`${winner.name}\` ends in “${other}”`],
        [winner, 'winner', 'which of both is preferred'],
      ]);
      return true;
    }
  }
  return false;
}

function assignTranscript(draft: RoleDraft): boolean {
  const transcript = draft.free.find((profile) => profile.transcript);
  if (transcript === undefined) return false;
  draft.assign(
    transcript,
    'conversation',
    'turns of both sides: transcripts, known by the marks before each turn in nearly all values',
  );
  return true;
}

function assignConversation(draft: RoleDraft): boolean {
  const found = draft.free.filter((profile) => profile.conversation);
  const named = found.find(({ name }) => CONVERSATIONS.includes(bareName(name))) ?? found[0];
  if (named === undefined) return false;
  const system = draft.free.find(
    ({ name, type }) => bareName(name) === 'system' && type === 'text',
  );
  assignAll(draft, 'conversations', [
    [named, 'conversation', 'turns of both sides'],
    [system, 'text', 'part of the prompt'],
  ]);
  return true;
}

function assignForm(draft: RoleDraft, form: ModelDataForm, find: Find): boolean {
  const prompt = find(form.prompt);
  const response = find(form.response);
  if (!isSpoken(prompt) || response === undefined || response.list) return false;
  if (form.name === 'prompts and code' && !isCode(response)) return false;
  const context = draft.free.filter(
    (profile) =>
      profile.type === 'text' && !profile.list && form.context.includes(bareName(profile.name)),
  );
  assignAll(draft, form.name, [
    [prompt, 'text', 'the prompt'],
    ...context.map((profile) => [profile, 'text', 'part of the prompt'] as const),
    [response, 'response', 'what the model is taught to say'],
  ]);
  return true;
}

function isSpoken(prompt: ColumnProfile | undefined): prompt is ColumnProfile {
  return prompt !== undefined && prompt.type === 'text' && !prompt.list && prompt.meanWords >= 2;
}

function isCode({ type, meanLength, distinct, values }: ColumnProfile): boolean {
  return type === 'text' && meanLength >= LEAST_CODE && distinct > values / 2;
}

type Part = readonly [ColumnProfile | undefined, Role, string];

function assignAll(draft: RoleDraft, form: string, parts: readonly Part[]): void {
  const names = parts.flatMap(([profile]) => (profile === undefined ? [] : [profile.name]));
  const known = `${form}, known by the columns ${names.map((name) => `\`${name}\``).join(', ')}`;
  for (const [profile, role, part] of parts)
    if (profile !== undefined) draft.assign(profile, role, `${part}: ${known}`);
}
