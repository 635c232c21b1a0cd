import { ApiError } from '../../errors/api-error.js';
import type { Row } from '../../record/row.js';
import { createRow } from '../../rows/write-rows.js';
import { objectOf } from '../rest-call.js';
import type { RestAnswer, RestCall, RestResource } from '../rest-call.js';
import { fieldsOf, rowError } from './collection-rows.js';
import type { RowError } from './collection-rows.js';
import { readTree } from './read-tree.js';
import type { TreeNode } from './read-tree.js';

type NodeResult =
  | { readonly referenceId: string; readonly id: string }
  | { readonly referenceId: string; readonly errors: readonly RowError[] };

function createTree(call: RestCall): RestAnswer {
  const nodes = readTree(call, objectOf(call));
  const rows = new Map<TreeNode, Row>();
  const results: NodeResult[] = [];
  const isWhole = call.org.store.transaction(
    () => {
      for (const node of nodes) {
        // What hangs on a row that failed has no place to go.
        if (node.parent && !rows.has(node.parent.node)) continue;
        results.push(createNode(call, node, rows));
      }
      return rows.size === nodes.length;
    },
    (isKept) => isKept,
  );
  if (isWhole) return { status: 201, body: { hasErrors: false, results } };
  return { status: 400, body: { hasErrors: true, results: results.filter((result) => 'errors' in result) } };
}

function createNode(call: RestCall, node: TreeNode, rows: Map<TreeNode, Row>): NodeResult {
  const { referenceId, spec, parent, values } = node;
  try {
    const link = parent && { [parent.field.name]: rows.get(parent.node)?.Id };
    const row = createRow(
      spec,
      fieldsOf({ ...values, ...link }, () => false),
      call,
    );
    rows.set(node, row);
    return { referenceId, id: row.Id };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { referenceId, errors: error.elements.map(rowError) };
  }
}

/** Rows and those that hang on them, created all or none. */
export const TREE_RESOURCES: readonly RestResource[] = [
  { path: '/composite/tree/:object', methods: { POST: createTree } },
];
