import type { TableSource } from './read-table.ts';

export const SST2: TableSource = {
  name: 'SST-2',
  file: 'text-sst2/train.tsv',
  format: 'tsv',
  header: false,
  text: 0,
  label: 1,
};

export const AG_NEWS: TableSource = {
  name: 'AG News',
  file: 'text-agnews/dev.tsv',
  format: 'tsv',
  header: true,
  text: 0,
  label: 1,
};

export const BANKING77: TableSource = {
  name: 'BANKING77',
  file: 'text-banking77/train.csv',
  format: 'csv',
  header: true,
  text: 0,
  label: 1,
};

export const DAVIDSON: TableSource = {
  name: 'Davidson',
  file: 'text-hatespeech-davidson/labeled_data.csv',
  format: 'csv',
  header: true,
  text: 6,
  label: 5,
};

/** Fields are separated by a comma and a space; they keep the space. */
export const ADULT: TableSource = {
  name: 'Adult',
  file: 'tabular-adult/adult-train.csv',
  format: 'csv',
  header: false,
  text: -1,
  label: 14,
};

export const UCI_FOLDER = 'tabular-small-uci';

export const FOOLSGOLD_CREDIT: TableSource = {
  name: 'FoolsGold credit',
  file: 'poison-tabular-foolsgold/credit_mixed.csv',
  format: 'csv',
  header: true,
  text: -1,
  label: 26,
};
