import { visibleText } from '../../core/visible-text.ts';
import type { Problem } from '../inspection.ts';
import { problem } from '../problem.ts';

/** What a text among metadata may be besides a text. Nothing runs it; whoever shows or reads it should know. */
const SUSPICIONS: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/<script\b|javascript:|\bon(?:error|load)\s*=/i, 'code for a browser'],
  [/\{\{|\{%/, 'a template'],
  [
    /\b(?:__import__|eval|exec|compile|globals|getattr)\s*\(|\b(?:os\.system|os\.popen|subprocess\.|socket\.|pty\.spawn)/,
    'a piece of a Python program',
  ],
  [
    /^#!|\b(?:curl|wget)\b[^\n]{0,200}\|\s*(?:ba|z|da)?sh\b|\/bin\/(?:ba)?sh\b|powershell/i,
    'a command',
  ],
  [/\bgA[JNRSVW][0-9A-Za-z+/]{8}/, 'a pickle in base64'],
  [/\b80(?:0[2-5])(?:95|8c|58|63|5d|7d|28)[0-9a-f]{8}/i, 'a pickle in hexadecimal digits'],
  [/\bH4sI[0-9A-Za-z+/]{8}|\beJ[wxyz][0-9A-Za-z+/]{16}/, 'packed data in base64'],
  [/(?:^|[\\/])\.\.[\\/]|\bfile:\/\/|\/etc\/passwd/, 'a path out of its folder'],
];

/** More is not looked through: the point is to show, not to prove. */
const LOOKED_AT = 65_536;
const SHOWN = 120;

/** Where a text among a file's metadata stands. */
export interface MetadataPlace {
  /** Of the rule's id. */
  readonly room: string;
  /** What the file calls it: hostile. */
  readonly key: string;
  readonly offset: number | null;
}

/** A note where a text among metadata looks like something that runs. */
export function metadataProblems(
  text: string,
  { room, key, offset }: MetadataPlace,
): readonly Problem[] {
  const head = text.slice(0, LOOKED_AT);
  return SUSPICIONS.flatMap(([pattern, what]) => {
    const at = head.search(pattern);
    if (at === -1) return [];
    const quoted = visibleText(head.slice(at, at + SHOWN));
    return [
      problem('note', {
        rule: `${room}.suspicious-metadata`,
        severity: 'low',
        offset,
        summary: `The metadata "${visibleText(key.slice(0, 100))}" holds what looks like ${what}: ${quoted}`,
        action:
          'Loading does not run it; read it before it is shown, rendered or decoded anywhere.',
      }),
    ];
  });
}
