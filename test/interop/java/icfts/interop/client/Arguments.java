package icfts.interop.client;

import java.util.LinkedHashMap;
import java.util.Map;

/** The command line: six positions, then NAME=VALUE pairs sorted by the prefix of the name. */
final class Arguments {

    static final String USAGE = "usage: Client host port key bundleName connectorName scenario [NAME=VALUE ...]\n"
            + "  scenario       hello | salesforce | wrong-key\n"
            + "  attr.NAME      an attribute of the account to create, __NAME__ and __PASSWORD__ included\n"
            + "  update.NAME    an attribute for update; an empty VALUE removes all values\n"
            + "  delta.NAME     values for updateDelta to replace; add.NAME and remove.NAME likewise\n"
            + "  option.NAME    pageSize, stopAfter, unknownUid, timeoutMillis, locale\n"
            + "  config.NAME    a configuration property; the prefix may be left out";

    final String host;
    final int port;
    final String key;
    final String bundleName;
    final String connectorName;
    final String scenario;
    final Map<String, String> attributes = new LinkedHashMap<>();
    final Map<String, String> updates = new LinkedHashMap<>();
    final Map<String, String> replaces = new LinkedHashMap<>();
    final Map<String, String> adds = new LinkedHashMap<>();
    final Map<String, String> removes = new LinkedHashMap<>();
    final Map<String, String> options = new LinkedHashMap<>();
    final Map<String, String> properties = new LinkedHashMap<>();

    private final Map<String, Map<String, String>> byPrefix = Map.of("attr.", attributes, "update.", updates,
            "delta.", replaces, "add.", adds, "remove.", removes, "option.", options, "config.", properties);

    Arguments(String[] args) {
        if (args.length < 6) {
            throw new IllegalArgumentException("6 arguments are needed, " + args.length + " were given");
        }
        host = args[0];
        port = Integer.parseInt(args[1]);
        key = args[2];
        bundleName = args[3];
        connectorName = args[4];
        scenario = args[5];
        for (int i = 6; i < args.length; i++) {
            int equals = args[i].indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("argument " + (i + 1) + " is not NAME=VALUE");
            }
            store(args[i].substring(0, equals), args[i].substring(equals + 1));
        }
    }

    int option(String name, int fallback) {
        return options.containsKey(name) ? Integer.parseInt(options.get(name)) : fallback;
    }

    private void store(String name, String value) {
        String prefix = name.substring(0, name.indexOf('.') + 1);
        if (byPrefix.containsKey(prefix)) {
            byPrefix.get(prefix).put(name.substring(prefix.length()), value);
        } else {
            properties.put(name, value);
        }
    }
}
