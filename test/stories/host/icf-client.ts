// What `icf` is while a test plays a story: hands its command line to the host, and prints what the host answers.
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import type { HostAnswer, HostCall } from './protocol.js';

const [path = '', ...args] = process.argv.slice(2);
const call: HostCall = { args, cwd: process.cwd(), environment: process.env };
const socket = connect(path);
socket.write(`${JSON.stringify(call)}\n`);
process.exitCode = 1;
for await (const line of createInterface({ input: socket })) {
  const answer = JSON.parse(line) as HostAnswer;
  if ('out' in answer) process.stdout.write(answer.out);
  else if ('err' in answer) process.stderr.write(answer.err);
  else process.exitCode = answer.exitCode;
}
