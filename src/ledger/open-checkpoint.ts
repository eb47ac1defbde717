import { CredenceError } from '../core/error.ts';
import type { NoteKey } from '../core/signing/note-key.ts';
import { type CheckedNote, checkNote } from '../core/signing/note-signature.ts';
import type { PublicKey } from '../core/signing/public-key.ts';
import { parseNote, type SignedNote } from '../core/signing/signed-note.ts';
import { type Checkpoint, parseCheckpoint } from './checkpoint.ts';

/** What must hold of a checkpoint before anything in it is believed. */
export interface CheckpointDemands {
  /** The log's Ed25519 key. */
  readonly publicKey: PublicKey;
  /** The log's name, where the caller knows it. */
  readonly origin?: string | undefined;
  /** Keys of the witnesses whose cosignatures count. */
  readonly witnesses?: readonly NoteKey[] | undefined;
  /** How many of them must have cosigned; none unless told. */
  readonly cosigners?: number | undefined;
  /** What to call the note in errors. */
  readonly file?: string | undefined;
}

export interface OpenedCheckpoint {
  readonly checkpoint: Checkpoint;
  readonly note: SignedNote;
  /** Which witnesses cosigned, and when. */
  readonly cosigned: readonly CheckedNote[];
}

/**
 * Reads a checkpoint and verifies the log's signature and those of known witnesses.
 *
 * @throws CredenceError `DATA_MALFORMED`; `SIGNATURE_INVALID` when the log's key did not sign it, it is
 * another log's, or too few witnesses cosigned
 */
export function openCheckpoint(content: string, demands: CheckpointDemands): OpenedCheckpoint {
  const { publicKey, origin, witnesses = [], cosigners = 0, file } = demands;
  const note = parseNote(content, file);
  const checkpoint = parseCheckpoint(note.text, file);
  const what = file ?? 'The checkpoint';
  const at = file === undefined ? undefined : { file };
  if (origin !== undefined && checkpoint.origin !== origin) {
    throw new CredenceError('SIGNATURE_INVALID', `${what} is of another log than ${origin}.`, {
      hint: 'Give the files and the key of the same log.',
      at,
    });
  }
  const logKey: NoteKey = { name: checkpoint.origin, kind: 'note', publicKey };
  if (checkNote(note, [logKey], file).length === 0) {
    throw new CredenceError('SIGNATURE_INVALID', `${what} is not signed with the given key.`, {
      hint: "Check that this is the log's public key; if it is, the checkpoint was forged.",
      at,
    });
  }
  const cosigned = checkNote(note, witnesses, file);
  const distinct = new Set(cosigned.map(({ key }) => key.publicKey.id)).size;
  if (distinct >= cosigners) return { checkpoint, note, cosigned };
  throw new CredenceError(
    'SIGNATURE_INVALID',
    `${what} is cosigned by ${distinct} known witnesses, ${cosigners} needed.`,
    { hint: 'Have a witness cosign the checkpoint.', at },
  );
}
