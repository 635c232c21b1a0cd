// Import cycles, type-only imports included: one report for each knot of files.

/** graph: path -> [{ target, line }]. */
export function findCycles(graph) {
  return knots(graph).map((knot) => {
    const cycle = shortestCycle(graph, knot);
    const [from, to] = cycle;
    return {
      file: from,
      line: graph.get(from).find(({ target }) => target === to).line,
      rule: 'cycle',
      message: `${cycle.join(' -> ')}; move what both sides need into a file below them`,
    };
  });
}

/** Tarjan's strongly connected components, those with a cycle in them. */
function knots(graph) {
  const found = [];
  const stack = [];
  const state = new Map();
  let count = 0;
  const visit = (path) => {
    const node = { index: count, low: count, onStack: true };
    count += 1;
    state.set(path, node);
    stack.push(path);
    for (const { target } of graph.get(path) ?? []) {
      const other = state.get(target);
      if (!other) node.low = Math.min(node.low, visit(target).low);
      else if (other.onStack) node.low = Math.min(node.low, other.index);
    }
    if (node.low === node.index) {
      const knot = stack.splice(stack.indexOf(path));
      for (const member of knot) state.get(member).onStack = false;
      const selfImport = (graph.get(path) ?? []).some(({ target }) => target === path);
      if (knot.length > 1 || selfImport) found.push(knot);
    }
    return node;
  };
  for (const path of graph.keys()) if (!state.has(path)) visit(path);
  return found;
}

/** Breadth first from the first file of the knot back to itself. */
function shortestCycle(graph, knot) {
  const start = [...knot].sort()[0];
  const routes = [[start]];
  const seen = new Set();
  for (const route of routes) {
    for (const { target } of graph.get(route.at(-1)) ?? []) {
      if (target === start) return [...route, start];
      if (!knot.includes(target) || seen.has(target)) continue;
      seen.add(target);
      routes.push([...route, target]);
    }
  }
  return [start, start];
}
