import type { FileSystem } from '../../core/storage/file-system.ts';
import { checkObjects } from '../check-objects.ts';
import { digestFile } from '../digest-file.ts';
import { ObjectWriter } from '../object-writer.ts';
import { checkPack } from '../packs/check-pack.ts';
import { vaultFolders } from '../vault-folders.ts';
import type { StoreInput, TaskOutput, VaultRequest, VaultTaskName } from './vault-task.ts';

/** Does the work of one thread, and keeps its open batch. */
export class TaskRunner {
  readonly #files: FileSystem;
  readonly #writers: Map<string, ObjectWriter> = new Map();

  constructor(files: FileSystem) {
    this.#files = files;
  }

  run(request: VaultRequest): TaskOutput<VaultTaskName> {
    switch (request.name) {
      case 'store':
        return this.#store(request.input);
      case 'commit':
        this.#writer(request.input.root).commit();
        return null;
      case 'abandon':
        this.#writer(request.input.root).abandon();
        return null;
      case 'digest':
        return request.input.files.map((file) => digestFile(file, this.#files));
      case 'check':
        return checkObjects(request.input.places, this.#files);
      case 'checkPack':
        return checkPack(request.input, this.#files);
    }
  }

  #store({ root, files }: StoreInput): TaskOutput<'store'> {
    const writer = this.#writer(root);
    return files.map((file) => writer.putFile(file));
  }

  #writer(root: string): ObjectWriter {
    const writer = this.#writers.get(root) ?? new ObjectWriter(vaultFolders(root), this.#files);
    this.#writers.set(root, writer);
    return writer;
  }
}
