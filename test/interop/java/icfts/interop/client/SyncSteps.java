package icfts.interop.client;

import java.util.Map;
import java.util.TreeMap;
import org.identityconnectors.framework.api.ConnectorFacade;
import org.identityconnectors.framework.api.operations.SyncApiOp;
import org.identityconnectors.framework.common.objects.ObjectClass;
import org.identityconnectors.framework.common.objects.SyncToken;

/** Live synchronisation from a token taken at the start; connectors without it skip both steps. */
final class SyncSteps {

    private final Steps steps;
    private final ConnectorFacade facade;
    private SyncToken start;

    SyncSteps(Steps steps, ConnectorFacade facade) {
        this.steps = steps;
        this.facade = facade;
    }

    void takeToken() {
        if (!supported()) {
            steps.skip("latestSyncToken", "SyncApiOp is not supported");
            return;
        }
        steps.run("latestSyncToken", details -> {
            start = facade.getLatestSyncToken(ObjectClass.ACCOUNT);
            describe("token", start, details);
        });
    }

    void syncFromToken() {
        if (!supported()) {
            steps.skip("sync", "SyncApiOp is not supported");
            return;
        }
        steps.run("sync", details -> {
            Map<String, Object> deltas = new TreeMap<>();
            SyncToken end = facade.sync(ObjectClass.ACCOUNT, start, delta -> {
                deltas.put(delta.getUid().getUidValue(), delta.getDeltaType());
                return true;
            }, null);
            details.put("deltas", deltas);
            describe("token", end, details);
        });
    }

    private boolean supported() {
        return facade.getSupportedOperations().contains(SyncApiOp.class);
    }

    private static void describe(String name, SyncToken token, Map<String, Object> details) {
        details.put(name, token == null ? null : String.valueOf(token.getValue()));
        details.put(name + "Type", token == null ? null : token.getValue().getClass().getSimpleName());
    }
}
