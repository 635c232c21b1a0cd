package icfts.interop.client.drive;

import static icfts.interop.client.drive.Target.set;

import org.identityconnectors.common.security.GuardedString;
import org.identityconnectors.framework.api.ConnectorFacade;
import org.identityconnectors.framework.api.RemoteFrameworkConnectionInfo;
import org.identityconnectors.framework.api.operations.TestApiOp;

/** Callers that do not wait for ever: the connector's test waits until a script opens its gate. */
final class PatienceGroup {

    private static final int SHORT_MILLIS = 300;

    private PatienceGroup() {
    }

    static void run(Target target) {
        target.run("patience/the client's operation timeout", () -> {
            ConnectorFacade facade = target.facade(Target.MIRROR, configuration -> {
                set(configuration, "host", "gate");
                configuration.setTimeout(TestApiOp.class, SHORT_MILLIS);
            });
            return blocked(target, facade);
        });
        target.run("patience/the client's socket timeout", () -> {
            ConnectorFacade facade = RefusalGroup.altered(target, Target.MIRROR, info -> {
                info.setRemoteConnectionInfo(new RemoteFrameworkConnectionInfo("127.0.0.1", target.port,
                        new GuardedString(target.key.toCharArray()), false, null, SHORT_MILLIS));
                set(info.getDefaultAPIConfiguration(), "host", "gate");
            });
            return blocked(target, facade);
        });
        target.run("patience/a timeout that is not reached", () -> {
            target.facade(Target.MIRROR, configuration ->
                    configuration.setTimeout(TestApiOp.class, Target.TIMEOUT_MILLIS)).test();
            return null;
        });
        target.run("patience/a call after all that", () -> {
            target.mirror().test();
            return null;
        });
    }

    private static Object blocked(Target target, ConnectorFacade facade) {
        try {
            facade.test();
            return null;
        } finally {
            Target.until(() -> (int) Target.script(target.mirror(), "waiting") > 0);
            Target.script(target.mirror(), "open");
        }
    }
}
