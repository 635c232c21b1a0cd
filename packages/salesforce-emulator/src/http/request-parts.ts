import type { FastifyRequest } from 'fastify';

/** A header's value; one that came several times is a list with commas. */
export function headerOf({ headers }: FastifyRequest, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value.join(',') : value;
}

/** The parameters of the query string; of one that came several times, the first. */
export function queryOf({ query }: FastifyRequest): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(query as Record<string, string | string[]>).map(([name, value]) => [
      name,
      Array.isArray(value) ? value[0] : value,
    ]),
  );
}
