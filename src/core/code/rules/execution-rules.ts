import type { CodeCall } from '../code-calls.ts';
import { compact, isComposed, isLiteral, keyword, positional, someCall } from '../code-queries.ts';
import type { CodeFragment, CodeRule } from '../code-weakness.ts';

const SHELL =
  /^(?:os\.(?:system|popen)|commands\.getoutput|subprocess\.getoutput|system|popen|shell_exec|passthru|child_process\.exec(?:Sync)?|exec(?:Sync)?)$|Runtime\.exec$|getRuntime\.exec$/;
const STARTS = /^subprocess\.(?:run|call|Popen|check_output|check_call)$/;

/** Commands, programs and objects that are made of data. */
export const executionRules: readonly CodeRule[] = [
  {
    id: 'shell-injection',
    cwe: 'CWE-78',
    title: 'a shell command put together from values',
    certainty: 0.75,
    matches: (code) =>
      someCall(code, SHELL, (call) => isCommand(code, call)) ||
      someCall(code, /^exec\.Command$/, isShellCall) ||
      (/\bgetRuntime\(\)/.test(code.text) &&
        someCall(code, /^\.exec$/, (call) => isComposed(positional(call, 0)))) ||
      someCall(
        code,
        STARTS,
        (call) => keyword(call, 'shell') === 'True' && !isLiteral(positional(call, 0)),
      ) ||
      someCall(
        code,
        STARTS,
        (call) =>
          code.untrusted.isIn(positional(call, 0)) && !/^\[/.test(compact(positional(call, 0))),
      ),
  },
  {
    id: 'code-injection',
    cwe: 'CWE-95',
    title: 'data that are run as a program',
    certainty: 0.7,
    matches: (code) =>
      someCall(code, /^(?:eval|exec|execfile|compile)$/, (call) => {
        const program = positional(call, 0);
        return program.length > 0 && !isLiteral(program) && call.arguments.length <= 3;
      }) || someCall(code, /^Function$/, (call) => !isLiteral(call.arguments.at(-1)?.tokens ?? [])),
  },
  {
    id: 'unsafe-deserialisation',
    cwe: 'CWE-502',
    title: 'objects that are rebuilt from data, and may run anything',
    certainty: 0.75,
    matches: (code) =>
      someCall(
        code,
        /^(?:c?[pP]ickle|_pickle|dill|cloudpickle|marshal|jsonpickle|shelve|joblib)\.(?:loads?|decode|open|Unpickler)$/,
      ) ||
      someCall(
        code,
        /^(?:yaml|YAML)\.(?:load|load_all|unsafe_load|full_load)$/,
        (call) =>
          !/Safe(?:Loader)?|CSafe/.test(call.arguments.map(({ tokens }) => compact(tokens)).join()),
      ) ||
      someCall(
        code,
        /^(?:[\w-]+\.)?unserialize$|readObject$|XMLDecoder$|BinaryFormatter\.Deserialize$/,
      ) ||
      (code.tokens.some(({ text }) => text === 'BinaryFormatter') &&
        someCall(code, /\.Deserialize$/)),
  },
];

/** A shell that is started with a command which is not written out: `exec.Command("sh", "-c", …)`. */
function isShellCall(call: CodeCall): boolean {
  return (
    /^'(?:\/bin\/)?(?:ba|z)?sh'$|^'cmd(?:\.exe)?'$/.test(compact(positional(call, 0))) &&
    call.arguments.some(({ tokens }) => !isLiteral(tokens))
  );
}

/** A command that is put together, or that a stranger sent. */
function isCommand(code: CodeFragment, call: CodeCall): boolean {
  const command = positional(call, 0);
  if (isLiteral(command)) return false;
  // `regex.exec(text)` and `db.exec` are other things; a bare `exec` with a name may be any of them.
  if (/^exec/.test(call.path)) return isComposed(command) && /^['"`]/.test(compact(command));
  return (
    (isComposed(command) || code.untrusted.isIn(command)) && !/quote|escape/.test(compact(command))
  );
}
