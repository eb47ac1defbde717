import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Digest, digestOf } from '../../core/digest.ts';
import { CredenceError } from '../../core/error.ts';
import { parseEnvelope } from '../../core/signing/dsse.ts';
import type { KeyId } from '../../core/signing/key-id.ts';
import type { NoteKey } from '../../core/signing/note-key.ts';
import { PublicKey } from '../../core/signing/public-key.ts';
import { visibleText } from '../../core/visible-text.ts';
import { decodeLeaf, type Leaf } from '../../ledger/leaf.ts';
import { verifyReceipt } from '../../ledger/receipt.ts';
import { openAnyStatement } from '../../statements/in-toto/signed-statement.ts';
import type { Statement } from '../../statements/in-toto/statement.ts';
import { kitPaths } from './kit-layout.ts';
import { assertPlainFile } from './plain-file.ts';

/** A statement that the ledger commits to, signed by the key that the ledger names. */
export interface VouchedStatement {
  readonly digest: Digest;
  readonly statement: Statement<unknown>;
  readonly signer: PublicKey;
  readonly leaf: Leaf;
  /** Of its entry in the ledger, from 0. */
  readonly position: number;
  /** Entries that the checkpoint of its receipt covers. */
  readonly size: number;
}

const LARGEST = 64 * 1024 * 1024;

/**
 * Reads the statements of a kit. Nothing of a kit is believed but what follows from the verifier key: the
 * receipt proves the entry, the entry names statement and key, and the key has signed the statement.
 *
 * @throws CredenceError `INTEGRITY_FAILED`, `SIGNATURE_INVALID`, `DATA_MALFORMED`, `FILE_NOT_FOUND`
 */
export async function kitStatements(
  kit: string,
  verifier: NoteKey,
): Promise<readonly VouchedStatement[]> {
  const paths = kitPaths(kit);
  const keys = await publicKeys(paths.keys);
  const vouched: VouchedStatement[] = [];
  for (const file of (await namesIn(paths.statements)).sort()) {
    const name = /^([0-9a-f]{64})\.json$/.exec(file)?.[1];
    if (name === undefined) throw wrong(file, 'does not belong to a kit');
    const bytes = await bytesOf(join(paths.statements, file));
    const digest = digestOf(bytes);
    if (digest !== `sha256:${name}`) throw wrong(`The statement ${file}`, 'was altered');
    const entry = await bytesOf(join(paths.entries, file));
    const receiptFile = join(paths.receipts, `${name}.tlog-proof`);
    const receipt = (await bytesOf(receiptFile)).toString();
    const proven = verifyReceipt(receipt, entry, {
      publicKey: verifier.publicKey,
      origin: verifier.name,
      file: receiptFile,
    });
    const leaf = decodeLeaf(entry);
    if (leaf.statement !== digest) throw wrong(`The entry of ${file}`, 'is about something else');
    const signer = keys.get(leaf.actor as KeyId);
    if (signer === undefined)
      throw wrong(
        `The kit`,
        `lacks the key ${visibleText(leaf.actor.slice(0, 16))}, which signed ${file}`,
      );
    const { statement } = openAnyStatement(parseEnvelope(bytes.toString(), file), {
      keys: [signer],
    });
    const { position, checkpoint } = proven;
    vouched.push({ digest, statement, signer, leaf, position, size: checkpoint.size });
  }
  return vouched;
}

/** By the id that follows from the key itself; what a file is called does not count. */
async function publicKeys(folder: string): Promise<ReadonlyMap<KeyId, PublicKey>> {
  const keys = new Map<KeyId, PublicKey>();
  for (const name of await namesIn(folder)) {
    const key = PublicKey.fromPem((await bytesOf(join(folder, name))).toString(), name);
    keys.set(key.id, key);
  }
  return keys;
}

async function namesIn(folder: string): Promise<string[]> {
  return await readdir(folder).catch((cause: unknown) => {
    throw new CredenceError('FILE_NOT_FOUND', `${folder} is missing: this is no whole kit.`, {
      at: { file: folder },
      hint: 'Ask who exported it for another copy.',
      cause,
    });
  });
}

/** The bytes of a file of a kit, within reason. */
export async function bytesOf(path: string, limit: number = LARGEST): Promise<Buffer> {
  await assertPlainFile(path, limit);
  return await readFile(path);
}

function wrong(what: string, how: string): CredenceError {
  return new CredenceError('INTEGRITY_FAILED', `${visibleText(what)} ${how}.`, {
    hint: 'Do not use these data. Ask who exported them for another copy.',
  });
}
