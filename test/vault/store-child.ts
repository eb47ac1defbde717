import { writeSync } from 'node:fs';
import { FileObjectStore } from '../../src/vault/file-object-store.ts';

/** Puts batches into a vault for ever, and tells each digest once it is acknowledged. */
const [folder = '', count = '0'] = process.argv.slice(2);
const store = FileObjectStore.open(folder, { threads: 0 });
for (let batch = 0; Number(count) === 0 || batch < Number(count); batch += 1) {
  const small = Array.from({ length: batch % 3 === 0 ? 40 : 3 }, (_, index) => ({
    bytes: `batch ${process.pid} ${batch}, object ${index}`,
  }));
  const large = { bytes: Buffer.alloc(300_000 + batch, `${process.pid} ${batch}`) };
  const stored = await store.putAll([...small, large]);
  writeSync(1, stored.map(({ digest }) => `acknowledged ${digest}\n`).join(''));
}
