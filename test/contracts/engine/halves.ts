import type { Engine } from '../../../src/engine/operations/engine.ts';

/** Halves come from the digest of the first record of each cluster of copies (design rule 9). */
export async function halvesOf(engine: Engine, records: number): Promise<(0 | 1)[]> {
  const everyone = Uint32Array.from({ length: records }, (_, at) => at);
  const first = new Map(
    (await engine.copyClusters()).clusters.flatMap(({ positions }) =>
      [...positions].map((at) => [at, positions[0] as number] as const),
    ),
  );
  const digests = await engine.references(everyone, records);
  return [...everyone].map((at) => {
    const { digest } = digests[first.get(at) ?? at] ?? { digest: '' };
    return (Number.parseInt(digest.slice('sha256:'.length, 'sha256:'.length + 2), 16) & 1) as 0 | 1;
  });
}
