import type { Bom, Citation, Component } from './bom.ts';
import { BOM_REF } from './bom-refs.ts';

/** Members of a component that Credence measured itself, where it read the thing byte for byte. */
const MEASURED = new Set(['hashes', 'components']);

/** Properties of its own that it measured: digests, counts, and when it fetched. */
const MEASURED_PROPERTIES = new Set([
  'credence:retrieved',
  'credence:record-root',
  'credence:bytes',
]);

/** Members that refer and structure, and say nothing about the thing. */
const STRUCTURE = new Set(['type', 'bom-ref', 'name']);

/**
 * Who says what, field by field (CycloneDX 1.7): what was measured is attributed to the tool, what was
 * declared to whoever is named as the author.
 */
export function citations(bom: Bom, timestamp: string): readonly Citation[] {
  const fields = [...componentFields(bom)];
  const by = (note: 'measured' | 'declared', attributedTo: string): Citation[] => {
    const pointers = fields
      .filter(({ measured }) => measured === (note === 'measured'))
      .map(({ pointer }) => pointer);
    return pointers.length === 0
      ? []
      : [{ 'bom-ref': `citation-${note}`, pointers, timestamp, attributedTo, note }];
  };
  return [...by('measured', BOM_REF.tool), ...by('declared', BOM_REF.author)];
}

interface Field {
  readonly pointer: string;
  readonly measured: boolean;
}

function* componentFields(bom: Bom): Iterable<Field> {
  if (bom.metadata?.component !== undefined)
    yield* fieldsOf(bom.metadata.component, '/metadata/component');
  for (const [index, component] of (bom.components ?? []).entries())
    yield* fieldsOf(component, `/components/${index}`);
}

function* fieldsOf(component: Component, pointer: string): Iterable<Field> {
  const hashed = component.hashes !== undefined;
  for (const [member, value] of Object.entries(component)) {
    if (STRUCTURE.has(member)) continue;
    const at = `${pointer}/${member}`;
    if (member === 'properties') yield* propertyFields(component, at);
    else if (member === 'data') yield* dataFields(component, at);
    else yield { pointer: at, measured: hashed && isMeasured(member, value) };
  }
}

/** A version that is a digest was measured; any other is a name. */
function isMeasured(member: string, value: unknown): boolean {
  return MEASURED.has(member) || (member === 'version' && String(value).startsWith('sha256:'));
}

function* propertyFields({ properties = [] }: Component, pointer: string): Iterable<Field> {
  for (const [index, { name }] of properties.entries())
    yield { pointer: `${pointer}/${index}`, measured: MEASURED_PROPERTIES.has(name) };
}

/** Counts of records and labels come from reading; what the data are, from people. */
function* dataFields({ data = [] }: Component, pointer: string): Iterable<Field> {
  for (const [index, entry] of data.entries()) {
    for (const member of Object.keys(entry)) {
      if (STRUCTURE.has(member)) continue;
      const at = `${pointer}/${index}/${member}`;
      if (member !== 'contents') yield { pointer: at, measured: false };
      else {
        yield { pointer: `${at}/url`, measured: false };
        yield { pointer: `${at}/properties`, measured: true };
      }
    }
  }
}
