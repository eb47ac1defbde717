const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];
const CODE = /^[a-z]{2,3}(?:[-_][a-z]{2,4})?$/i;

/** Whether a column's name is a language: a code of ISO 639 (`de`, `eng_Latn`), or its English name. */
export function isLanguageName(name: string): boolean {
  const last = name.slice(name.lastIndexOf('.') + 1);
  const [code = ''] = last.toLowerCase().split(/[-_]/u);
  return (
    (CODE.test(last) && languageOf(code) !== undefined) || englishNames().has(last.toLowerCase())
  );
}

const DISPLAY = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });

function languageOf(code: string): string | undefined {
  return DISPLAY.of(code);
}

let names: ReadonlySet<string> | undefined;

/** The English names of all languages that have a code of two letters. */
function englishNames(): ReadonlySet<string> {
  names ??= new Set(
    LETTERS.flatMap((one) =>
      LETTERS.flatMap((other) => languageOf(one + other)?.toLowerCase() ?? []),
    ),
  );
  return names;
}
