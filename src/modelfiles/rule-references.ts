import type { StandardReference } from '../findings/finding.ts';

function weakness(id: string, title: string): StandardReference {
  return { standard: 'CWE', edition: '4.18', id: `CWE-${id}`, title };
}

const DESERIALIZATION = weakness('502', 'Deserialization of Untrusted Data');
const INTERPRETATION_CONFLICT = weakness('436', 'Interpretation Conflict');
const PATH_TRAVERSAL = weakness('22', 'Path Traversal');
const LINK_FOLLOWING = weakness('59', 'Link Following');
const AMPLIFICATION = weakness('409', 'Improper Handling of Highly Compressed Data');
const INTEGRITY = weakness('354', 'Improper Validation of Integrity Check Value');
const REMOTE_CODE = weakness('829', 'Inclusion of Functionality from Untrusted Control Sphere');
const CODE = weakness('94', 'Improper Control of Generation of Code');
const FILE_NAME = weakness('73', 'External Control of File Name or Path');
const TEMPLATE = weakness('1336', 'Improper Neutralization in a Template Engine');

/** By the fact that a rule's id ends in; whatever the room. */
const BY_FACT: ReadonlyMap<string, readonly StandardReference[]> = new Map([
  ['path-traversal', [PATH_TRAVERSAL]],
  ['absolute-name', [PATH_TRAVERSAL]],
  ['external-path', [PATH_TRAVERSAL]],
  ['asset-path', [PATH_TRAVERSAL]],
  ['path', [PATH_TRAVERSAL]],
  ['file-path', [FILE_NAME]],
  ['other-file', [FILE_NAME]],
  ['forbidden-operator', [CODE]],
  ['instantiates', [DESERIALIZATION]],
  ['symlink', [LINK_FOLLOWING]],
  ['link', [LINK_FOLLOWING]],
  ['bomb', [AMPLIFICATION]],
  ['checksum', [INTEGRITY]],
  ['polyglot', [INTERPRETATION_CONFLICT]],
]);

const BY_ROOM: ReadonlyMap<string, readonly StandardReference[]> = new Map([
  ['pickle', [DESERIALIZATION]],
  ['joblib', [DESERIALIZATION]],
  ['torch', [DESERIALIZATION]],
  ['keras', [DESERIALIZATION]],
  ['zip', [INTERPRETATION_CONFLICT]],
  ['tar', [INTERPRETATION_CONFLICT]],
  ['remote-code', [REMOTE_CODE]],
  ['requirements', [REMOTE_CODE]],
  ['template', [TEMPLATE]],
  ['yaml', [DESERIALIZATION]],
]);

/** Where the standards speak of what a rule finds. */
export function ruleReferences(rule: string): readonly StandardReference[] {
  const [room = '', fact = ''] = rule.split('.');
  return BY_FACT.get(fact) ?? BY_ROOM.get(room) ?? [];
}
