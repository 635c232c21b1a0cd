package icfts.interop.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.identityconnectors.common.security.GuardedString;
import org.identityconnectors.framework.api.APIConfiguration;
import org.identityconnectors.framework.api.ConfigurationProperty;
import org.identityconnectors.framework.api.ConnectorFacade;
import org.identityconnectors.framework.api.ConnectorFacadeFactory;
import org.identityconnectors.framework.api.ConnectorInfo;
import org.identityconnectors.framework.api.ConnectorInfoManagerFactory;
import org.identityconnectors.framework.api.RemoteFrameworkConnectionInfo;

/** The way from a host and a key to a configured facade. */
final class Session {

    private static final int TIMEOUT_MILLIS = 20_000;

    private final Arguments arguments;

    Session(Arguments arguments) {
        this.arguments = arguments;
    }

    List<ConnectorInfo> connectorInfos() {
        RemoteFrameworkConnectionInfo server = new RemoteFrameworkConnectionInfo(arguments.host, arguments.port,
                new GuardedString(arguments.key.toCharArray()), false, null,
                arguments.option("timeoutMillis", TIMEOUT_MILLIS));
        return ConnectorInfoManagerFactory.getInstance().getRemoteManager(server).getConnectorInfos();
    }

    ConnectorInfo chosen(List<ConnectorInfo> infos) {
        List<String> offered = new ArrayList<>();
        for (ConnectorInfo info : infos) {
            if (info.getConnectorKey().getBundleName().equals(arguments.bundleName)
                    && info.getConnectorKey().getConnectorName().equals(arguments.connectorName)) {
                return info;
            }
            offered.add(info.getConnectorKey().toString());
        }
        throw new IllegalArgumentException("The server lacks the connector; it offers " + offered);
    }

    /** A facade whose results pass unfiltered, which is what paged searches need, when so asked. */
    ConnectorFacade facade(ConnectorInfo info, boolean filteredByFramework) {
        APIConfiguration configuration = info.createDefaultAPIConfiguration();
        for (Map.Entry<String, String> given : arguments.properties.entrySet()) {
            ConfigurationProperty property =
                    configuration.getConfigurationProperties().getProperty(given.getKey());
            if (property == null) {
                throw new IllegalArgumentException("No configuration property " + given.getKey() + " among "
                        + configuration.getConfigurationProperties().getPropertyNames());
            }
            property.setValue(Text.parse(given.getValue(), property.getType()));
        }
        configuration.getResultsHandlerConfiguration().setEnableFilteredResultsHandler(filteredByFramework);
        return ConnectorFacadeFactory.getInstance().newInstance(configuration);
    }
}
