import { CredenceError } from '../core/error.ts';
import { PublicKey } from '../core/signing/public-key.ts';
import type { Tables } from '../registry/tables.ts';

/** What the registry says of the workspace's ledger: its name, and the key that signs it. */
export interface LedgerSettings {
  readonly origin: string;
  readonly publicKey: PublicKey;
}

const ORIGIN = 'ledger.origin';
const KEY = 'ledger.public-key';

export async function writeLedgerSettings(
  { settings }: Tables,
  { origin, publicKey }: LedgerSettings,
): Promise<void> {
  await settings.put(ORIGIN, origin);
  await settings.put(KEY, publicKey.toPem());
}

/** The settings, or null in a registry that `credence init` has not finished. */
export async function readLedgerSettings({ settings }: Tables): Promise<LedgerSettings | null> {
  const origin = await settings.get(ORIGIN);
  const pem = await settings.get(KEY);
  if (origin === undefined || pem === undefined) return null;
  return { origin, publicKey: PublicKey.fromPem(pem) };
}

/** As above, where there must be some. */
export async function needLedgerSettings(tables: Tables, file: string): Promise<LedgerSettings> {
  const settings = await readLedgerSettings(tables);
  if (settings !== null) return settings;
  throw new CredenceError('NOT_FOUND', 'This workspace was begun and not finished.', {
    at: { file },
    hint: 'Run credence init again; it goes on where it was interrupted.',
  });
}
