/** Rows of CSV with quoted fields (RFC 4180), LF or CRLF; empty lines are left out. */
export function parseCsv(content: string): string[][] {
  const rows: string[][] = [];
  const cell = /(?:"([^"]*(?:""[^"]*)*)"|((?:[^",\r\n][^,\r\n]*)?))(,|\r?\n|$)/gy;
  let row: string[] = [];
  while (cell.lastIndex < content.length) {
    const match = cell.exec(content);
    if (match === null) throw new SyntaxError(`CSV row ${rows.length + 1} has a stray quote`);
    const [, quoted, plain = '', end] = match;
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
  }
  return rows;
}

/** CSV of rows, fields quoted where they must be. */
export function formatCsv(rows: readonly (readonly string[])[]): string {
  const quoted = (field: string): string =>
    /[",\r\n]/u.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
  return rows.map((row) => `${row.map(quoted).join(',')}\n`).join('');
}

/** Rows of tab-separated lines, without quoting; fields are trimmed and empty lines left out. */
export function parseTsv(content: string): string[][] {
  return content
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.split('\t').map((field) => field.trim()));
}
