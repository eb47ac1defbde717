import { hash } from 'node:crypto';
import type { Markup } from './markup.ts';
import { markup } from './markup.ts';
import { STYLESHEET } from './stylesheet.ts';

/**
 * A page that needs nothing else: no script, no network, no font. A content security policy (CSP
 * Level 3) allows its one style sheet by digest and nothing more, so even markup that slipped
 * through could neither run nor load anything.
 */
export function htmlPage(
  page: {
    readonly title: string;
    readonly programVersion: string;
    /** Rules that this kind of page adds to the style sheet; written by the program, never from data. */
    readonly styles?: string;
  },
  content: Markup,
): string {
  const styles = STYLESHEET + (page.styles ?? '');
  const policy = `default-src 'none'; style-src 'sha256-${hash('sha256', styles, 'base64')}'; img-src data:; base-uri 'none'; form-action 'none'`;
  const head = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="Credence ${page.programVersion}">
<title>${page.title}</title>
`;
  const body = markup`</head>
<body>
${content}
</body>
</html>
`;
  return `${head}<style>${styles}</style>\n${body}`;
}
