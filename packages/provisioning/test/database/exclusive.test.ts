import { expect } from 'chai';
import { describeOnBoth } from './both-databases.js';

describeOnBoth('work that excludes others', (database) => {
  it('is done by one at a time, by its name, also after it has failed', async () => {
    const db = database();
    const seen: unknown[] = [];
    await db.exclusive('one', async () => {
      seen.push(await db.exclusive('one', () => Promise.resolve('again')));
      seen.push(await db.exclusive('two', () => Promise.resolve('other')));
      seen.push(await db.transaction(async (inner) => (await inner.query('SELECT 1 AS one')).length));
    });
    expect(seen).to.deep.equal([undefined, { result: 'other' }, 1]);
    const failed = await db
      .exclusive('one', () => Promise.reject(new Error('no')))
      .catch((error: Error) => error.message);
    expect(failed).to.equal('no');
    expect(await db.exclusive('one', () => Promise.resolve('then'))).to.deep.equal({ result: 'then' });
  });
});
