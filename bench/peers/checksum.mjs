// Proof that every object has arrived whole: the same sum of numbers and lengths at both ends, whatever carried them.
import { ObjectClass } from '@icf-ts/framework';
import { account } from '../accounts.mjs';

/** Adds up what readers of all peers look at: a number, a text and a second value of each object. */
export class Checksum {
  objects = 0;
  sum = 0;

  add(employeeNumber, mail, groups) {
    this.objects++;
    this.sum += employeeNumber + mail.length + groups[1].length;
  }
}

export function addObject(checksum, { attributes }) {
  checksum.add(
    attributes.get('employeeNumber').values[0],
    attributes.get('mail').values[0],
    attributes.get('groups').values,
  );
}

export function expected(count) {
  const checksum = new Checksum();
  for (let i = 0; i < count; i++) addObject(checksum, account(ObjectClass.ACCOUNT, i));
  return checksum;
}
