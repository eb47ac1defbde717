import type { CodeCall } from '../code-calls.ts';
import { compact, isComposed, positional, someCall } from '../code-queries.ts';
import type { CodeToken } from '../code-token.ts';
import type { CodeFragment, CodeRule } from '../code-weakness.ts';

const QUERY =
  /^\s*(?:SELECT\s.+\sFROM|INSERT\s+INTO|UPDATE\s.+\sSET|DELETE\s+FROM|DROP\s+TABLE|CREATE\s+TABLE)\b/is;
const DIRECTORY = /^\(?&?\(?[a-z]{1,20}=(?:\{\w*\}|%s)\)*$/i;
const LIKELY_HARMLESS = /escape|quote|sanit|mogrify/i;

/** Values of a stranger that reach a place where they can change what is done. */
export const injectionRules: readonly CodeRule[] = [
  {
    id: 'sql-injection',
    cwe: 'CWE-89',
    title: 'a query put together from values',
    certainty: 0.75,
    matches: (code) =>
      code.statements.some(({ tokens }) => holdsComposedQuery(tokens)) ||
      someCall(code, /\.(?:execute|executemany|query|raw|executeQuery|executeUpdate)$/, (call) => {
        const query = positional(call, 0);
        return code.untrusted.isIn(query) && isComposed(query);
      }) ||
      someCall(code, /Sprintf$|String\.format$|^sprintf$/, (call) => {
        const [format] = positional(call, 0);
        return format?.kind === 'string' && QUERY.test(format.text) && call.arguments.length > 1;
      }),
  },
  {
    id: 'directory-injection',
    cwe: 'CWE-90',
    title: 'a name or filter of a directory put together from values',
    certainty: 0.7,
    matches: (code) =>
      code.tokens.some(({ kind, text }, at) => {
        if (kind !== 'string' || !DIRECTORY.test(text)) return false;
        const after = compact(code.tokens.slice(at + 1, at + 12));
        return /^(?:\.format\(|%)/.test(after) && !LIKELY_HARMLESS.test(after);
      }),
  },
  sinkRule({
    id: 'path-traversal',
    cwe: 'CWE-22',
    title: 'a path that a stranger decides',
    certainty: 0.7,
    paths:
      /^(?:open|os\.(?:remove|unlink|mkdir|makedirs|rmdir|chmod|rename|listdir|path\.isfile)|shutil\.\w+|send_file|(?:include|require)(?:_once)?|file_get_contents|fopen|readfile|codecs\.open|io\.open|fs\.\w+|readFile(?:Sync)?|File|FileInputStream|Paths\.get)$|send_static_file$|send_from_directory$/,
  }),
  sinkRule({
    id: 'cross-site-scripting',
    cwe: 'CWE-79',
    title: 'a page with what a stranger sent',
    certainty: 0.6,
    paths:
      /make_response$|^(?:Response|HttpResponse|Markup|mark_safe|render_template_string)$|\.(?:render|render_template|insertAdjacentHTML|html)$|document\.write(?:ln)?$|wfile\.write$|^res\.(?:send|write|end)$|getWriter\.print(?:ln)?$/,
  }),
  {
    id: 'page-from-values',
    cwe: 'CWE-79',
    title: 'a page with what a stranger sent',
    certainty: 0.6,
    matches: (code) =>
      code.statements.some(
        ({ tokens, assigned }) =>
          (/^(?:echo|print)$/.test(tokens[0]?.text ?? '') && code.untrusted.isIn(tokens)) ||
          (assigned !== null &&
            /^(?:innerHTML|outerHTML)$/.test(assigned.target) &&
            (code.untrusted.isIn(assigned.value) || isOfAddress(assigned.value))),
      ),
  },
  sinkRule({
    id: 'open-redirect',
    cwe: 'CWE-601',
    title: 'a redirection to where a stranger says',
    certainty: 0.6,
    paths: /^(?:redirect|HttpResponseRedirect|sendRedirect)$|\.redirect$|sendRedirect$/,
  }),
  sinkRule({
    id: 'request-forgery',
    cwe: 'CWE-918',
    title: 'an address that a stranger decides',
    certainty: 0.6,
    paths:
      /^(?:requests|httpx|axios|session)\.(?:get|post|put|delete|head|request)$|urlopen$|^fetch$|^URL$/,
  }),
  sinkRule({
    id: 'log-injection',
    cwe: 'CWE-117',
    title: 'a log line with what a stranger sent',
    certainty: 0.5,
    paths:
      /(?:logger|logging|log|console)\.(?:info|warn|warning|error|debug|log|critical|exception)$/,
  }),
  {
    id: 'pattern-injection',
    cwe: 'CWE-1333',
    title: 'a regular expression that a stranger decides',
    certainty: 0.5,
    matches: (code) =>
      someCall(code, /^(?:re\.(?:search|match|compile|sub|findall|fullmatch)|RegExp)$/, (call) =>
        code.untrusted.isIn(positional(call, 0)),
      ),
  },
  sinkRule({
    id: 'header-injection',
    cwe: 'CWE-113',
    title: 'a cookie or header that a stranger decides',
    certainty: 0.5,
    paths: /set_cookie$|setHeader$|addCookie$|headers\.(?:set|add)$/,
  }),
  sinkRule({
    id: 'decoded-unchecked',
    cwe: 'CWE-20',
    title: 'what a stranger sent is decoded and passed on unchecked',
    certainty: 0.35,
    paths: /^(?:base64\.\w*decode\w*|parse|xml\.\w+|etree\.fromstring|etree\.XML|xpath)$|\.xpath$/,
  }),
  {
    id: 'header-assignment',
    cwe: 'CWE-113',
    title: 'a header that a stranger decides',
    certainty: 0.5,
    matches: (code) =>
      code.statements.some(
        ({ tokens, assigned }) =>
          assigned !== null &&
          tokens[1]?.text === '[' &&
          /^(?:Set-Cookie|Location|X-|Content-)/.test(assigned.target) &&
          code.untrusted.isIn(assigned.value),
      ),
  },
  {
    id: 'address-by-substring',
    cwe: 'CWE-20',
    title: 'an address that is trusted for holding a name somewhere',
    certainty: 0.5,
    matches: ({ tokens }) =>
      tokens.some(
        ({ kind, text }, at) =>
          kind === 'string' &&
          /^(?!\.)[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|io|de|edu|gov)$/.test(text) &&
          tokens[at + 1]?.text === 'in' &&
          tokens[at + 2]?.kind === 'name' &&
          tokens[at + 3]?.text !== '(' &&
          tokens[at - 1]?.text === 'if',
      ),
  },
  {
    id: 'archive-traversal',
    cwe: 'CWE-22',
    title: 'an archive that is unpacked to wherever its entries say',
    certainty: 0.55,
    matches: (code) =>
      /\b(?:tarfile|zipfile|ZipInputStream)\b/.test(code.text) &&
      someCall(code, /\.(?:extractall|extract)$/) &&
      !code.tokens.some(
        ({ text }) => text === '..' || text === 'isabs' || text === 'filter' || text === 'realpath',
      ),
  },
];

/** Calls that a stranger's value must not reach unchecked. */
function sinkRule({ paths, ...rule }: SinkRule): CodeRule {
  return {
    ...rule,
    matches: (code) => someCall(code, paths, (call) => isReached(code, call)),
  };
}

/** `location.hash` and the like: the address of a page, which a stranger may have made. */
function isOfAddress(tokens: readonly CodeToken[]): boolean {
  return /(?:^|window\.|document\.)location\.(?:hash|search|href)/.test(compact(tokens));
}

interface SinkRule extends Omit<CodeRule, 'matches'> {
  readonly paths: RegExp;
}

function isReached({ untrusted }: CodeFragment, call: CodeCall): boolean {
  return call.arguments.some(({ tokens }) => untrusted.isIn(tokens));
}

function holdsComposedQuery(tokens: readonly CodeToken[]): boolean {
  return tokens.some(({ kind, text, filled }, at) => {
    if (kind !== 'string' || !QUERY.test(text)) return false;
    if (filled) return true;
    const rest = tokens.slice(at + 1);
    const next = rest[0]?.text ?? '';
    const composed =
      next === '+' ||
      next === '%' ||
      (next === '.' && (rest[1]?.text === 'format' || rest[1]?.text.startsWith('$') === true));
    return (
      composed &&
      rest.some((token) => token.kind === 'name') &&
      !LIKELY_HARMLESS.test(compact(tokens))
    );
  });
}
