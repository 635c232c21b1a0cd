import type { ConnectorObject } from '../../common/connector-object.js';

/** What happens to one object on its way to the caller; undefined drops it. */
export type ResultsTransform = (object: ConnectorObject) => ConnectorObject | undefined;
