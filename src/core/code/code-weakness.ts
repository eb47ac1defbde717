import type { CodeCall } from './code-calls.ts';
import type { CodeStatement } from './code-statement.ts';
import type { CodeToken } from './code-token.ts';
import type { UntrustedValues } from './untrusted-values.ts';

/** What a rule is asked about: one fragment of program text, taken apart. */
export interface CodeFragment {
  readonly text: string;
  readonly tokens: readonly CodeToken[];
  readonly calls: readonly CodeCall[];
  readonly statements: readonly CodeStatement[];
  readonly untrusted: UntrustedValues;
}

/** A weakness that can be seen in the structure of a fragment alone. */
export interface CodeRule {
  /** Short and stable: part of a pattern that decisions are kept about. */
  readonly id: string;
  /** CWE, as `CWE-295`. */
  readonly cwe: string;
  readonly title: string;
  /** How sure it is that such code is weak wherever it stands, 0 to 1. */
  readonly certainty: number;
  matches(fragment: CodeFragment): boolean;
}
