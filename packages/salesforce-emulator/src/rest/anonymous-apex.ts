import { requestErrors } from '../errors/request-errors.js';
import type { RestHandler, RestResource } from './rest-call.js';

const refuse: RestHandler = () => {
  throw requestErrors.notEmulated('run Apex: anonymous Apex is not emulated');
};

/** Answered by its name, so that nobody takes the answer for that of a missing resource. */
export const ANONYMOUS_APEX: RestResource = {
  path: '/tooling/executeAnonymous',
  methods: { GET: refuse, POST: refuse },
};
