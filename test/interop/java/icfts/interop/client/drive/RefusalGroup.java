package icfts.interop.client.drive;

import icfts.interop.mirror.Describe;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.identityconnectors.common.security.GuardedString;
import org.identityconnectors.framework.api.APIConfiguration;
import org.identityconnectors.framework.api.ConnectorFacade;
import org.identityconnectors.framework.api.ConnectorKey;
import org.identityconnectors.framework.api.RemoteFrameworkConnectionInfo;
import org.identityconnectors.framework.api.operations.APIOperation;
import org.identityconnectors.framework.api.operations.CreateApiOp;
import org.identityconnectors.framework.api.operations.LiveSyncApiOp;
import org.identityconnectors.framework.api.operations.SearchApiOp;
import org.identityconnectors.framework.common.objects.AttributeBuilder;
import org.identityconnectors.framework.common.objects.AttributeDeltaBuilder;
import org.identityconnectors.framework.common.objects.Name;
import org.identityconnectors.framework.common.objects.ObjectClass;
import org.identityconnectors.framework.common.objects.Uid;
import org.identityconnectors.framework.impl.api.APIConfigurationImpl;
import org.identityconnectors.framework.impl.api.remote.RemoteConnectorInfoImpl;

/** Callers that ask for what they may not have, or what is not there. */
final class RefusalGroup {

    private RefusalGroup() {
    }

    static void run(Target target) {
        Callable<Object> hello = () -> Target.hello(
                target.port, target.key, false, null, Target.TIMEOUT_MILLIS).size();
        target.run("refusal/wrong key", () ->
                Target.hello(target.port, "not the key", false, null, Target.TIMEOUT_MILLIS).size());
        target.run("refusal/empty key", () ->
                Target.hello(target.port, "", false, null, Target.TIMEOUT_MILLIS).size());
        target.run("refusal/right key after a wrong one", hello);
        ConnectorFacade stranger = altered(target, Target.MIRROR, info -> info.setRemoteConnectionInfo(
                new RemoteFrameworkConnectionInfo("127.0.0.1", target.port,
                        new GuardedString("not the key".toCharArray()), false, null, Target.TIMEOUT_MILLIS)));
        target.run("refusal/operation with a wrong key", () ->
                stranger.create(ObjectClass.ACCOUNT, Set.of(new Name("x")), null));
        target.run("refusal/search with a wrong key", () ->
                stranger.search(ObjectClass.ACCOUNT, null, object -> true, null));
        target.run("refusal/operation with the right key after", () ->
                Describe.of(target.mirror().create(ObjectClass.ACCOUNT, Set.of(new Name("x")), null)));
        unknown(target);
        unsupported(target);
        target.runUnseen("refusal/nobody listens", () ->
                Target.hello(freePort(), target.key, false, null, Target.TIMEOUT_MILLIS));
        target.run("refusal/hello after all that", hello);
    }

    private static void unknown(Target target) {
        for (ConnectorKey key : List.of(new ConnectorKey("icfts.interop.mirror", "1.0.0", "no.such.Connector"),
                new ConnectorKey("no.such.bundle", "1.0.0", Target.MIRROR),
                new ConnectorKey("icfts.interop.mirror", "9.9.9", Target.MIRROR))) {
            ConnectorFacade facade = altered(target, Target.MIRROR, info -> info.setConnectorKey(key));
            String what = key.getBundleName() + " " + key.getBundleVersion() + " " + key.getConnectorName();
            target.run("refusal/test of " + what, () -> {
                facade.test();
                return null;
            });
            target.run("refusal/search of " + what,
                    () -> facade.search(ObjectClass.ACCOUNT, null, object -> true, null));
        }
    }

    private static void unsupported(Target target) {
        ConnectorFacade pool = target.facade(Target.POOL, configuration -> { });
        target.run("refusal/the client knows what is unsupported", () ->
                pool.create(ObjectClass.ACCOUNT, Set.of(new Name("x")), null));
        ConnectorFacade forged = target.facade(Target.POOL, configuration ->
                support(configuration, Set.of(CreateApiOp.class, SearchApiOp.class)));
        target.run("refusal/create that the connector lacks", () ->
                forged.create(ObjectClass.ACCOUNT, Set.of(new Name("x")), null));
        target.run("refusal/search that the connector lacks", () ->
                forged.search(ObjectClass.ACCOUNT, null, object -> true, null));
        ConnectorFacade live = target.facade(Target.MIRROR, configuration ->
                support(configuration, Set.of(LiveSyncApiOp.class)));
        target.run("refusal/livesync, forced", () -> {
            live.livesync(ObjectClass.ACCOUNT, delta -> true, null);
            return null;
        });
        target.run("refusal/update where there is no updateDelta", () -> Describe.of(pool.update(
                ObjectClass.ACCOUNT, new Uid("u1"), Set.of(AttributeBuilder.build("a", 1)), null)));
        target.run("refusal/updateDelta where there is only update", () -> Describe.of(pool.updateDelta(
                ObjectClass.ACCOUNT, new Uid("u1"), Set.of(AttributeDeltaBuilder.build("a", 1)), null)));
    }

    private static void support(APIConfiguration configuration, Set<Class<? extends APIOperation>> more) {
        Set<Class<? extends APIOperation>> all = new HashSet<>(configuration.getSupportedOperations());
        all.addAll(more);
        ((APIConfigurationImpl) configuration).setSupportedOperations(all);
    }

    /** A facade whose server, key or connector is not the one that the server told of. */
    static ConnectorFacade altered(
            Target target, String connectorName, Consumer<RemoteConnectorInfoImpl> edit) {
        RemoteConnectorInfoImpl known = (RemoteConnectorInfoImpl) target.info(connectorName);
        RemoteConnectorInfoImpl info = new RemoteConnectorInfoImpl();
        info.setConnectorDisplayNameKey(known.getConnectorDisplayNameKey());
        info.setConnectorKey(known.getConnectorKey());
        info.setMessages(known.getMessages());
        info.setRemoteConnectionInfo(known.getRemoteConnectionInfo());
        APIConfigurationImpl defaults = (APIConfigurationImpl) known.createDefaultAPIConfiguration();
        defaults.setConnectorInfo(info);
        info.setDefaultAPIConfiguration(defaults);
        edit.accept(info);
        return Target.facade(info, configuration -> { });
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
