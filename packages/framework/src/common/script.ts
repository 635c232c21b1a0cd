import { isBlank } from './attribute.js';
import { IllegalArgumentException } from './errors/exceptions.js';

/** A script text in a language, e.g. as the value of a configuration property. */
export class Script {
  readonly language: string;
  readonly text: string;

  constructor(language: string, text: string) {
    if (isBlank(language)) throw new IllegalArgumentException('The language of a script must not be blank.');
    this.language = language;
    this.text = text;
  }
}

/** A script to be run, with its arguments by name. */
export class ScriptContext extends Script {
  readonly scriptArguments: ReadonlyMap<string, unknown>;

  constructor(language: string, text: string, scriptArguments: ReadonlyMap<string, unknown> = new Map()) {
    super(language, text);
    if (isBlank(text)) throw new IllegalArgumentException('The text of a script must not be blank.');
    this.scriptArguments = scriptArguments;
  }
}
