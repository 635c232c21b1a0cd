import type { Catalog } from '../../describe/catalog.js';
import type { FieldSpec } from '../../describe/field-spec.js';
import type { ObjectSpec } from '../../describe/object-spec.js';
import { requestErrors } from '../../errors/request-errors.js';
import type { RestCall } from '../rest-call.js';
import { checkRecordCount } from './collection-request.js';
import type { Values } from './collection-request.js';
import { listOf, textOf } from './part.js';

const MAX_DEPTH = 5;
const MAX_KINDS = 5;

/** A row of a tree, and the reference by which it hangs on another. */
export interface TreeNode {
  readonly referenceId: string;
  readonly spec: ObjectSpec;
  readonly values: Values;
  readonly parent: { readonly node: TreeNode; readonly field: FieldSpec } | null;
}

interface Pending {
  readonly values: Values;
  readonly spec: ObjectSpec;
  readonly parent: TreeNode['parent'];
}

/**
 * The rows of a tree, those of one level behind those of the level above.
 *
 * @throws ApiError INVALID_INPUT or LIMIT_EXCEEDED
 */
export function readTree(call: RestCall, root: ObjectSpec): readonly TreeNode[] {
  const nodes: TreeNode[] = [];
  const seen = new Set<string>();
  let level: Pending[] = listOf(call.body().values, 'records').map((values) => ({
    values,
    spec: root,
    parent: null,
  }));
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > MAX_DEPTH)
      throw requestErrors.limitExceeded(`A tree can have at most ${MAX_DEPTH} levels of records`);
    const below: Pending[] = [];
    for (const pending of level) {
      const { node, children } = readNode(pending, call.org.catalog);
      if (seen.has(node.referenceId))
        throw requestErrors.invalidInput(`The referenceId '${node.referenceId}' is used more than once`);
      seen.add(node.referenceId);
      nodes.push(node);
      below.push(...children);
    }
    checkRecordCount(nodes.length);
    level = below;
  }
  if (new Set(nodes.map(({ spec }) => spec)).size > MAX_KINDS)
    throw requestErrors.limitExceeded(`A tree can have records of at most ${MAX_KINDS} objects`);
  return nodes;
}

function readNode(
  { values, spec, parent }: Pending,
  catalog: Catalog,
): { node: TreeNode; children: Pending[] } {
  const attributes = (values.attributes ?? {}) as Values;
  const referenceId = textOf(attributes, 'referenceId');
  const type = textOf(attributes, 'type');
  if (catalog.named(type) !== spec)
    throw requestErrors.invalidInput(`Record '${referenceId}' is of type ${type} where ${spec.name} belongs`);
  const own: Record<string, unknown> = {};
  const lists: (readonly [Values, ObjectSpec, FieldSpec])[] = [];
  for (const [name, value] of Object.entries(values)) {
    const child = isRecordList(value) ? childNamed(name, spec, catalog) : undefined;
    if (child) lists.push([value as Values, ...child]);
    else own[name] = value;
  }
  const node: TreeNode = { referenceId, spec, values: own, parent };
  const children = lists.flatMap(([list, childSpec, field]) =>
    listOf(list, 'records').map((child) => ({ values: child, spec: childSpec, parent: { node, field } })),
  );
  return { node, children };
}

const isRecordList = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, 'records');

function childNamed(name: string, spec: ObjectSpec, catalog: Catalog): [ObjectSpec, FieldSpec] | undefined {
  for (const child of catalog.objects) {
    const field = child.fields.find(
      ({ children, to }) => children?.toLowerCase() === name.toLowerCase() && to.includes(spec.name),
    );
    if (field) return [child, field];
  }
  return undefined;
}
