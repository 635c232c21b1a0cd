import type { GuardedString, Uri } from '@icf-ts/framework';
import { ConfigurationException } from '@icf-ts/framework';
import { ConfigurationProperty, type Configuration } from '@icf-ts/framework/spi';

/** Twin of the recorded connector's configuration bean. */
export class WireConfiguration implements Configuration {
  @ConfigurationProperty({
    type: 'String',
    order: 1,
    required: true,
    helpMessageKey: 'host.tip',
    displayMessageKey: 'host.label',
    groupMessageKey: 'basic.group',
  })
  host = 'directory.example.test';

  @ConfigurationProperty({
    type: 'int',
    order: 2,
    allowedValues: ['389', '636'],
    allowedValuesOpenness: 'OPEN',
  })
  port = 636;

  @ConfigurationProperty({ type: 'GuardedString', order: 3, confidential: true })
  secret?: GuardedString;

  @ConfigurationProperty({ type: 'String[]', order: 4, operations: ['search', 'get', 'sync'] })
  baseContexts = ['ou=people', 'ou=groups'];

  @ConfigurationProperty({ type: 'boolean', order: 5 })
  strict = false;

  @ConfigurationProperty({ type: 'Long', order: 6 })
  maxRows?: bigint;

  /** Without an annotation in Java, which gives it the order 0. */
  @ConfigurationProperty({ type: 'URI', order: 0 })
  endpoint?: Uri;

  validate(): void {
    if (this.host === '') throw new ConfigurationException('host is empty');
  }
}
