export const JSON_TYPE = 'application/json;charset=UTF-8';
export const HTML_TYPE = 'text/html;charset=UTF-8';

/** JSON as the REST API writes it: compact, or in its own style of indentation for `X-PrettyPrint: 1`. */
export function jsonText(value: unknown, isPretty: boolean): string {
  return isPretty ? pretty(value, '') : JSON.stringify(value);
}

function pretty(value: unknown, indent: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) {
    if (value.length === 0) return '[ ]';
    return `[ ${value.map((item) => pretty(item, indent)).join(', ')} ]`;
  }
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  if (entries.length === 0) return '{ }';
  const inner = `${indent}  `;
  const members = entries.map(([key, member]) => `${inner}${JSON.stringify(key)} : ${pretty(member, inner)}`);
  return `{\n${members.join(',\n')}\n${indent}}`;
}
