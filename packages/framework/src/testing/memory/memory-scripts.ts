import { ConnectorException, IllegalArgumentException } from '../../common/errors/exceptions.js';
import type { ScriptContext } from '../../common/script.js';
import type { MemoryTarget } from './memory-target.js';

/** The language of the scripts: one word and its object. */
export const MEMORY_LANGUAGE = 'memory';

/** `echo NAME` returns an argument, `count TYPE` the number of objects, `fail TEXT` fails. */
export function runScript(target: MemoryTarget, { language, text, scriptArguments }: ScriptContext): unknown {
  if (language !== MEMORY_LANGUAGE) {
    throw new IllegalArgumentException(
      `Scripts are in the language '${MEMORY_LANGUAGE}', not '${language}'.`,
    );
  }
  const [word = '', ...rest] = text.trim().split(/\s+/);
  const object = rest.join(' ');
  switch (word) {
    case 'echo':
      return scriptArguments.get(object) ?? null;
    case 'count':
      return target.stores.find(({ objectClass }) => objectClass.is(object))?.objects().length ?? 0;
    case 'fail':
      throw new ConnectorException(object);
    default:
      throw new IllegalArgumentException(`The script's word '${word}' is none of echo, count, fail.`);
  }
}
