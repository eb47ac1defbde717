/** Constraints that a policy names and the program knows how to verify. */
export const CHECK_NAMES = [
  'copyreg.reconstructor',
  'dill.array-state',
  'fractions.text',
  'joblib.array',
  'nested-file',
  'numpy.array-state',
  'numpy.buffer-array',
  'numpy.dtype-name',
  'numpy.dtype-state',
  'numpy.masked-state',
  'numpy.scalar',
  'torch.rebuild-arguments',
  'torch.storage',
  'torch.tensor',
] as const;

export type CheckName = (typeof CHECK_NAMES)[number];
