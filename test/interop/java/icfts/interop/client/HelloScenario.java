package icfts.interop.client;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.identityconnectors.common.l10n.CurrentLocale;
import org.identityconnectors.framework.api.APIConfiguration;
import org.identityconnectors.framework.api.ConfigurationProperty;
import org.identityconnectors.framework.api.ConnectorInfo;

/** What a platform's connector list shows before anything is configured. */
final class HelloScenario {

    private HelloScenario() {
    }

    static void run(Session session, Steps steps, String step) {
        steps.run(step, details -> {
            details.put("locale", CurrentLocale.get());
            details.put("connectors", session.connectorInfos().stream()
                    .map(HelloScenario::describe).collect(Collectors.toList()));
        });
    }

    private static Map<String, Object> describe(ConnectorInfo info) {
        APIConfiguration configuration = info.createDefaultAPIConfiguration();
        Map<String, Object> result = key(info);
        result.put("displayName", info.getConnectorDisplayName());
        result.put("category", info.getConnectorCategory());
        result.put("poolingSupported", configuration.isConnectorPoolingSupported());
        result.put("operations", configuration.getSupportedOperations().stream()
                .map(Class::getSimpleName).collect(Collectors.toCollection(TreeSet::new)));
        List<Object> properties = new ArrayList<>();
        for (String name : configuration.getConfigurationProperties().getPropertyNames()) {
            properties.add(describe(configuration.getConfigurationProperties().getProperty(name)));
        }
        result.put("properties", properties);
        return result;
    }

    static Map<String, Object> key(ConnectorInfo info) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("bundleName", info.getConnectorKey().getBundleName());
        result.put("bundleVersion", info.getConnectorKey().getBundleVersion());
        result.put("connectorName", info.getConnectorKey().getConnectorName());
        return result;
    }

    private static Map<String, Object> describe(ConfigurationProperty property) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("name", property.getName());
        result.put("type", property.getType().getSimpleName());
        result.put("displayName", property.getDisplayName(null));
        result.put("help", property.getHelpMessage(null));
        result.put("group", property.getGroup(null));
        result.put("required", property.isRequired());
        result.put("confidential", property.isConfidential());
        result.put("value", property.isConfidential() ? null : text(property.getValue()));
        return result;
    }

    private static String text(Object value) {
        if (value == null || !value.getClass().isArray()) {
            return value == null ? null : String.valueOf(value);
        }
        List<String> items = new ArrayList<>();
        for (int i = 0; i < Array.getLength(value); i++) {
            items.add(String.valueOf(Array.get(value, i)));
        }
        return String.join(",", items);
    }
}
