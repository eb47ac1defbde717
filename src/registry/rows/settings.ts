import type { SealedRow } from '../sealed-row.ts';

/** A single value that belongs to the whole workspace, such as the key of its ledger. */
export interface SettingRow {
  readonly key: string;
  readonly value: string;
}

export type SettingsTable = SealedRow<SettingRow>;
