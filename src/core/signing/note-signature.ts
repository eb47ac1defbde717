import { CredenceError } from '../error.ts';
import type { Signer } from './key-pair.ts';
import { type NoteKey, noteKeyHash } from './note-key.ts';
import type { NoteSignature, SignedNote } from './signed-note.ts';

/** A name and who signs under it. */
export interface NoteSigner {
  readonly name: string;
  readonly signer: Signer;
}

/** When a witness saw a checkpoint, in whole seconds since 1970; null where a signature tells no time. */
export interface CheckedNote {
  readonly key: NoteKey;
  readonly time: number | null;
}

/** Signs a note's text (C2SP signed-note, type 0x01). */
export function signNote(text: string, { name, signer }: NoteSigner): NoteSignature {
  const key: NoteKey = { name, kind: 'note', publicKey: signer.publicKey };
  return { name, keyHash: noteKeyHash(key), signature: signer.sign(Buffer.from(text)) };
}

/**
 * Signs, as a witness, that this checkpoint was the latest that it saw of its log (C2SP
 * tlog-cosignature, type 0x04).
 *
 * @param time whole seconds since 1970
 */
export function cosignNote(
  text: string,
  { name, signer }: NoteSigner,
  time: number,
): NoteSignature {
  const key: NoteKey = { name, kind: 'cosignature', publicKey: signer.publicKey };
  const stamp = Buffer.alloc(8);
  stamp.writeBigUInt64BE(BigInt(time));
  const signature = Buffer.concat([stamp, signer.sign(cosigned(text, BigInt(time)))]);
  return { name, keyHash: noteKeyHash(key), signature };
}

/**
 * Which of the known keys signed a note. Signatures of unknown keys are passed over; one that carries
 * a known key's name and hash but does not verify makes the whole note invalid (signed-note,
 * "Verifying").
 *
 * @param file what to call the note in errors
 * @throws CredenceError `SIGNATURE_INVALID`
 */
export function checkNote(
  note: SignedNote,
  keys: readonly NoteKey[],
  file?: string,
): readonly CheckedNote[] {
  const checked: CheckedNote[] = [];
  for (const key of keys) {
    const keyHash = noteKeyHash(key);
    for (const each of note.signatures.filter(
      (of) => of.name === key.name && of.keyHash === keyHash,
    )) {
      const time = verifyLine(note.text, each.signature, key);
      if (!time.valid) {
        throw new CredenceError(
          'SIGNATURE_INVALID',
          `The signature of ${key.name} does not hold.`,
          {
            hint: 'The note was altered after it was signed.',
            at: file === undefined ? undefined : { file },
          },
        );
      }
      if (checked.every((other) => other.key !== key)) checked.push({ key, time: time.time });
    }
  }
  return checked;
}

function verifyLine(
  text: string,
  signature: Buffer,
  { kind, publicKey }: NoteKey,
): { readonly valid: boolean; readonly time: number | null } {
  if (kind === 'note') return { valid: publicKey.verify(Buffer.from(text), signature), time: null };
  if (signature.length !== 72) return { valid: false, time: null };
  const time = signature.readBigUInt64BE(0);
  return {
    valid: publicKey.verify(cosigned(text, time), signature.subarray(8)),
    time: Number(time),
  };
}

function cosigned(text: string, time: bigint): Buffer {
  return Buffer.from(`cosignature/v1\ntime ${time}\n${text}`);
}
