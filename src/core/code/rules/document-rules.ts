import { compact, keyword, someCall } from '../code-queries.ts';
import type { CodeRule } from '../code-weakness.ts';

/** Parsers of XML that fetch what a document asks for. */
export const documentRules: readonly CodeRule[] = [
  {
    id: 'external-entities',
    cwe: 'CWE-611',
    title: 'a parser of XML that resolves entities from outside',
    certainty: 0.65,
    matches: (code) =>
      someCall(
        code,
        /^xml\.(?:sax|dom|etree)\.[\w.]*(?:make_parser|parse|parseString|fromstring|expatreader|create_parser)$|^(?:minidom|pulldom|sax)\.(?:parse|parseString|make_parser)$/,
      ) ||
      someCall(
        code,
        /^etree\.XMLParser$/,
        (call) => keyword(call, 'resolve_entities') !== 'False',
      ) ||
      someCall(code, /XSLTAccessControl$/, (call) => keyword(call, 'read_network') === 'True') ||
      (/\bimport\s+xml\.etree\.\w+\s+as\s+(\w+)/.test(code.text) &&
        someCall(code, /^(?:ET|ElementTree|etree)\.(?:parse|fromstring|XML|iterparse)$/)) ||
      (someCall(
        code,
        /setFeature$/,
        (call) =>
          /external.*ges/.test(compact(call.arguments[0]?.tokens ?? [])) &&
          /^(?:True|true)$/.test(compact(call.arguments[1]?.tokens ?? [])),
      ) &&
        !code.text.includes('defusedxml')),
  },
];
