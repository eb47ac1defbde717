import { CredenceError } from '../../../core/error.ts';
import type { Problem } from '../../inspection.ts';
import { problem, problemOfError } from '../../problem.ts';
import { compareTemplates } from './compare-templates.ts';
import { judgeTemplate } from './judge-template.ts';
import type { TemplateFact } from './template-fact.ts';
import { parseTemplate } from './template-parser.ts';
import { readTokens } from './tokens.ts';

/** Longer than any chat template. */
const LONGEST = 1 << 20;

export interface ChatTemplateOptions {
  /**
   * Where the template begins in the file, in bytes, and its characters stand there as UTF-8; `null`
   * where they are escaped, as within JSON. Problems name the line either way.
   */
  readonly offset: number | null;
  /** Template to compare with; what differs is reported. */
  readonly base?: string | null;
}

/**
 * What speaks against a chat template (Jinja): rendering it must not reach Python's insides, call
 * anything but what chat templates are given, load other templates, run without bounds, or act on
 * the words of a message or on the time (CVE-2024-34359, CVE-2026-5760, poisoned templates). Nothing
 * is rendered. A template that equals the base is not held for acting on messages.
 */
export function inspectChatTemplate(
  text: string,
  { offset, base = null }: ChatTemplateOptions,
): readonly Problem[] {
  try {
    if (text.length > LONGEST) {
      throw new CredenceError(
        'LIMIT_EXCEEDED',
        `The template is longer than ${LONGEST} characters`,
      );
    }
    const facts = [
      ...judgeTemplate(parseTemplate(text)),
      ...hiddenCharacters(text),
      ...addresses(text),
    ];
    const differences = base === null ? [] : compareTemplates(text, base);
    const known = base !== null && differences.length === 0;
    return [...facts, ...differences].map((fact) =>
      problemOf(
        known && fact.decision === 'held' ? { ...fact, decision: 'note' } : fact,
        text,
        offset,
      ),
    );
  } catch (error) {
    const found = problemOfError('template', error);
    const at = found.offset ?? 0;
    const summary = `${found.summary}, in line ${lineOf(text, at)}.`;
    return [{ ...found, summary, offset: placeOf(text, at, offset) }];
  }
}

const ACTIONS: Readonly<Record<Problem['decision'], string>> = {
  fail: 'Refuse the template; use the one that the model was published with, after looking at it.',
  inconclusive: 'Have its publisher simplify it, or approve it by its digest.',
  held: "Compare it with the base model's template (--base), read it, and approve it by its digest.",
  note: 'Nothing needs to be done.',
};

/** Characters that a reader does not see, and a model does. */
const HIDDEN =
  /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF\u{E0000}-\u{E007F}]/u;

function hiddenCharacters(text: string): readonly TemplateFact[] {
  const at = text.search(HIDDEN);
  if (at === -1) return [];
  const summary = 'It holds characters that a reader does not see';
  return [{ decision: 'held', rule: 'hidden-characters', at, summary }];
}

/** A conversation's form needs no address; one that a template brings in reaches every user. */
function addresses(text: string): readonly TemplateFact[] {
  const token = readTokens(text).find(
    ({ kind, value }) =>
      (kind === 'literal' || kind === 'text') && /\bhttps?:\/\/|\bwww\./i.test(value),
  );
  if (token === undefined) return [];
  const summary = 'It brings an address of its own into every conversation';
  return [{ decision: 'held', rule: 'address', at: token.at, summary }];
}

function problemOf(fact: TemplateFact, text: string, offset: number | null): Problem {
  return problem(fact.decision, {
    rule: `template.${fact.rule}`,
    offset: placeOf(text, fact.at, offset),
    summary: `${fact.summary}, in line ${lineOf(text, fact.at)}.`,
    action: ACTIONS[fact.decision],
  });
}

function placeOf(text: string, at: number, offset: number | null): number | null {
  return offset === null ? null : offset + Buffer.byteLength(text.slice(0, at));
}

function lineOf(text: string, at: number): number {
  return text.slice(0, at).split('\n').length;
}
