import { requestErrors } from '../../errors/request-errors.js';
import { ok } from '../rest-call.js';
import type { RestAnswer, RestCall, RestResource } from '../rest-call.js';
import { inOrder } from './graph-order.js';
import { listOf, partsOf, pathOf, textOf } from './part.js';
import type { Part } from './part.js';
import { isFailure, partAnswer, runAllOrNone } from './run-parts.js';

const MAX_GRAPHS = 75;
const MAX_NODES = 500;
const MAX_KINDS = 15;
const MAX_FAILING = 14;

/** Rows alone, by id or by external id. */
const ROW_PATH = /^\/sobjects\/(\w+|@\{[^}]*\})(?:\/[^/]+){0,2}$/;

interface Graph {
  readonly graphId: string;
  readonly parts: readonly Part[];
}

function graphsOf(call: RestCall): readonly Graph[] {
  const graphs = listOf(call.body().values, 'graphs').map((graph) => ({
    graphId: textOf(graph, 'graphId'),
    parts: partsOf(graph, call),
  }));
  const nodes = graphs.reduce((sum, { parts }) => sum + parts.length, 0);
  if (graphs.length > MAX_GRAPHS)
    throw requestErrors.limitExceeded(`A request can hold at most ${MAX_GRAPHS} graphs`);
  if (nodes > MAX_NODES)
    throw requestErrors.limitExceeded(`The graphs of a request can hold at most ${MAX_NODES} nodes in all`);
  for (const graph of graphs) checkNodes(graph);
  return graphs;
}

function checkNodes({ graphId, parts }: Graph): void {
  const kinds = new Set<string>();
  for (const { url, referenceId } of parts) {
    const kind = ROW_PATH.exec(pathOf(url))?.[1];
    if (kind === undefined)
      throw requestErrors.invalidInput(
        `Node '${referenceId}' of graph '${graphId}' is no call to rows of an sObject: ${url}`,
      );
    kinds.add(kind.toLowerCase());
  }
  if (kinds.size > MAX_KINDS)
    throw requestErrors.limitExceeded(`Graph '${graphId}' has more than ${MAX_KINDS} kinds of nodes`);
}

function runGraph(call: RestCall, { graphId, parts }: Graph): { isSuccessful: boolean; shown: object } {
  const ordered = inOrder(graphId, parts);
  const answers = runAllOrNone(call, ordered);
  const byPart = new Map(ordered.map((part, index) => [part, answers[index]!]));
  const isSuccessful = !answers.some(isFailure);
  return { isSuccessful, shown: shownGraph(graphId, parts, (part) => byPart.get(part)!, isSuccessful) };
}

function shownGraph(
  graphId: string,
  parts: readonly Part[],
  answerOf: (part: Part) => RestAnswer,
  isSuccessful: boolean,
): object {
  const compositeResponse = parts.map((part) => partAnswer(part, answerOf(part)));
  return { graphId, graphResponse: { compositeResponse }, isSuccessful };
}

function notRun({ graphId, parts }: Graph): object {
  const message = `The graph was not run since ${MAX_FAILING} graphs of the request failed before it.`;
  const body = [{ errorCode: 'PROCESSING_HALTED', message }];
  return shownGraph(graphId, parts, () => ({ status: 400, body }), false);
}

/** Graphs of row calls, each all or nothing. */
export const GRAPH_RESOURCES: readonly RestResource[] = [
  {
    path: '/composite/graph',
    methods: {
      POST: (call) => {
        let failing = 0;
        const graphs = graphsOf(call).map((graph) => {
          if (failing >= MAX_FAILING) return notRun(graph);
          const { isSuccessful, shown } = runGraph(call, graph);
          if (!isSuccessful) failing += 1;
          return shown;
        });
        return ok({ graphs });
      },
    },
  },
];
