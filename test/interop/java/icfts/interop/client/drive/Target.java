package icfts.interop.client.drive;

import icfts.interop.client.Failure;
import icfts.interop.client.Json;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javax.net.ssl.TrustManager;
import org.identityconnectors.common.l10n.CurrentLocale;
import org.identityconnectors.common.security.GuardedString;
import org.identityconnectors.framework.api.APIConfiguration;
import org.identityconnectors.framework.api.ConnectorFacade;
import org.identityconnectors.framework.api.ConnectorFacadeFactory;
import org.identityconnectors.framework.api.ConnectorInfo;
import org.identityconnectors.framework.api.ConnectorInfoManagerFactory;
import org.identityconnectors.framework.api.RemoteFrameworkConnectionInfo;
import org.identityconnectors.framework.common.objects.OperationOptions;
import org.identityconnectors.framework.common.objects.OperationOptionsBuilder;
import org.identityconnectors.framework.common.objects.ScriptContextBuilder;

/** One server under test, and the report about it. */
final class Target {

    static final String MIRROR = "icfts.interop.mirror.MirrorConnector";
    static final String POOL = "icfts.interop.mirror.MirrorPool";
    static final int TIMEOUT_MILLIS = 20_000;
    private static final long POLL_MILLIS = 5;

    final String name;
    final int port;
    final String key;
    private final PrintStream lines;
    private final Map<String, ConnectorInfo> infos = new LinkedHashMap<>();
    private ConnectorFacade mirror;

    Target(String name, int port, String key, PrintStream lines) {
        this.name = name;
        this.port = port;
        this.key = key;
        this.lines = lines;
    }

    /** What the server offers, asked anew. */
    static List<ConnectorInfo> hello(int port, String key, boolean tls, List<TrustManager> trust, int timeoutMillis) {
        ConnectorInfoManagerFactory factory = ConnectorInfoManagerFactory.getInstance();
        factory.clearRemoteCache();
        return factory.getRemoteManager(new RemoteFrameworkConnectionInfo("127.0.0.1", port,
                new GuardedString(key.toCharArray()), tls, trust, timeoutMillis)).getConnectorInfos();
    }

    ConnectorInfo info(String connectorName) {
        if (infos.isEmpty()) {
            hello(port, key, false, null, TIMEOUT_MILLIS)
                    .forEach(info -> infos.put(info.getConnectorKey().getConnectorName(), info));
        }
        return infos.get(connectorName);
    }

    ConnectorFacade mirror() {
        if (mirror == null) {
            mirror = facade(MIRROR, configuration -> { });
        }
        return mirror;
    }

    ConnectorFacade facade(String connectorName, Consumer<APIConfiguration> edit) {
        return facade(info(connectorName), edit);
    }

    static ConnectorFacade facade(ConnectorInfo info, Consumer<APIConfiguration> edit) {
        APIConfiguration configuration = info.createDefaultAPIConfiguration();
        edit.accept(configuration);
        return ConnectorFacadeFactory.getInstance().newInstance(configuration);
    }

    static void set(APIConfiguration configuration, String property, Object value) {
        configuration.getConfigurationProperties().setPropertyValue(property, value);
    }

    static Object script(ConnectorFacade facade, String text) {
        return facade.runScriptOnConnector(new ScriptContextBuilder("test", text).build(), null);
    }

    static OperationOptions options(Object... namesAndValues) {
        OperationOptionsBuilder builder = new OperationOptionsBuilder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            builder.setOption((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return builder.build();
    }

    /** Lets one scenario happen and prints what the caller got, or caught, and what the connector saw. */
    void run(String scenario, Callable<Object> body) {
        run(scenario, "", body);
    }

    /** As above; the connector may see the awaited text later than the caller gets its answer. */
    void run(String scenario, String awaited, Callable<Object> body) {
        CurrentLocale.set(Locale.ENGLISH);
        script(mirror(), "journal");
        Map<String, Object> line = outcome(body);
        CurrentLocale.set(Locale.ENGLISH);
        StringBuilder saw = new StringBuilder();
        until(() -> {
            ((List<?>) script(mirror(), "journal")).forEach(entry -> saw.append(entry).append('\n'));
            return saw.indexOf(awaited) >= 0;
        });
        line.put("saw", saw.length() == 0 ? List.of() : List.of(saw.toString().split("\n")));
        print(scenario, line);
    }

    /** For what leaves no trace in the connector. */
    void runUnseen(String scenario, Callable<Object> body) {
        print(scenario, outcome(body));
    }

    static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TIMEOUT_MILLIS * 1_000_000L;
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static Map<String, Object> outcome(Callable<Object> body) {
        Map<String, Object> line = new LinkedHashMap<>();
        long start = System.nanoTime();
        try {
            Object got = body.call();
            line.put("ok", true);
            line.put("got", got);
        } catch (Exception | LinkageError e) {
            line.put("ok", false);
            line.putAll(Failure.describe(e));
            line.computeIfPresent("message", (name, message) -> String.valueOf(message)
                    .replaceAll("port=\\d+", "port=#").replaceAll("(class \\S+)\\$\\$Lambda\\S+", "$1"));
        }
        line.put("millis", (System.nanoTime() - start) / 1_000_000);
        return line;
    }

    private synchronized void print(String scenario, Map<String, Object> outcome) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("step", scenario);
        line.put("target", name);
        line.putAll(outcome);
        lines.println(Json.write(line));
        lines.flush();
    }
}
