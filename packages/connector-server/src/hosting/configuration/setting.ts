export type SettingType = 'object' | 'array' | 'string' | 'integer' | 'boolean';

/** One row of the configuration's table: JSON Schema for the checker, words for the reference. */
export interface Setting {
  readonly type: SettingType | readonly SettingType[];
  readonly description: string;
  /** What holds where the file says nothing; told in the reference, applied by whoever the setting belongs to. */
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly minItems?: number;
  readonly properties?: Readonly<Record<string, Setting>>;
  /** `true`: any others, which somebody else checks. */
  readonly additionalProperties?: boolean | Setting;
  readonly required?: readonly string[];
  readonly oneOf?: readonly { readonly required: readonly string[] }[];
  readonly items?: Setting;
  /** A change takes effect while the server runs. */
  readonly live?: true;
  /** Never printed, not even in an error. */
  readonly secret?: true;
  /** A path, which counts from the folder of the configuration file; `except` is a word that is none. */
  readonly path?: true | { readonly except: string };
}

/** Words of the table that say nothing to a JSON Schema checker. */
export const OWN_KEYWORDS = ['live', 'secret', 'path'] as const;

export const section = (
  description: string,
  properties: Readonly<Record<string, Setting>>,
  rest: Partial<Setting> = {},
): Setting => ({ type: 'object', description, properties, additionalProperties: false, ...rest });

export const text = (description: string, rest: Partial<Setting> = {}): Setting => ({
  type: 'string',
  minLength: 1,
  description,
  ...rest,
});

export const file = (description: string, rest: Partial<Setting> = {}): Setting =>
  text(description, { path: true, ...rest });

export const whole = (description: string, rest: Partial<Setting> = {}): Setting => ({
  type: 'integer',
  minimum: 1,
  description,
  ...rest,
});

export const flag = (description: string, rest: Partial<Setting> = {}): Setting => ({
  type: 'boolean',
  description,
  ...rest,
});

export const list = (description: string, items: Setting, rest: Partial<Setting> = {}): Setting => ({
  type: 'array',
  description,
  items,
  ...rest,
});

/** The row that a step of a path leads to; undefined where the table has none. */
export function settingAt(setting: Setting | undefined, step: string | number): Setting | undefined {
  if (typeof step === 'number') return setting?.items;
  const own =
    setting?.properties && Object.hasOwn(setting.properties, step) ? setting.properties[step] : undefined;
  const others = setting?.additionalProperties;
  return own ?? (typeof others === 'object' ? others : undefined);
}
