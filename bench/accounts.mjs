// A connector of accounts with 15 attributes each, made anew on every call as a target would.
import { ConnectorObject, Name, Uid, attribute } from '@icf-ts/framework';
import { describeConnector } from '@icf-ts/framework/spi';

export const account = (type, i) =>
  new ConnectorObject(type, [
    new Uid(`u${i}`),
    new Name(`user${i}@example.test`),
    attribute('givenName', `Given${i}`),
    attribute('familyName', `Family${i}`),
    attribute('mail', `user${i}@example.test`),
    attribute('title', 'Engineer'),
    attribute('department', `Department ${i % 40}`),
    attribute('company', 'Example Incorporated'),
    attribute('phone', `+43 1 ${i}`),
    attribute('city', 'Graz'),
    attribute('country', 'AT'),
    attribute('employeeNumber', i),
    attribute('__ENABLE__', i % 10 !== 0),
    attribute('groups', 'staff', `group${i % 100}`),
    attribute('modified', 1_700_000_000_000n + BigInt(i)),
  ]);

class Settings {}
export class Accounts {
  init() {}
  dispose() {}
  async *search(type, filter, options) {
    if (filter) {
      yield account(type, Number(filter.attribute.single.slice(1)));
      return;
    }
    const count = options.values.get('COUNT') ?? 1000;
    for (let i = 0; i < count; i++) yield account(type, i);
  }
  async create(_type, attributes) {
    return new Uid(`u-${attributes.single('__NAME__')}`);
  }
}
describeConnector(Accounts, {
  name: 'bench.Accounts',
  displayNameKey: 'accounts',
  configuration: Settings,
  search: { filter: 'connector' },
});
