package icfts.interop.client.drive;

import static icfts.interop.client.drive.Target.set;

import icfts.interop.mirror.Describe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.identityconnectors.framework.api.ConnectorFacade;
import org.identityconnectors.framework.common.objects.Name;
import org.identityconnectors.framework.common.objects.ObjectClass;
import org.identityconnectors.framework.common.objects.Uid;

/** Two facades of one JVM under sixteen threads; every answer must be the one to its own question. */
final class ParallelGroup {

    private static final int THREADS = 16;
    private static final int ROUNDS = 3;

    private ParallelGroup() {
    }

    static void run(Target target) {
        target.runUnseen("parallel/two facades, sixteen threads", () -> {
            List<ConnectorFacade> facades = List.of(
                    target.facade(Target.MIRROR, configuration -> set(configuration, "host", "host 0")),
                    target.facade(Target.MIRROR, configuration -> set(configuration, "host", "host 1")));
            List<Callable<Map<String, Integer>>> work = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int thread = i;
                work.add(() -> calls(facades.get(thread % 2), thread));
            }
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            try {
                Map<String, Integer> right = new TreeMap<>();
                for (Future<Map<String, Integer>> outcome : threads.invokeAll(work)) {
                    outcome.get().forEach((name, count) -> right.merge(name, count, Integer::sum));
                }
                return right;
            } finally {
                threads.shutdownNow();
            }
        });
    }

    /** How many answers of each kind were right. */
    private static Map<String, Integer> calls(ConnectorFacade facade, int thread) {
        Map<String, Integer> right = new TreeMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            String name = "parallel " + thread + " " + round;
            String uid = facade.create(ObjectClass.ACCOUNT, Set.of(new Name(name)), null).getUidValue();
            count(right, "create", uid.equals("u-" + name));
            AtomicInteger objects = new AtomicInteger();
            int wanted = 150 + 20 * (thread + round);
            facade.search(ObjectClass.GROUP, null, object -> objects.incrementAndGet() > 0,
                    Target.options("COUNT", wanted));
            count(right, "search", objects.get() == wanted);
            Map<?, ?> values = (Map<?, ?>) Target.script(facade, "configuration");
            count(right, "configuration", ("host " + thread % 2).equals(values.get("host")));
            try {
                facade.delete(ObjectClass.ACCOUNT, new Uid(name),
                        Target.options("FAIL", "UnknownUidException"));
            } catch (RuntimeException e) {
                count(right, "failure", e.getMessage().contains("UnknownUidException"));
            }
            count(right, "echo", Describe.of(facade.resolveUsername(ObjectClass.ACCOUNT, name, null))
                    .contains("u-" + name));
        }
        return right;
    }

    private static void count(Map<String, Integer> right, String what, boolean isRight) {
        right.merge(what, isRight ? 1 : 0, Integer::sum);
    }
}
