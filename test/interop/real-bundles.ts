import { findToolchain } from './java-build.js';
import { jarOf, MissingPrerequisite, resolveLibrary } from './java-library.js';
import { runOrThrow } from './run-command.js';

const SQL_DEADLINE_MS = 60_000;

/** Connector bundles as their authors released them, and an embedded database. */
export interface RealBundles {
  readonly csvDir: string;
  readonly databaseTable: string;
  readonly h2: string;
  /** Runs SQL beside the connector; the rows that a query gives, a column each joined by ` | `. */
  sql(jdbcUrl: string, statements: string): Promise<readonly string[]>;
}

export async function realBundles(): Promise<RealBundles | { readonly missing: string }> {
  try {
    const { java, mvn } = findToolchain();
    const jars = await resolveLibrary(mvn, 'bundles-pom.xml');
    const h2 = jarOf(jars, 'h2');
    return {
      csvDir: jarOf(jars, 'net.tirasa.connid.bundles.csvdir'),
      databaseTable: jarOf(jars, 'net.tirasa.connid.bundles.db.table'),
      h2,
      sql: async (jdbcUrl, statements) => {
        const login = ['-url', jdbcUrl, '-user', 'sa', '-password', 'sa'];
        const args = ['-cp', h2, 'org.h2.tools.Shell', ...login, '-sql', statements];
        const { stdout } = await runOrThrow(java, args, { timeoutMs: SQL_DEADLINE_MS });
        // A heading stands above the rows, and their number below.
        const lines = stdout.split(/\r?\n/).filter((line) => line !== '');
        return lines.slice(1, -1).map((line) => line.replace(/ +\| +/g, ' | ').trim());
      },
    };
  } catch (error) {
    if (error instanceof MissingPrerequisite) return { missing: error.message };
    throw error;
  }
}
