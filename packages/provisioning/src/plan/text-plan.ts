import { plainText } from '../report/escaping.js';
import { countsText, textTable } from '../report/text-table.js';
import type { Limits } from './affordable.js';
import type { Plan } from './plan.js';
import {
  FORESEEN_NAMES,
  OPERATION_HEADING,
  SEAT_HEADING,
  directionText,
  itemName,
  itemText,
  operationCells,
  planOverview,
  priceSentences,
  seatCells,
  verdict,
} from './plan-sentences.js';

/** A plan as text for a terminal or a mail, in pieces. */
export function* textPlan(plan: Plan, limits: Limits = {}): Generator<string, void, void> {
  const { job, plannedAt, rows, operations, samples, price } = plan;
  yield `${plainText(job)}: plan\n${plainText(directionText(plan))} Planned ${plannedAt}. Nothing was written.\n`;
  yield `${planOverview(plan)}\n`;
  if (rows.length > 0) yield `\n${countsText(rows, FORESEEN_NAMES)}`;
  if (operations.length > 0)
    yield `\nWhat is sent\n${textTable([OPERATION_HEADING, ...operations.map(operationCells)], 2)}`;
  yield `\nWhat it costs\n`;
  for (const sentence of priceSentences(plan, limits)) yield `  ${plainText(sentence)}\n`;
  if (price && price.seats.length > 0)
    yield `\n${textTable([SEAT_HEADING, ...price.seats.map(seatCells)], 1)}`;
  let heading = '';
  for (const item of samples) {
    const own = `${item.situation}, ${item.action}: ${FORESEEN_NAMES[item.outcome].toLowerCase()}, for example`;
    if (own !== heading) yield `\n${plainText((heading = own))}\n`;
    const text = itemText(item);
    yield `  ${plainText(itemName(item))}${text ? `: ${plainText(text)}` : ''}\n`;
  }
  yield `\n`;
  for (const sentence of verdict(plan, limits)) yield `${plainText(sentence)}\n`;
}
