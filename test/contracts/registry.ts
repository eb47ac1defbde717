import { describe } from 'node:test';
import { familiesContract } from './registry/families.ts';
import { ledgerAndLineageContract } from './registry/ledger-and-lineage.ts';
import type { RegistryMaker } from './registry/open-registry.ts';
import { transactionsContract } from './registry/transactions.ts';

/** What every registry must do, whichever database is under it. */
export function registryContract(maker: RegistryMaker): void {
  describe('families of tables', () => familiesContract(maker));
  describe('transactions', () => transactionsContract(maker));
  describe('ledger and lineage', () => ledgerAndLineageContract(maker));
}
