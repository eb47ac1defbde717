export type CodeTokenKind = 'name' | 'string' | 'number' | 'mark' | 'comment' | 'line-end';

/** A token of program text; of a string, `text` is what stands between its quotation marks. */
export interface CodeToken {
  readonly kind: CodeTokenKind;
  readonly text: string;
  /** Of a string: it takes in values, like `f"…{name}"` and `` `…${name}` ``. */
  readonly filled: boolean;
}

const TOKEN = new RegExp(
  [
    String.raw`(?<block>/\*[\s\S]*?(?:\*/|$))`,
    String.raw`(?<hash>(?<=^|\s)#(?!include|define|if|endif|pragma)[^\n]*)`,
    String.raw`(?<slashes>//[^\n]*)`,
    String.raw`(?<prefix>(?<![\p{L}\p{N}_$])[fFrRbBuU]{1,2})?(?:"""(?<long>[\s\S]*?)(?:"""|$)|'''(?<longer>[\s\S]*?)(?:'''|$)|"(?<double>(?:[^"\\\n]|\\.)*)(?:"|(?=\n)|$)|'(?<single>(?:[^'\\\n]|\\.)*)(?:'|(?=\n)|$))`,
    String.raw`\x60(?<ticks>(?:[^\x60\\]|\\.)*)(?:\x60|$)`,
    String.raw`(?<number>\d[\w.]*)`,
    String.raw`(?<name>[\p{L}_$][\p{L}\p{N}_$]*)`,
    String.raw`(?<line>\n)`,
    String.raw`(?<mark>->|::|=>|==|!=|<=|>=|\+=|&&|\|\||[^\s])`,
  ].join('|'),
  'gu',
);

/**
 * Cuts program text of Python, JavaScript, Java, C and their like into tokens. Tolerant: it knows no
 * grammar, takes fragments and broken text, and never fails.
 */
export function codeTokens(text: string): CodeToken[] {
  const tokens: CodeToken[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const token = tokenOf(match.groups ?? {}, match[0]);
    if (token !== null) tokens.push(token);
  }
  return tokens;
}

function tokenOf(
  found: Readonly<Record<string, string | undefined>>,
  all: string,
): CodeToken | null {
  const { block, hash, slashes, long, longer, double, single, ticks, number, name, line } = found;
  if (block !== undefined || hash !== undefined || slashes !== undefined)
    return { kind: 'comment', text: all, filled: false };
  const plain = long ?? longer ?? double ?? single;
  if (plain !== undefined) {
    const formatted = /f/i.test(found['prefix'] ?? '') && /\{[^}]/.test(plain);
    return { kind: 'string', text: plain, filled: formatted || isInterpolated(double) };
  }
  if (ticks !== undefined) return { kind: 'string', text: ticks, filled: ticks.includes('${') };
  if (number !== undefined) return { kind: 'number', text: number, filled: false };
  if (name !== undefined) return { kind: 'name', text: name, filled: false };
  if (line !== undefined) return { kind: 'line-end', text: '', filled: false };
  return { kind: 'mark', text: all, filled: false };
}

/** Values within a string of PHP or Ruby: `"… $name"`, `"… #{name}"`; in capitals, it is the environment's. */
function isInterpolated(double: string | undefined): boolean {
  return double !== undefined && /\$[a-z]\w*|#\{[a-zA-Z_@]/.test(double);
}
