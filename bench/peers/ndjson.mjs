// Newline-delimited JSON of the same objects over a plain socket, as fast as one writes it by hand: lines are collected to
// pieces of 16 KiB, and cut without node:readline, which is slower.
import { once } from 'node:events';
import { connect as connectTcp, createServer } from 'node:net';
import { ObjectClass } from '@icf-ts/framework';
import { account } from '../accounts.mjs';
import { Checksum } from './checksum.mjs';

const PIECE_CHARACTERS = 16 * 1024;

function plain({ attributes }) {
  const object = {};
  for (const { name, values } of attributes) {
    object[name] = values.map((value) => (typeof value === 'bigint' ? Number(value) : value));
  }
  return object;
}

export async function serve() {
  const server = createServer(async (socket) => {
    const [count] = await once(socket, 'data');
    let piece = '';
    for (let i = 0; i < Number(count); i++) {
      piece += `${JSON.stringify(plain(account(ObjectClass.ACCOUNT, i)))}\n`;
      if (piece.length < PIECE_CHARACTERS) continue;
      if (!socket.write(piece)) await once(socket, 'drain');
      piece = '';
    }
    socket.end(piece);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server.address().port;
}

export async function connect(port) {
  return {
    async search(count) {
      const checksum = new Checksum();
      const socket = connectTcp(port, '127.0.0.1');
      socket.setEncoding('utf8');
      socket.write(String(count));
      let rest = '';
      for await (const chunk of socket) {
        const lines = (rest + chunk).split('\n');
        rest = lines.pop();
        for (const line of lines) {
          const object = JSON.parse(line);
          checksum.add(object.employeeNumber[0], object.mail[0], object.groups);
        }
      }
      return checksum;
    },
  };
}
