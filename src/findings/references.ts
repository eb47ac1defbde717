import type { AttackClass } from './attack-class.ts';
import type { StandardReference } from './finding.ts';

const TRAINING_DATA_POISONING: StandardReference = {
  standard: 'MITRE ATLAS',
  edition: '2026.07',
  id: 'AML.T0020',
  title: 'Training Data Poisoning',
};
const DATA_POISONING: StandardReference = {
  standard: 'NIST AI 100-2',
  edition: 'E2025',
  id: 'NISTAML.013',
  title: 'Data Poisoning',
};
const BACKDOOR: StandardReference = {
  standard: 'NIST AI 100-2',
  edition: 'E2025',
  id: 'NISTAML.023',
  title: 'Backdoor Poisoning',
};
const CLEAN_LABEL: StandardReference = {
  standard: 'NIST AI 100-2',
  edition: 'E2025',
  id: 'NISTAML.021',
  title: 'Clean-label Backdoor',
};
const TARGETED: StandardReference = {
  standard: 'NIST AI 100-2',
  edition: 'E2025',
  id: 'NISTAML.024',
  title: 'Targeted Poisoning',
};
const LLM_POISONING: StandardReference = {
  standard: 'OWASP LLM',
  edition: '2026',
  id: 'LLM05',
  title: 'Data and Model Poisoning',
};
const ML_POISONING: StandardReference = {
  standard: 'OWASP ML',
  edition: '2023',
  id: 'ML02',
  title: 'Data Poisoning Attack',
};
const CONFUSABLES: StandardReference = {
  standard: 'UTS 39',
  edition: '17.0',
  id: '4',
  title: 'Confusable Detection',
};

/** Where the standards speak of an attack class. */
export function referencesFor(attack: AttackClass | null): readonly StandardReference[] {
  switch (attack) {
    case null:
      return [];
    case 'backdoor':
      return [TRAINING_DATA_POISONING, BACKDOOR, LLM_POISONING, ML_POISONING];
    case 'clean-label':
      return [TRAINING_DATA_POISONING, CLEAN_LABEL, LLM_POISONING, ML_POISONING];
    case 'hidden-trigger':
      return [TRAINING_DATA_POISONING, BACKDOOR, CONFUSABLES];
    case 'targeted':
      return [TRAINING_DATA_POISONING, TARGETED, LLM_POISONING];
    case 'injection-campaign':
    case 'retrieval-poisoning':
    case 'label-flip':
    case 'availability':
    case 'bias-injection':
    case 'conditioning':
    case 'feedback-manipulation':
    case 'tampering':
    case 'supply-chain':
      return [TRAINING_DATA_POISONING, DATA_POISONING, LLM_POISONING];
    case 'model-edit':
    case 'unsafe-model-file':
      return [];
  }
}
