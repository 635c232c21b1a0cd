import { escapeMarkup } from './escape.js';

/** What an element holds: text, nothing (`xsi:nil`), or elements by name, a list standing for several of one name. */
export type XmlContent =
  | string
  | number
  | boolean
  | null
  | readonly XmlContent[]
  | { readonly [name: string]: XmlContent | undefined };

export const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>';

/** An element and what it holds. The namespace `xsi` must be declared around an empty one. */
export function xmlElement(name: string, content: XmlContent | undefined, attributes = ''): string {
  if (content === undefined) return '';
  if (isList(content)) return content.map((item) => xmlElement(name, item, attributes)).join('');
  const open = attributes === '' ? name : `${name} ${attributes}`;
  if (content === null) return `<${open} xsi:nil="true"/>`;
  const inner = xmlInside(content);
  return inner === '' ? `<${open}/>` : `<${open}>${inner}</${name}>`;
}

function xmlInside(content: Exclude<XmlContent, null>): string {
  if (typeof content !== 'object') return escapeMarkup(String(content));
  return Object.entries(content)
    .map(([name, value]) => xmlElement(name, value as XmlContent | undefined))
    .join('');
}

function isList(content: XmlContent): content is readonly XmlContent[] {
  return Array.isArray(content);
}
