// An emulated org as a process of its own.
import { startOrg } from '@icf-ts/salesforce-emulator';

const org = await startOrg({ users: Number(process.argv[2]), dailyApiLimit: 10_000_000 });
process.send({ url: org.url, credentials: org.credentials });
