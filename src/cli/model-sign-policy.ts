import { readFileSync } from 'node:fs';
import { CredenceError } from '../core/error.ts';
import type { KeyPair } from '../core/signing/key-pair.ts';
import { readPrivateKeyFile } from '../core/signing/private-key-file.ts';
import { visibleText } from '../core/visible-text.ts';
import { signPolicy } from '../modelfiles/policy/signed-policy.ts';
import { writeOutput } from '../report/write-output.ts';
import { FileKeyRing } from '../workspace/key-ring.ts';
import { checkOutputs } from './check-outputs.ts';

export interface SignPolicyFlags {
  readonly out: string;
  readonly key?: string | undefined;
}

/** `credence model sign-policy`: signs a policy file, and prints the public key to verify it with. */
export async function runSignPolicy(path: string, flags: SignPolicyFlags): Promise<void> {
  await checkOutputs([path, flags.key], { signature: flags.out });
  const signer = signerOf(flags.key);
  const envelope = signPolicy(readPolicyBytes(path), signer);
  await writeOutput(flags.out, `${JSON.stringify(envelope)}\n`);
  process.stdout.write(signer.publicKey.toPem());
}

/** The private key in a file; unless named, the only one of who runs the program. */
function signerOf(path: string | undefined): KeyPair {
  const passphrase = process.env['CREDENCE_PASSPHRASE'];
  if (path !== undefined) return readPrivateKeyFile(path, { passphrase });
  const ring = new FileKeyRing({ passphrase });
  const [only, ...others] = ring.list();
  if (only !== undefined && others.length === 0) return ring.get(only);
  throw new CredenceError(
    'USAGE',
    only === undefined
      ? `There is no private key in ${ring.folder}.`
      : `There are ${others.length + 1} private keys in ${ring.folder}.`,
    { hint: 'Name the file of the private key with --key.' },
  );
}

function readPolicyBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new CredenceError('FILE_NOT_FOUND', `${visibleText(path)} could not be read.`, { cause });
  }
}
