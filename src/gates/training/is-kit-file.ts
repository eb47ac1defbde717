/** What an exported version brings along so that others can check it; no data, and small. */
const KIT_FILE =
  /^credence-kit\/(?:README\.md|manifest\.json|checkpoint|verifier-key\.txt|record-digests\.bin|statements\/[0-9a-f]{64}\.json|entries\/[0-9a-f]{64}\.json|receipts\/[0-9a-f]{64}\.tlog-proof|keys\/[0-9a-f]{64}\.pem|deleted-rows\/[0-9a-f]{64}\.bin)$/;

/** Whether a path in a folder of data is one that `credence dataset export` writes beside the data. */
export function isKitFile(path: string): boolean {
  return KIT_FILE.test(path);
}
