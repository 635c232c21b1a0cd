import { text, type Text } from '../../words/text.js';
import { worded } from '../../words/worded.js';

/** Salesforce's limit of a user name. */
export const MAX_USERNAME = 80;

const PLACEHOLDERS = ['username', 'local', 'domain', 'id', 'date', 'time'] as const;
type Placeholder = (typeof PLACEHOLDERS)[number];
const PLACEHOLDER = /\$\{(\w+)\}/g;

/** What is wrong with a template; undefined when nothing is. */
export function templateProblem(template: string): Text | undefined {
  const names = [...template.matchAll(PLACEHOLDER)].map(([, name]) => name!);
  const unknown = names.find((name) => !(PLACEHOLDERS as readonly string[]).includes(name));
  if (unknown)
    return text(
      'check.deletedUsernamePlaceholder',
      `\${${unknown}}`,
      PLACEHOLDERS.map((name) => `\${${name}}`).join(', '),
    );
  if (!names.some((name) => ['username', 'local', 'id', 'time'].includes(name)))
    return text('check.deletedUsernameSame', '${username}, ${local}, ${id}, ${time}');
  const sample = fill(template, {
    username: 'a@b.cc',
    local: 'a',
    domain: 'b.cc',
    id: '',
    date: '',
    time: '',
  });
  return /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(sample) ? undefined : text('check.deletedUsernameForm');
}

const fill = (template: string, values: Readonly<Record<Placeholder, string>>): string =>
  template.replace(PLACEHOLDER, (_match, name: string) => values[name as Placeholder]);

/**
 * The name that a user gets so that the present one is free again. Too long, it is shortened before the @ of the present
 * name, where nothing is lost but what the end tells anyhow.
 * @param now by which ${date} (20261122) and ${time} (20261122053000) are written, in UTC.
 * @throws ConfigurationException when the template leaves no room for the name.
 */
export function releasedUsername(template: string, username: string, id: string, now: Date): string {
  const at = username.lastIndexOf('@');
  const [local, domain] = at < 0 ? [username, ''] : [username.slice(0, at), username.slice(at + 1)];
  const time = now.toISOString().replace(/\D/g, '').slice(0, 14);
  const render = (part: string): string =>
    fill(template, {
      username: domain ? `${part}@${domain}` : part,
      local: part,
      domain,
      id,
      date: time.slice(0, 8),
      time,
    });
  for (let length = local.length; length > 0; length--) {
    const name = render(local.slice(0, length));
    if (name.length <= MAX_USERNAME) return name;
  }
  throw worded('ConfigurationException', text('fault.longTemplate', MAX_USERNAME, username));
}

/** Whether a name was made by the template at some time, so that it need not be released again. */
export function wasReleased(template: string, username: string): boolean {
  const patterns: Readonly<Record<string, string>> = { date: '\\d{8}', time: '\\d{14}', id: '\\w{15,18}' };
  const pattern = template
    .split(PLACEHOLDER)
    .map((part, index) =>
      index % 2 === 1 ? (patterns[part] ?? '.+') : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
    )
    .join('');
  return new RegExp(`^${pattern}$`, 'i').test(username);
}
