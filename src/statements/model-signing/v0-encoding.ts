import { STATEMENT_PAYLOAD_TYPE } from '../in-toto/statement.ts';

/**
 * What v0.2 of the reference implementation signed by mistake: the payload as Python shows bytes
 * (`b'…'`), under "DSSEV1". Accepted for the predicate of that version alone.
 */
export function v0Encoding(payload: Buffer): Buffer {
  const type = STATEMENT_PAYLOAD_TYPE;
  return Buffer.from(`DSSEV1 ${type.length} ${type} ${payload.length} ${pythonBytes(payload)}`);
}

const ESCAPES: Readonly<Record<number, string>> = { 9: '\\t', 10: '\\n', 13: '\\r', 92: '\\\\' };

/** Python's `repr` of bytes: in single quotes, unless they hold some and no double ones. */
function pythonBytes(bytes: Buffer): string {
  const quote = bytes.includes("'") && !bytes.includes('"') ? '"' : "'";
  const text = Array.from(bytes, (byte) => {
    const character = String.fromCharCode(byte);
    if (character === quote) return `\\${quote}`;
    const escaped = ESCAPES[byte];
    if (escaped !== undefined) return escaped;
    if (byte >= 0x20 && byte < 0x7f) return character;
    return `\\x${byte.toString(16).padStart(2, '0')}`;
  });
  return `b${quote}${text.join('')}${quote}`;
}
