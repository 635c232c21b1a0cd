package icfts.interop.client.drive;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Sends everything that the protocol can carry to one server after another, and prints a JSON line for each scenario.
 * Arguments are NAME=VALUE: ours and stock (ports of the two servers), key, and for TLS trusted and other (ports),
 * otherStore (the trust store of the other one) and password.
 */
public final class Drive {

    private static final List<Consumer<Target>> GROUPS = List.of(
            HelloGroup::run, OperationGroup::run, ValueGroup::run, OptionGroup::run, FilterGroup::run,
            FailureGroup::run, SearchGroup::run, SyncGroup::run, LocaleGroup::run, ConfigurationGroup::run,
            RefusalGroup::run, PatienceGroup::run, PoolGroup::run, ParallelGroup::run);

    private Drive() {
    }

    public static void main(String[] args) {
        PrintStream lines = System.out;
        System.setOut(System.err); // whatever the framework logs must not mix with the report
        Map<String, String> given = new HashMap<>();
        for (String arg : args) {
            int equals = arg.indexOf('=');
            given.put(arg.substring(0, equals), arg.substring(equals + 1));
        }
        for (String name : new String[] { "stock", "ours" }) {
            Target target = new Target(name, Integer.parseInt(given.get(name)), given.get("key"), lines);
            GROUPS.forEach(group -> group.accept(target));
        }
        TlsGroup.run(given, lines);
        System.exit(0); // the framework leaves threads behind
    }
}
