import { IDENTITY_STEPS } from './identity-steps.js';
import { CONNECTOR_STEPS } from './connector-steps.js';
import type { TourStep } from './tour-step.js';

/** The tour, in its order: the connector through the server's socket, and then the identity manager's side of it. */
export const TOUR: readonly TourStep[] = [...CONNECTOR_STEPS, ...IDENTITY_STEPS];
