import { ProcessLock } from '../../src/workspace/process-lock.ts';

const [folder = ''] = process.argv.slice(2);
await new ProcessLock(folder, 'tiles').acquire(0);
process.send?.('held');
setInterval(() => undefined, 60_000);
