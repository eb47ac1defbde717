/** The twelve ways of hiding something in text that Credence tells apart. */
export const HIDDEN_FAMILIES = [
  'zero-width',
  'joiners',
  'bidi-controls',
  'tag-characters',
  'variation-selectors',
  'unusual-spaces',
  'control-characters',
  'soft-hyphens-and-fillers',
  'homoglyphs',
  'mixed-scripts',
  'compatibility',
  'combining-marks',
] as const;

export type HiddenFamily = (typeof HIDDEN_FAMILIES)[number];

interface FamilyDescription {
  readonly title: string;
  /** What a reader of a report needs to know, as one sentence. */
  readonly summary: string;
}

export const FAMILY_DESCRIPTIONS: Readonly<Record<HiddenFamily, FamilyDescription>> = {
  'zero-width': {
    title: 'Zero-width characters',
    summary: 'Characters that print nothing and take no room, so a word with one looks untouched.',
  },
  joiners: {
    title: 'Joiners out of place',
    summary: 'Joiners and non-joiners where neither a script nor an emoji asks for one.',
  },
  'bidi-controls': {
    title: 'Direction controls',
    summary: 'Controls that reorder text on screen, unbalanced or away from right-to-left script.',
  },
  'tag-characters': {
    title: 'Tag characters',
    summary: 'An invisible copy of ASCII that can carry whole messages; only flags need it.',
  },
  'variation-selectors': {
    title: 'Variation selectors',
    summary: 'Invisible selectors behind characters that have no such variant.',
  },
  'unusual-spaces': {
    title: 'Unusual spaces',
    summary: 'Spaces and blank letters that look like a plain space, outside their typography.',
  },
  'control-characters': {
    title: 'Control characters',
    summary: 'Controls, noncharacters, private-use characters and unpaired surrogates.',
  },
  'soft-hyphens-and-fillers': {
    title: 'Soft hyphens and fillers',
    summary: 'Soft hyphens where no word divides, and fillers that print nothing.',
  },
  homoglyphs: {
    title: 'Homoglyphs',
    summary: 'Letters of another script that make a word read like an ordinary one.',
  },
  'mixed-scripts': {
    title: 'Mixed scripts',
    summary: 'Words that mix scripts in a way no writing system does.',
  },
  compatibility: {
    title: 'Compatibility characters',
    summary: 'Styled or legacy forms of ordinary letters that NFKC turns into them.',
  },
  'combining-marks': {
    title: 'Combining marks',
    summary: 'Marks stacked, doubled, without a base, or on a letter of another script.',
  },
};
