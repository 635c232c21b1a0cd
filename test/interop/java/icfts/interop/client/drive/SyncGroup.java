package icfts.interop.client.drive;

import icfts.interop.mirror.Describe;
import java.util.ArrayList;
import java.util.List;
import org.identityconnectors.framework.api.ConnectorFacade;
import org.identityconnectors.framework.common.objects.ObjectClass;
import org.identityconnectors.framework.common.objects.OperationOptionsBuilder;
import org.identityconnectors.framework.common.objects.SyncToken;

/** Deltas of every type, many of them, left early, and with a failure at the end. */
final class SyncGroup {

    private SyncGroup() {
    }

    static void run(Target target) {
        ConnectorFacade facade = target.mirror();
        target.run("sync/all types", () -> sync(facade, ObjectClass.ACCOUNT, null, 4, Integer.MAX_VALUE));
        target.run("sync/from a token",
                () -> sync(facade, ObjectClass.ACCOUNT, new SyncToken(5L), 1, Integer.MAX_VALUE));
        target.run("sync/of __ALL__", () -> sync(facade, ObjectClass.ALL, null, 4, Integer.MAX_VALUE));
        target.run("sync/without a token at the end",
                () -> sync(facade, new ObjectClass("Nothing"), new SyncToken("t"), 0, Integer.MAX_VALUE));
        for (int count : new int[] { 0, 200, 400, 450 }) {
            target.run("sync/" + count + " deltas", () -> {
                List<?> got = sync(facade, ObjectClass.ACCOUNT, null, count, Integer.MAX_VALUE);
                return List.of(got.size(), got.get(got.size() - 1));
            });
        }
        target.run("sync/stopped", "stopped", () -> {
            List<?> got = sync(facade, ObjectClass.ACCOUNT, null, 1000, 250);
            return List.of(got.size(), got.get(got.size() - 2));
        });
        target.run("sync/ATTRS_TO_GET", () -> {
            List<String> got = new ArrayList<>();
            facade.sync(ObjectClass.ACCOUNT, null, delta -> got.add(Describe.of(delta)),
                    new OperationOptionsBuilder().setAttributesToGet("age").build());
            return got;
        });
    }

    private static List<String> sync(ConnectorFacade facade, ObjectClass type, SyncToken from, int count, int limit) {
        List<String> got = new ArrayList<>();
        SyncToken token = facade.sync(type, from, delta -> {
            got.add(Describe.of(delta));
            return got.size() < limit;
        }, Target.options("COUNT", count));
        got.add(Describe.of(token));
        return got;
    }
}
