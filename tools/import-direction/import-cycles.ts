/**
 * Import cycles between files, each as the path that comes back to its start. Depth first; every
 * file is entered once, so the answer names at least one cycle of every tangle, not all of them.
 */
export function importCycles(importsOf: ReadonlyMap<string, readonly string[]>): string[][] {
  const cycles: string[][] = [];
  const done = new Set<string>();
  const trail: string[] = [];

  const enter = (file: string): void => {
    const seenAt = trail.indexOf(file);
    if (seenAt !== -1) {
      cycles.push([...trail.slice(seenAt), file]);
      return;
    }
    if (done.has(file)) return;
    trail.push(file);
    for (const next of importsOf.get(file) ?? []) enter(next);
    trail.pop();
    done.add(file);
  };

  for (const file of importsOf.keys()) enter(file);
  return cycles;
}
