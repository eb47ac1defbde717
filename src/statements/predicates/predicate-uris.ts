/** What names the predicates of Credence; a name and no address: nobody can own a host without a dot. */
const OWN = 'https://credence/attestation';

export const DATASET_MANIFEST_URI: string = `${OWN}/dataset-manifest/v1`;
export const DATASET_TRANSFORM_URI: string = `${OWN}/dataset-transform/v1`;
export const POISON_SCAN_URI: string = `${OWN}/poison-scan/v1`;
export const APPROVAL_URI: string = `${OWN}/approval/v1`;
export const SOURCE_ENTRY_URI: string = `${OWN}/source-entry/v1`;
export const SOURCE_WATCH_URI: string = `${OWN}/source-watch/v1`;
export const RETRIEVAL_URI: string = `${OWN}/retrieval/v1`;
export const TRAINING_START_URI: string = `${OWN}/training-start/v1`;
