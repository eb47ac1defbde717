/** Formats that the CycloneDX schemas name, each as strict as its RFC where it forbids. */
export const SCHEMA_FORMATS: Readonly<Record<string, (text: string) => boolean>> = {
  'date-time': isDateTime,
  date: isDate,
  'idn-email': (text) => /^[^\s@]+@[^\s@]+$/u.test(text),
  'iri-reference': isIriReference,
  uri: (text) => /^[A-Za-z][A-Za-z0-9+.-]*:/.test(text) && isIriReference(text),
};

/** RFC 3339 §5.6, with an offset. */
function isDateTime(text: string): boolean {
  const match =
    /^(\d{4}-\d\d-\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:[Zz]|[+-](\d\d):(\d\d))$/.exec(text);
  if (match === null) return false;
  const [, date = '', hour, minute, second, offsetHour = 0, offsetMinute = 0] = match;
  return (
    isDate(date) &&
    Number(hour) < 24 &&
    Number(minute) < 60 &&
    Number(second) <= 60 &&
    Number(offsetHour) < 24 &&
    Number(offsetMinute) < 60
  );
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const time = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text);
}

/** RFC 3987 §2.2, as far as it forbids: no white space or control characters, whole escapes. */
function isIriReference(text: string): boolean {
  return /^(?:[^\s\p{Cc}<>"{}|\\^`%]|%[0-9A-Fa-f]{2})*$/u.test(text);
}
