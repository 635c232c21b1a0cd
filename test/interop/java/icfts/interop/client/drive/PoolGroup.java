package icfts.interop.client.drive;

import static icfts.interop.client.drive.Target.set;

import icfts.interop.client.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.identityconnectors.common.pooling.ObjectPoolConfiguration;
import org.identityconnectors.framework.api.APIConfiguration;
import org.identityconnectors.framework.api.ConnectorFacade;

/** A poolable connector: which calls share an instance, and what happens when all are taken. */
final class PoolGroup {

    private PoolGroup() {
    }

    static void run(Target target) {
        target.run("pool/two calls share an instance", () -> {
            ConnectorFacade facade = target.facade(Target.POOL, configuration -> set(configuration, "host", "two"));
            return Target.script(facade, "number").equals(Target.script(facade, "number"));
        });
        target.run("pool/facades of one configuration share, others do not", () -> {
            Object first = Target.script(target.facade(
                    Target.POOL, configuration -> set(configuration, "host", "one")), "number");
            Object same = Target.script(target.facade(
                    Target.POOL, configuration -> set(configuration, "host", "one")), "number");
            Object other = Target.script(target.facade(
                    Target.POOL, configuration -> set(configuration, "host", "other")), "number");
            return List.of(first.equals(same), first.equals(other));
        });
        target.run("pool/a dead instance is replaced", () -> {
            ConnectorFacade facade = target.facade(Target.POOL, configuration -> set(configuration, "host", "dying"));
            return Target.script(facade, "die").equals(Target.script(facade, "number"));
        });
        target.run("pool/three at once have three instances", () -> waiting(target, 3, 3));
        target.run("pool/a pool of one makes the second wait, and fail", () -> waiting(target, 1, 2));
    }

    /** So many calls at the gate as the pool can serve, one after the other; the rest fail meanwhile. */
    private static Object waiting(Target target, int maxObjects, int calls) throws Exception {
        ConnectorFacade facade = target.facade(Target.POOL, configuration -> bounded(configuration, maxObjects));
        ExecutorService threads = Executors.newFixedThreadPool(calls);
        try {
            List<Future<?>> atTheGate = new ArrayList<>();
            for (int i = 0; i < maxObjects; i++) {
                atTheGate.add(threads.submit(facade::test));
            }
            Target.until(() -> Target.script(target.mirror(), "waiting").equals(maxObjects));
            List<Object> outcomes = new ArrayList<>();
            for (int i = maxObjects; i < calls; i++) {
                try {
                    facade.test();
                    outcomes.add("served");
                } catch (RuntimeException e) {
                    Map<String, Object> failure = Failure.describe(e);
                    outcomes.add(failure.get("exception"));
                }
            }
            outcomes.add(Target.script(target.mirror(), "waiting") + " at the gate");
            Target.script(target.mirror(), "open");
            for (Future<?> call : atTheGate) {
                call.get();
                outcomes.add("served");
            }
            return outcomes;
        } finally {
            threads.shutdownNow();
        }
    }

    private static void bounded(APIConfiguration configuration, int maxObjects) {
        set(configuration, "host", "gate for " + maxObjects);
        ObjectPoolConfiguration pool = configuration.getConnectorPoolConfiguration();
        pool.setMaxObjects(maxObjects);
        pool.setMaxIdle(maxObjects);
        pool.setMinIdle(0);
        pool.setMaxWait(1); // a millisecond, but the stock server waits a second
    }
}
