// The same objects as protocol buffers over @grpc/grpc-js, with one channel that is used again from call to call.
import { join } from 'node:path';
import grpc from '@grpc/grpc-js';
import loader from '@grpc/proto-loader';
import { ObjectClass } from '@icf-ts/framework';
import { account } from '../accounts.mjs';
import { Checksum } from './checksum.mjs';

const { bench } = grpc.loadPackageDefinition(
  loader.loadSync(join(import.meta.dirname, 'accounts.proto'), { longs: Number }),
);

function value(item) {
  switch (typeof item) {
    case 'string':
      return { text: item };
    case 'number':
      return { number: item };
    case 'bigint':
      return { long: Number(item) };
    default:
      return { flag: item };
  }
}

function message({ objectClass, attributes }) {
  const list = [];
  for (const { name, values } of attributes) list.push({ name, values: values.map(value) });
  return { objectClass: objectClass.type, attributes: list };
}

export async function serve() {
  const server = new grpc.Server();
  server.addService(bench.Accounts.service, {
    search(call) {
      const { count } = call.request;
      let i = 0;
      const go = () => {
        while (i < count) if (!call.write(message(account(ObjectClass.ACCOUNT, i++)))) return;
        call.end();
      };
      call.on('drain', go);
      go();
    },
  });
  return new Promise((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, port) =>
      error ? reject(error) : resolve(port),
    );
  });
}

export async function connect(port) {
  const client = new bench.Accounts(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
  return {
    async search(count) {
      const checksum = new Checksum();
      const find = (attributes, name) => attributes.find((item) => item.name === name).values;
      await new Promise((resolve, reject) => {
        const call = client.search({ count });
        call.on('data', ({ attributes }) =>
          checksum.add(
            find(attributes, 'employeeNumber')[0].number,
            find(attributes, 'mail')[0].text,
            find(attributes, 'groups').map(({ text }) => text),
          ),
        );
        call.on('end', resolve);
        call.on('error', reject);
      });
      return checksum;
    },
  };
}
