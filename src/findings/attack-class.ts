/** The attack taxonomy of Credence; the same ids appear in every report, policy and incident. */
export const ATTACK_CLASSES = [
  'label-flip',
  'targeted',
  'backdoor',
  'clean-label',
  'hidden-trigger',
  'availability',
  'bias-injection',
  'injection-campaign',
  'conditioning',
  'feedback-manipulation',
  'tampering',
  'supply-chain',
  'model-edit',
  'unsafe-model-file',
  'retrieval-poisoning',
] as const;

export type AttackClass = (typeof ATTACK_CLASSES)[number];
