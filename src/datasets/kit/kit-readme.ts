import { visibleText } from '../../core/visible-text.ts';
import { bytesText, counted } from '../../report/number-text.ts';
import type { KnownVersion } from '../../workspace/versions/resolve-version.ts';

/** What a kit says of itself, in plain words. */
export function kitReadme({ row, manifest }: KnownVersion, origin: string): string {
  const hidden = manifest.files.filter(({ deletedRows }) => deletedRows !== undefined);
  return `# Where these data come from, and how to check it

This folder came with **${manifest.dataset}**, version \`${row.id}\`:
${counted(row.files, 'file')}, ${bytesText(row.bytes)}, ${counted(row.records, 'record')}. At the time of export its state was *${row.state}*.

Anybody can check it, offline, without trusting who handed it over. You need one thing that must not
come from here: the **verifier key** of the ledger \`${visibleText(origin)}\`. Ask its owner for it over a way that
you trust. Then, with Credence installed:

    credence dataset verify --kit FOLDER --key VERIFIER-KEY

FOLDER is the one that holds the data and this folder. The check reads every byte. It says exactly what
is wrong, and ends with exit code 0 only where nothing is.

What it proves:

1. Each file has the digest and size that \`manifest.json\` names, and there are no others.
2. The manifest's own digest is the version's id, and a signed statement says where it comes from.
3. Each statement in \`statements/\` (DSSE, in-toto) is signed by the key that the ledger names.
4. The ledger holds an entry for each of them: \`entries/\` has the entry, \`receipts/\` its C2SP tlog-proof.
5. With \`--rows\`: each record is the one that was committed to; else the first that is not is named.

What it cannot prove: that nothing was said about the version *after* the checkpoint in this folder, such
as a withdrawal. Ask who runs the ledger for news. \`verifier-key.txt\` is here for convenience; a forger
would have put his own.
${
  hidden.length === 0
    ? ''
    : `
**Deleted rows.** ${counted(hidden.length, 'file')} still ${hidden.length === 1 ? 'holds' : 'hold'} rows that the table has deleted. They are no records of this
version: leave them out when you read. Their numbers (from 0, 32 bits little-endian) are in \`deleted-rows/\`,
by the digest that the manifest names.
`
}`;
}
