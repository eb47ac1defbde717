import { z } from 'zod';
import { CredenceError } from '../../core/error.ts';
import { visibleText } from '../../core/visible-text.ts';
import { CHECK_NAMES, type CheckName } from './check-name.ts';
import { PLAIN_TYPES, type PlainType } from './value-pattern.ts';

/** A pattern as a policy file writes it: `int`, `{ "listOf": "text" }`, `{ "tuple": ["int", "int"] }`. */
export type PatternNotation =
  | PlainType
  | 'anything'
  | 'count'
  | 'new-class'
  | { readonly constant: null | boolean | number | string }
  | { readonly bytes: string }
  | { readonly anyOf: readonly PatternNotation[] }
  | { readonly tuple: readonly PatternNotation[]; readonly rest?: PatternNotation | undefined }
  | { readonly listOf: PatternNotation }
  | { readonly tupleOf: PatternNotation }
  | { readonly setOf: PatternNotation }
  | { readonly dictOf: readonly [PatternNotation, PatternNotation] }
  | {
      readonly attributes: Readonly<Record<string, PatternNotation>>;
      readonly slots?: Readonly<Record<string, PatternNotation>> | undefined;
    }
  | { readonly symbol: readonly string[] }
  | { readonly instance: readonly string[] }
  | { readonly check: CheckName };

/** Arguments in order, all of them required; or in words. */
export type ArgumentsNotation =
  | readonly PatternNotation[]
  | {
      readonly required?: readonly PatternNotation[] | undefined;
      readonly optional?: readonly PatternNotation[] | undefined;
      readonly rest?: PatternNotation | undefined;
      readonly keywords?: Readonly<Record<string, PatternNotation>> | undefined;
    };

export interface RuleNotation {
  readonly call?: ArgumentsNotation | undefined;
  readonly new?: ArgumentsNotation | undefined;
  readonly state?: PatternNotation | undefined;
  readonly items?: 'list' | 'dict' | 'set' | undefined;
  readonly becomes?: string | undefined;
  readonly returns?:
    | string
    | { readonly argument: number }
    | { readonly namedIn: string }
    | undefined;
}

export interface PolicyFile {
  readonly name: string;
  readonly description: string;
  /** Names of built-in policies. */
  readonly extends: readonly string[];
  /** Rules that many names share. */
  readonly shapes: Readonly<Record<string, RuleNotation>>;
  /** By module, then by qualified name: a shape's name, or a rule of its own. */
  readonly symbols: Readonly<Record<string, Readonly<Record<string, string | RuleNotation>>>>;
  /** Approved files: digest, and why. */
  readonly files: Readonly<Record<string, string>>;
}

const key = z.string().regex(/^[^\s:]+:[^\s:]+$/, 'a name is written as module:name');

const pattern: z.ZodType<PatternNotation> = z.lazy(() =>
  z.union([
    z.enum(['anything', 'count', 'new-class', ...PLAIN_TYPES]),
    z.strictObject({ constant: z.union([z.null(), z.boolean(), z.number(), z.string()]) }),
    z.strictObject({ bytes: z.string() }),
    z.strictObject({ anyOf: z.array(pattern).min(1) }),
    z.strictObject({ tuple: z.array(pattern), rest: pattern.optional() }),
    z.strictObject({ listOf: pattern }),
    z.strictObject({ tupleOf: pattern }),
    z.strictObject({ setOf: pattern }),
    z.strictObject({ dictOf: z.tuple([pattern, pattern]) }),
    z.strictObject({
      attributes: z.record(z.string(), pattern),
      slots: z.record(z.string(), pattern).optional(),
    }),
    z.strictObject({ symbol: z.array(key).min(1) }),
    z.strictObject({ instance: z.array(key).min(1) }),
    z.strictObject({ check: z.enum(CHECK_NAMES) }),
  ]),
);

const argumentList: z.ZodType<ArgumentsNotation> = z.union([
  z.array(pattern),
  z.strictObject({
    required: z.array(pattern).optional(),
    optional: z.array(pattern).optional(),
    rest: pattern.optional(),
    keywords: z.record(z.string(), pattern).optional(),
  }),
]);

const rule: z.ZodType<RuleNotation> = z.strictObject({
  call: argumentList.optional(),
  new: argumentList.optional(),
  state: pattern.optional(),
  items: z.enum(['list', 'dict', 'set']).optional(),
  becomes: key.optional(),
  returns: z
    .union([
      key,
      z.strictObject({ argument: z.int().min(0) }),
      z.strictObject({ namedIn: z.string() }),
    ])
    .optional(),
});

const policyFile: z.ZodType<PolicyFile> = z.strictObject({
  name: z.string().min(1),
  description: z.string().default(''),
  extends: z.array(z.string()).default([]),
  shapes: z.record(z.string(), rule).default({}),
  symbols: z.record(z.string(), z.record(z.string(), z.union([z.string(), rule]))).default({}),
  files: z
    .record(z.string().regex(/^sha256:[0-9a-f]{64}$/, 'a digest is sha256:…'), z.string())
    .default({}),
});

/**
 * A policy file's content, parsed from YAML or JSON, as its notation.
 * @throws CredenceError `CONFIG_INVALID` naming the place that is wrong.
 */
export function policyFileOf(content: unknown): PolicyFile {
  const parsed = policyFile.safeParse(content);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = visibleText(issue === undefined ? '' : issue.path.map(String).join('.'));
  throw new CredenceError(
    'CONFIG_INVALID',
    `The policy is not valid${place === '' ? '' : ` at ${place}`}: ${issue?.message ?? 'unknown'}`,
    {
      hint: 'A policy has a name, `extends`, `shapes`, `symbols` by module, and `files` by digest.',
    },
  );
}
