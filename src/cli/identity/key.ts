import { printResult, userSurroundings } from '../workspace-command.ts';
import type { WorkspaceFlags } from '../workspace-options.ts';

/** `credence identity key`: a key of one's own, and its public half for an owner to make known. */
export function runIdentityKey(flags: WorkspaceFlags): void {
  const { publicKey } = userSurroundings().keys.generate();
  printResult(flags, {
    json: { keyId: publicKey.id, publicKey: publicKey.toPem() },
    text: publicKey.toPem(),
  });
}
