import {
  METHODS,
  METHOD_NAMES,
  UnsupportedOperationException,
  operationRow,
  type MethodName,
} from '@icf-ts/framework';

/** The facade's method of an operation and ICF's method name, case ignored. @throws UnsupportedOperationException */
export function findMethod(operation: string | null, methodName: string | null): MethodName {
  const wanted = methodName?.toLowerCase();
  const found = METHOD_NAMES.find((name) => {
    const row = operationRow(METHODS[name].operation)!;
    return row.api === operation && METHODS[name].icf.toLowerCase() === wanted && !row.inProcessOnly;
  });
  if (found) return found;
  throw new UnsupportedOperationException(
    `This server has no method ${methodName ?? '(none)'} of ${operation ?? '(none)'}.`,
  );
}
