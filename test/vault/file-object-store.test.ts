import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { FileObjectStore } from '../../src/vault/file-object-store.ts';
import { objectStoreContract } from '../contracts/vault/object-store-contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'credence-vault-'));
after(() => rmSync(folder, { recursive: true }));

function newFolder(): string {
  return join(mkdtempSync(join(folder, 'vault-')), 'objects');
}

objectStoreContract('A vault in files, in one thread', () =>
  FileObjectStore.open(newFolder(), { threads: 0 }),
);
objectStoreContract('A vault in files, in many threads', () => FileObjectStore.open(newFolder()));
