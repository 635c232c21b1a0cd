import type { GuardedString } from '../../common/security/guarded-string.js';
import type { Configuration } from '../../spi/configuration.js';
import { ConfigurationProperty } from '../../spi/decorators.js';

/** Which memory target to use, and with what key. */
export class MemoryConfiguration implements Configuration {
  /** The targets of this process are told apart by name; one that is not there yet is made. */
  @ConfigurationProperty({ type: 'String', order: 1, required: true })
  realm = 'default';
  /** Targets open to everyone take none; any other key but theirs is refused. */
  @ConfigurationProperty({ type: 'GuardedString', order: 2, confidential: true })
  accessKey?: GuardedString;
  @ConfigurationProperty({ type: 'int', order: 3, minimum: 1, maximum: 1000 })
  bulkSize = 10;
}
