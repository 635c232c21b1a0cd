import { METHODS, METHOD_NAMES, operationRow, type MethodName } from '@icf-ts/framework';

const byName = new Map<string, MethodName>();
for (const name of METHOD_NAMES) {
  const { api, inProcessOnly } = operationRow(METHODS[name].operation)!;
  if (!inProcessOnly) byName.set(`${api}.${METHODS[name].icf.toLowerCase()}`, name);
}

/** The facade's method of an operation and ICF's method name, case ignored; undefined when there is none. */
export const findMethod = (operation: string | null, methodName: string | null): MethodName | undefined =>
  byName.get(`${operation}.${methodName?.toLowerCase()}`);
