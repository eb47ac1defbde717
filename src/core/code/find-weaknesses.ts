import { codeCalls } from './code-calls.ts';
import { codeStatements } from './code-statement.ts';
import { codeTokens } from './code-token.ts';
import type { CodeRule } from './code-weakness.ts';
import { cipherRules } from './rules/cipher-rules.ts';
import { documentRules } from './rules/document-rules.ts';
import { executionRules } from './rules/execution-rules.ts';
import { exposureRules } from './rules/exposure-rules.ts';
import { injectionRules } from './rules/injection-rules.ts';
import { transportRules } from './rules/transport-rules.ts';
import { UntrustedValues } from './untrusted-values.ts';

/** Every rule; a fragment may break several. */
export const CODE_RULES: readonly CodeRule[] = [
  ...transportRules,
  ...cipherRules,
  ...executionRules,
  ...injectionRules,
  ...documentRules,
  ...exposureRules,
];

/** What is longer is looked at this far; code that a model learns from is short. */
const LONGEST = 50_000;
/** A call or an assignment: without any of them no rule can hold, and prose has hardly any. */
const LIKE_CODE = /[\w$]\(|[\w\])]\s*:?=\s*\S|`|\$_/;

/**
 * The weaknesses that the structure of a piece of program text shows, by rule. Text that is no
 * program shows none, as far as a tokeniser can tell.
 *
 * The rules follow CWE, and what Bandit, CodeQL and Semgrep look for in the same places; they read
 * calls, arguments, assignments and the way of a stranger's value to a call, never words.
 */
export function findWeaknesses(text: string): CodeRule[] {
  if (!LIKE_CODE.test(text)) return [];
  const looked = text.slice(0, LONGEST);
  const tokens = codeTokens(looked);
  const significant = tokens.filter(({ kind }) => kind !== 'comment');
  const statements = codeStatements(tokens);
  const fragment = {
    text: looked,
    tokens: significant.filter(({ kind }) => kind !== 'line-end'),
    calls: codeCalls(significant),
    statements,
    untrusted: new UntrustedValues(statements),
  };
  return CODE_RULES.filter((rule) => rule.matches(fragment));
}
