import { chart } from '../report/chart.js';
import { htmlText } from '../report/escaping.js';
import {
  PAGE_END,
  bullets,
  countsTable,
  figures,
  pageBegin,
  pageTable,
  paragraph,
  timeText,
} from '../report/page.js';
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

/** A plan as one HTML page, in pieces: what is read before anybody says yes. It loads nothing and runs nothing. */
export function* htmlPlan(plan: Plan, limits: Limits = {}): Generator<string, void, void> {
  const { job, plannedAt, rows, totals, operations, samples, price } = plan;
  yield pageBegin(`${job}: plan`);
  yield `<p class="soft">${htmlText(directionText(plan))} Planned ${timeText(plannedAt)}. Nothing was written.</p>\n`;
  yield paragraph(planOverview(plan));
  yield figures(totals, FORESEEN_NAMES);
  yield `<h2>Can it be applied?</h2>\n${bullets(verdict(plan, limits))}`;
  yield `<h2>What it costs</h2>\n${bullets(priceSentences(plan, limits))}`;
  if (price && price.seats.length > 0) yield pageTable(SEAT_HEADING, price.seats.map(seatCells), 1);
  if (operations.length > 0)
    yield `<h2>What is sent</h2>\n${pageTable(OPERATION_HEADING, operations.map(operationCells), 2)}`;
  if (rows.length > 0)
    yield `<h2>What was found</h2>\n${chart(rows, FORESEEN_NAMES)}${countsTable(rows, FORESEEN_NAMES)}`;
  if (samples.length > 0) {
    const cells = samples.map((item) => [
      `${item.situation}, ${item.action}`,
      FORESEEN_NAMES[item.outcome],
      itemName(item),
      itemText(item),
    ]);
    yield `<h2>Some of it</h2>\n${pageTable(['Situation, action', 'Outcome', 'Who', 'What'], cells)}`;
  }
  yield PAGE_END;
}
