import { compact, isLiteral, keyword, positional, someCall } from '../code-queries.ts';
import type { CodeRule } from '../code-weakness.ts';

const SECRET =
  /^(?:.*_)?(?:password|passwd|pwd|secret|api_?key|secret_?key|access_?token|auth_?token|private_?key)$/i;
const PLACEHOLDER =
  /^$|example|change|your|xxx|placeholder|insert|<.*>|\$\{|\{\{|^\*+$|^(?:password|secret|none|null|test|user|admin)$/i;
const GROUP_OR_OTHERS = 0o33;

/** Secrets, internals and files laid open. */
export const exposureRules: readonly CodeRule[] = [
  {
    id: 'hard-coded-secret',
    cwe: 'CWE-798',
    title: 'a secret in the program text',
    certainty: 0.25,
    matches: ({ statements, calls }) =>
      statements.some(
        ({ assigned }) =>
          assigned !== null &&
          SECRET.test(assigned.target) &&
          isSecret(
            assigned.value.map(({ text }) => text),
            isLiteral(assigned.value),
          ),
      ) ||
      calls.some(({ arguments: given }) =>
        given.some(
          ({ keyword: name, tokens }) =>
            name !== null &&
            SECRET.test(name) &&
            isSecret(
              tokens.map(({ text }) => text),
              isLiteral(tokens),
            ),
        ),
      ),
  },
  {
    id: 'debug-server',
    cwe: 'CWE-489',
    title: 'a server that shows its debugger to strangers',
    certainty: 0.65,
    matches: (code) =>
      someCall(
        code,
        /\.(?:run|run_server)$/,
        (call) => keyword(call, 'debug') === 'True' && keyword(call, 'use_debugger') !== 'False',
      ),
  },
  {
    id: 'shown-trace',
    cwe: 'CWE-209',
    title: 'a trace of the program as an answer',
    certainty: 0.5,
    matches: ({ statements }) =>
      statements.some(({ tokens }) => {
        const words = compact(tokens);
        return (
          words.includes('return') &&
          (words.endsWith('returntraceback.format_exc()') || words.endsWith('.getStackTrace()'))
        );
      }),
  },
  {
    id: 'open-permissions',
    cwe: 'CWE-732',
    title: 'a file that others may change or run',
    certainty: 0.55,
    matches: (code) =>
      someCall(code, /(?:^|\.)(?:chmod|chmodSync)$/, (call) => {
        const mode = compact(
          positional(call, call.path.startsWith('os') || call.path.startsWith('fs') ? 1 : 0),
        );
        const octal = /^'?0?o?([0-7]{3})'?$/.exec(mode)?.[1];
        return octal !== undefined && (Number.parseInt(octal, 8) & GROUP_OR_OTHERS) !== 0;
      }),
  },
  {
    id: 'guessable-file',
    cwe: 'CWE-377',
    title: 'a temporary file whose name can be taken by another',
    certainty: 0.65,
    matches: (code) => someCall(code, /(?:^|\.)(?:mktemp|tempnam|tmpnam)$/),
  },
  {
    id: 'unbounded-copy',
    cwe: 'CWE-120',
    title: 'a copy into a buffer that nothing bounds',
    certainty: 0.5,
    matches: (code) =>
      someCall(code, /^(?:gets|strcpy|strcat|sprintf|vsprintf)$/) && /[;{]/.test(code.text),
  },
];

function isSecret(parts: readonly string[], literal: boolean): boolean {
  const [value = ''] = parts;
  return (
    literal &&
    parts.length === 1 &&
    value.length >= 4 &&
    !PLACEHOLDER.test(value) &&
    !/\s/.test(value)
  );
}
