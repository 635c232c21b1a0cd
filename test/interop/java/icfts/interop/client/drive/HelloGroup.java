package icfts.interop.client.drive;

import icfts.interop.mirror.Describe;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.identityconnectors.common.l10n.CurrentLocale;
import org.identityconnectors.framework.api.APIConfiguration;
import org.identityconnectors.framework.api.ConfigurationProperty;
import org.identityconnectors.framework.api.ConnectorInfo;
import org.identityconnectors.framework.api.operations.APIOperation;

/** What a platform learns before it configures a connector. */
final class HelloGroup {

    private static final String[] LOCALES = { "en", "und", "fr", "fr-CA", "pt-BR", "pt", "zh-TW", "he" };

    private HelloGroup() {
    }

    static void run(Target target) {
        target.run("hello/connectors", () -> {
            List<String> keys = new ArrayList<>();
            for (ConnectorInfo info : Target.hello(
                    target.port, target.key, false, null, Target.TIMEOUT_MILLIS)) {
                keys.add(String.valueOf(info.getConnectorKey()));
            }
            keys.sort(null);
            return keys;
        });
        for (String name : new String[] { Target.MIRROR, Target.POOL }) {
            String simple = name.substring(name.lastIndexOf('.') + 1);
            target.run("hello/defaults of " + simple, () -> describe(target.info(name)));
            target.run("hello/properties of " + simple, () -> properties(target.info(name)));
        }
        for (String tag : LOCALES) {
            target.run("hello/messages in " + tag, () -> messages(target.info(Target.MIRROR), tag));
        }
    }

    private static Map<String, Object> describe(ConnectorInfo info) {
        APIConfiguration configuration = info.createDefaultAPIConfiguration();
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("category", info.getConnectorCategory());
        result.put("pooling", configuration.isConnectorPoolingSupported());
        result.put("pool", configuration.getConnectorPoolConfiguration());
        result.put("handlers", configuration.getResultsHandlerConfiguration());
        result.put("bufferSize", configuration.getProducerBufferSize());
        Map<String, Object> timeouts = new TreeMap<>();
        for (Class<? extends APIOperation> operation : configuration.getSupportedOperations()) {
            timeouts.put(operation.getSimpleName(), configuration.getTimeout(operation));
        }
        result.put("operations", timeouts);
        return result;
    }

    private static List<Object> properties(ConnectorInfo info) {
        List<Object> result = new ArrayList<>();
        APIConfiguration configuration = info.createDefaultAPIConfiguration();
        for (String name : configuration.getConfigurationProperties().getPropertyNames()) {
            ConfigurationProperty property = configuration.getConfigurationProperties().getProperty(name);
            result.add(String.join(" | ", name, property.getType().getSimpleName(),
                    Describe.of(property.getValue()), "required " + property.isRequired(),
                    "confidential " + property.isConfidential(), "operations " + new TreeSet<>(property.getOperations()
                            .stream().map(Class::getSimpleName).collect(Collectors.toList()))));
        }
        return result;
    }

    private static Map<String, Object> messages(ConnectorInfo info, String tag) {
        CurrentLocale.set(Locale.forLanguageTag(tag));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("connector", info.getConnectorDisplayName());
        APIConfiguration configuration = info.createDefaultAPIConfiguration();
        for (String name : new String[] { "host", "primitiveInt", "boxedInt", "texts" }) {
            ConfigurationProperty property = configuration.getConfigurationProperties().getProperty(name);
            result.put(name, property.getDisplayName(null));
            result.put(name + " help", property.getHelpMessage(null));
            result.put(name + " group", property.getGroup(null));
        }
        return result;
    }
}
