/** One element of the REST error array. `fields` is present only for row validation errors. */
export interface ErrorElement {
  readonly message: string;
  readonly errorCode: string;
  readonly fields?: readonly string[];
}

/** A refusal in the form of the REST API: an HTTP status and the array that is its body. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly elements: readonly ErrorElement[];

  constructor(status: number, elements: readonly ErrorElement[]) {
    super(elements.map((element) => `${element.errorCode}: ${element.message}`).join('; '));
    this.status = status;
    this.elements = elements;
  }
}

/** A refusal with a single element, which is nearly all of them. */
export function apiError(
  status: number,
  errorCode: string,
  message: string,
  fields?: readonly string[],
): ApiError {
  return new ApiError(status, [{ message, errorCode, ...(fields && { fields }) }]);
}

/** The few refusals whose element names the code before the message. */
export function codeFirstError(status: number, errorCode: string, message: string): ApiError {
  return new ApiError(status, [{ errorCode, message }]);
}
