import { objections, type Limits } from './affordable.js';
import type { Plan } from './plan.js';

/** A plan as one JSON document, with what stands against applying it. */
export const jsonPlan = (plan: Plan, limits: Limits = {}): string => {
  const reasons = [...objections(plan, limits)];
  return `${JSON.stringify({ ...plan, affordable: reasons.length === 0, objections: reasons }, undefined, 2)}\n`;
};
