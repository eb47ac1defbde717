/**
 * Bytes as they come, ended with an error where none comes for too long: a server that falls silent
 * would hold an intake for ever.
 *
 * @param patience in milliseconds.
 */
export async function* unlessIdle(
  body: ReadableStream<Uint8Array> | null,
  patience: number,
): AsyncIterable<Uint8Array> {
  if (body === null) return;
  const reader = body.getReader();
  try {
    for (;;) {
      const { promise, reject } = Promise.withResolvers<never>();
      const timer = setTimeout(
        () => reject(new Error(`nothing came for ${patience} ms`)),
        patience,
      );
      const { done, value } = await Promise.race([reader.read(), promise]).finally(() =>
        clearTimeout(timer),
      );
      if (done) return;
      yield value;
    }
  } finally {
    // A broken stream refuses to be cancelled with the error that its reader has been given already.
    await reader.cancel().catch(() => undefined);
  }
}
