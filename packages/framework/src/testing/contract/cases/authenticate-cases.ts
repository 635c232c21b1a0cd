import { attribute } from '../../../common/attributes.js';
import { GuardedString } from '../../../common/security/guarded-string.js';
import { SpecialAttributes } from '../../../common/special-attributes.js';
import type { Uid } from '../../../common/uid.js';
import { must, mustEqual, mustRefuse } from '../assertions.js';
import type { Bench } from '../bench.js';
import { casesOf } from '../contract-case.js';
import type { ContractSubject } from '../contract-subject.js';

/** ConnectorSecurityException and those below it that are about a login. */
const REFUSED = [
  'InvalidCredentialException',
  'InvalidPasswordException',
  'PermissionDeniedException',
  'ConnectorSecurityException',
];
const login = (bench: Bench, name: string, clear: string): Promise<Uid> =>
  bench.facade.authenticate(bench.type, name, new GuardedString(clear));
const hasPasswords = { when: ({ passwords }: ContractSubject) => passwords !== undefined };

export const authenticateCases = [
  ...casesOf(
    'authenticate',
    (add) => {
      add('lets the right password in and tells the Uid', async (bench) => {
        const { uid, name } = await bench.create(bench.password());
        const found = await login(bench, name, bench.subject.passwords!.first);
        mustEqual(found.value, uid.value, 'the Uid of who logged in');
      });
      add('refuses a wrong password', async (bench) => {
        const { name } = await bench.create(bench.password());
        await mustRefuse(login(bench, name, bench.subject.passwords!.wrong), REFUSED, 'a wrong password');
      });
      add('refuses a name that nobody has', async (bench) => {
        await mustRefuse(
          login(bench, bench.name(), bench.subject.passwords!.first),
          [...REFUSED, 'UnknownUidException'],
          'the login of an unknown name',
        );
      });
      add(
        'lets a changed password in and the old one no more',
        async (bench) => {
          const { first, second } = bench.subject.passwords!;
          const { uid, name } = await bench.create(bench.password(first));
          await bench.facade.update(bench.type, uid, [bench.password(second)]);
          mustEqual((await login(bench, name, second)).value, uid.value, 'the Uid of who logged in');
          await mustRefuse(login(bench, name, first), REFUSED, 'the password before the change');
        },
        { needs: ['update'] },
      );
      add(
        'refuses who is disabled',
        async (bench) => {
          const { uid, name } = await bench.create(bench.password());
          await bench.facade.update(bench.type, uid, [attribute(SpecialAttributes.ENABLE, false)]);
          await mustRefuse(
            login(bench, name, bench.subject.passwords!.first),
            REFUSED,
            'the login of a disabled object',
          );
        },
        { needs: ['update'], when: ({ rules }) => rules.enables },
      );
      add(
        'never returns a password',
        async (bench) => {
          const { uid } = await bench.create(bench.password());
          for (const options of [{}, { attributesToGet: [SpecialAttributes.PASSWORD] }]) {
            const found = await bench.get(uid, options).catch(() => undefined);
            const password = found?.attributes.get(SpecialAttributes.PASSWORD);
            must(!password?.values?.some((value) => value !== null), 'get returns the password');
          }
        },
        { needs: ['get'] },
      );
      add(
        'refuses a password that is not guarded',
        async (bench) => {
          await mustRefuse(
            bench.facade.authenticate(bench.type, bench.name(), 'clear text' as never),
            ['IllegalArgumentException'],
            'a password in clear text',
          );
        },
        { keeper: 'framework' },
      );
    },
    { needs: ['create'], ...hasPasswords },
  ),
  ...casesOf(
    'resolveUsername',
    (add) => {
      add('finds the Uid of a name', async (bench) => {
        const [, second] = await bench.createMany(2);
        const found = await bench.facade.resolveUsername(bench.type, second!.name);
        mustEqual(found.value, second!.uid.value, 'the Uid');
      });
      add(
        'takes the name in any case',
        async (bench) => {
          const { uid, name } = await bench.create();
          const found = await bench.facade.resolveUsername(bench.type, name.toUpperCase());
          mustEqual(found.value, uid.value, 'the Uid of the name in capitals');
        },
        { when: ({ rules }) => rules.namesIgnoreCase },
      );
      add('refuses a name that nobody has', async (bench) => {
        await mustRefuse(
          bench.facade.resolveUsername(bench.type, bench.name()),
          ['UnknownUidException'],
          'an unknown name',
        );
      });
    },
    { needs: ['create'] },
  ),
];
