import { CredenceError } from '../core/error.ts';
import type { NoteKey } from '../core/signing/note-key.ts';
import { checkNote, cosignNote, type NoteSigner } from '../core/signing/note-signature.ts';
import type { PublicKey } from '../core/signing/public-key.ts';
import { formatNote, type NoteSignature, parseNote } from '../core/signing/signed-note.ts';
import type { Checkpoint } from './checkpoint.ts';
import { checkConsistency } from './consistency.ts';
import { openCheckpoint } from './open-checkpoint.ts';
import { damaged } from './read-tile.ts';
import { CHECKPOINT_PATH, type TileStore } from './tile-store.ts';

/** What a witness is shown. */
export interface WitnessRequest {
  /** The signed checkpoint. */
  readonly note: string;
  /** The log's key. */
  readonly publicKey: PublicKey;
  /** What this witness cosigned last of this log; null at first sight. */
  readonly seen: Checkpoint | null;
  /** That the checkpoint continues what was seen; empty at first sight. */
  readonly proof: readonly Uint8Array[];
}

/**
 * Cosigns a checkpoint, as a witness: only when the log signed it and it continues what was seen last
 * (C2SP tlog-witness).
 *
 * @param time whole seconds since 1970
 * @returns the signature to send back, and the checkpoint to remember
 * @throws CredenceError `SIGNATURE_INVALID`; `INTEGRITY_FAILED` when the log was rewritten
 */
export function cosignCheckpoint(
  request: WitnessRequest,
  witness: NoteSigner,
  time: number,
): { readonly signature: NoteSignature; readonly checkpoint: Checkpoint } {
  const { note, publicKey, seen, proof } = request;
  const opened = openCheckpoint(note, { publicKey, origin: seen?.origin });
  if (seen !== null) checkConsistency(seen, opened.checkpoint, proof);
  return { signature: cosignNote(opened.note.text, witness, time), checkpoint: opened.checkpoint };
}

/**
 * Adds a witness's signature to the log's checkpoint, so that receipts carry it; replaces an older one
 * of the same key.
 *
 * @throws CredenceError `SIGNATURE_INVALID` when it is not over the checkpoint that stands now
 */
export async function addCosignature(
  signature: NoteSignature,
  witness: NoteKey,
  tiles: TileStore,
): Promise<void> {
  const content = await tiles.read(CHECKPOINT_PATH);
  if (content === null) throw damaged(CHECKPOINT_PATH, 'is missing');
  const note = parseNote(content.toString(), CHECKPOINT_PATH);
  if (checkNote({ text: note.text, signatures: [signature] }, [witness]).length === 0) {
    throw new CredenceError('SIGNATURE_INVALID', `This is not a signature of ${witness.name}.`, {
      hint: 'Check the name and key of the witness.',
    });
  }
  const { name, keyHash } = signature;
  const others = note.signatures.filter((each) => each.name !== name || each.keyHash !== keyHash);
  const bytes = Buffer.from(formatNote({ ...note, signatures: [...others, signature] }));
  await tiles.write([{ path: CHECKPOINT_PATH, bytes }]);
}
