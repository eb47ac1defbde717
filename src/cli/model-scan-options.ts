import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { CredenceError } from '../core/error.ts';
import { PublicKey } from '../core/signing/public-key.ts';
import { visibleText } from '../core/visible-text.ts';
import { BUILT_IN_POLICIES, builtInPolicy } from '../modelfiles/policy/built-in-policy.ts';
import type { Policy } from '../modelfiles/policy/policy.ts';
import { readPolicy } from '../modelfiles/policy/read-policy.ts';
import { readSignedPolicy } from '../modelfiles/policy/signed-policy.ts';

const text = z.string().optional();
const flag = z.boolean().optional();

/** The flags of `model scan`, as commander hands them over. */
export interface ModelScanFlags {
  readonly policy: string;
  readonly policySignature?: string | undefined;
  readonly policyKey?: string | undefined;
  readonly base?: string | undefined;
  readonly explain?: boolean | undefined;
  readonly reportOnly?: boolean | undefined;
  readonly html?: string | undefined;
  readonly sarif?: string | undefined;
  readonly junit?: string | undefined;
  /** True for standard output, or the file to write. */
  readonly json?: boolean | string | undefined;
}

const modelScanFlags: z.ZodType<ModelScanFlags> = z.object({
  policy: z.string(),
  policySignature: text,
  policyKey: text,
  base: text,
  explain: flag,
  reportOnly: flag,
  html: text,
  sarif: text,
  junit: text,
  json: z.union([z.boolean(), z.string()]).optional(),
});

/** Checks the flags of `model scan`, and says in words what is wrong with one. */
export function parseModelScanFlags(options: unknown): ModelScanFlags {
  const result = modelScanFlags.safeParse(options);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new CredenceError(
    'USAGE',
    `--${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'invalid'}`,
  );
}

/** A policy that is pinned to what it said when somebody looked at it: `churn.yaml@sha256:…`. */
const PINNED = /^(?<name>.+)@(?<digest>sha256:[0-9a-f]{64})$/s;

/** The file that `--policy` names; undefined where it names a policy that comes with the program. */
export function policyFile(policy: string): string | undefined {
  const { name } = pinned(policy);
  return isBuiltIn(name) ? undefined : name;
}

/**
 * The policy that `--policy` names: one that comes with the program, or a file. Behind either may
 * stand `@` and the digest that it must have; a file may have to be signed by a key.
 *
 * @throws CredenceError `CONFIG_INVALID`, `FILE_NOT_FOUND`, `INTEGRITY_FAILED` for another digest, and
 *   what `readSignedPolicy` throws
 */
export async function policyOf(flags: ModelScanFlags): Promise<Policy> {
  const { name, digest } = pinned(flags.policy);
  const policy = await policyNamed(name, flags);
  if (digest === undefined || policy.digest === digest) return policy;
  throw new CredenceError(
    'INTEGRITY_FAILED',
    `Policy ${visibleText(name)} is not the one that was pinned: its digest is ${policy.digest}`,
    { hint: 'See what has changed in it, and in what it extends; then pin the new digest.' },
  );
}

async function policyNamed(
  name: string,
  { policySignature, policyKey }: ModelScanFlags,
): Promise<Policy> {
  const signed = policySignature !== undefined || policyKey !== undefined;
  if (isBuiltIn(name)) {
    if (!signed) return builtInPolicy(name);
    throw new CredenceError('USAGE', `${visibleText(name)} comes with the program, unsigned.`, {
      hint: 'Give a policy file of yours, or pin the policy to its digest.',
    });
  }
  if (!signed) return readPolicy((await readPolicyFile(name)).toString('utf8'));
  if (policySignature === undefined || policyKey === undefined) {
    throw new CredenceError('USAGE', 'A policy is verified with its signature and a public key.', {
      hint: 'Give both --policy-signature and --policy-key.',
    });
  }
  const pem = await readNamed(policyKey, 'Give the public key that the policy is signed with.');
  const signature = await readNamed(
    policySignature,
    'Give the signature, which credence model sign-policy writes.',
  );
  return readSignedPolicy(
    { file: await readPolicyFile(name), signature: signature.toString('utf8') },
    PublicKey.fromPem(pem.toString('utf8'), policyKey),
  );
}

function isBuiltIn(name: string): boolean {
  return BUILT_IN_POLICIES.includes(name) || name.startsWith('library:');
}

function pinned(policy: string): { readonly name: string; readonly digest: string | undefined } {
  const { name = policy, digest } = PINNED.exec(policy)?.groups ?? {};
  return { name, digest };
}

function readPolicyFile(path: string): Promise<Buffer> {
  return readNamed(path, `Give a policy file, or one of ${BUILT_IN_POLICIES.join(', ')}.`);
}

/** The chat template that `--base` names: of a template file, or of a tokenizer's configuration. */
export async function baseTemplateOf(path: string | undefined): Promise<string | null> {
  if (path === undefined) return null;
  const bytes = await readNamed(
    path,
    'Give the chat template, or the tokenizer_config.json, of the model that this one is made from.',
  );
  const content = bytes.toString('utf8');
  if (!/\.json$/i.test(path)) return content;
  const parsed = tokenizerConfiguration.safeParse(parseJson(content));
  if (!parsed.success) {
    throw new CredenceError('CONFIG_INVALID', `${visibleText(path)} holds no chat template.`, {
      hint: 'A tokenizer_config.json has it under chat_template.',
    });
  }
  return parsed.data.chat_template;
}

/** One template, or several by name, of which the default one is what a model is used with. */
const tokenizerConfiguration = z.object({
  chat_template: z.union([
    z.string(),
    z
      .array(z.object({ name: z.string(), template: z.string() }))
      .min(1)
      .transform((all) => (all.find(({ name }) => name === 'default') ?? all[0])?.template ?? ''),
  ]),
});

function parseJson(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return null;
  }
}

function readNamed(path: string, hint: string): Promise<Buffer> {
  return readFile(path).catch((cause: unknown) => {
    throw new CredenceError('FILE_NOT_FOUND', `${visibleText(path)} could not be read.`, {
      cause,
      hint,
    });
  });
}
