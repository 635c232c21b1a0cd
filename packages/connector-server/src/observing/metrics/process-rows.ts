import { readdirSync } from 'node:fs';
import type { MetricRow } from './metric.js';

const startedSeconds = Date.now() / 1000 - process.uptime();

/** What is told of the process, under the names that Prometheus has for it everywhere. */
export const PROCESS_ROWS = {
  process_cpu_seconds_total: {
    type: 'counter',
    help: 'CPU time spent, of the system and of our own.',
    sample: () => {
      const { user, system } = process.cpuUsage();
      return [[(user + system) / 1e6]];
    },
  },
  process_start_time_seconds: {
    type: 'gauge',
    help: 'When the process began, in seconds since 1970.',
    sample: () => [[startedSeconds]],
  },
  process_resident_memory_bytes: {
    type: 'gauge',
    help: 'Memory in use.',
    sample: () => [[process.memoryUsage.rss()]],
  },
  process_open_fds: {
    type: 'gauge',
    help: 'Open file descriptors, sockets included; where the system has /proc.',
    sample: () => {
      const count = openDescriptors();
      return count === undefined ? [] : [[count]];
    },
  },
  nodejs_heap_size_used_bytes: {
    type: 'gauge',
    help: "Memory of JavaScript's objects.",
    sample: () => [[process.memoryUsage().heapUsed]],
  },
  nodejs_external_memory_bytes: {
    type: 'gauge',
    help: 'Memory of buffers.',
    sample: () => [[process.memoryUsage().external]],
  },
  nodejs_eventloop_delay_seconds: {
    type: 'gauge',
    help: 'How late the event loop came round since it was last read here: quantile 0.5, 0.99 and 1.',
    labels: ['quantile'],
    sample: ({ eventLoop }) => {
      const { p50, p99, max } = eventLoop.read();
      return [
        [p50, '0.5'],
        [p99, '0.99'],
        [max, '1'],
      ];
    },
  },
} as const satisfies Record<string, MetricRow>;

function openDescriptors(): number | undefined {
  try {
    // Without the one that reads the folder.
    return readdirSync('/proc/self/fd').length - 1;
  } catch {
    return undefined;
  }
}
