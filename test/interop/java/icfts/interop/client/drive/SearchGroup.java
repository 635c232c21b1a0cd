package icfts.interop.client.drive;

import icfts.interop.mirror.Describe;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.identityconnectors.framework.api.ConnectorFacade;
import org.identityconnectors.framework.common.objects.ConnectorObject;
import org.identityconnectors.framework.common.objects.ObjectClass;
import org.identityconnectors.framework.common.objects.OperationOptionsBuilder;
import org.identityconnectors.framework.common.objects.SearchResult;
import org.identityconnectors.framework.spi.SearchResultsHandler;

/** Searches of every length, left early, left by an exception, and in pages. */
final class SearchGroup {

    private static final int[] COUNTS = { 0, 1, 199, 200, 201, 399, 400, 401, 450, 1000 };

    private SearchGroup() {
    }

    static void run(Target target) {
        ConnectorFacade buffered = target.mirror();
        ConnectorFacade unbuffered =
                target.facade(Target.MIRROR, configuration -> configuration.setProducerBufferSize(0));
        for (int count : COUNTS) {
            target.run("search/" + count + " objects", () -> search(buffered, count, Integer.MAX_VALUE));
            target.run("search/" + count + " objects, unbuffered",
                    () -> search(unbuffered, count, Integer.MAX_VALUE));
        }
        stopped(target, "", buffered);
        stopped(target, ", unbuffered", unbuffered);
        // Buffered, the client may have answered the pause before its application stops.
        target.run("search/stopped at a pause", "stopped", () -> search(unbuffered, 450, 200));
        target.run("search/handler throws", "stopped", () -> throwing(buffered, 450, 5, false));
        target.run("search/handler throws after a pause", "stopped", () -> throwing(buffered, 1000, 250, false));
        // Unbuffered, the client just closes the connection.
        target.run("search/handler throws, unbuffered", () -> throwing(unbuffered, 450, 5, true));
        target.run("search/handler throws after a pause, unbuffered", () -> throwing(unbuffered, 1000, 250, true));
        target.run("search/works after all that", () -> search(buffered, 3, Integer.MAX_VALUE));
        paged(target);
    }

    private static void stopped(Target target, String how, ConnectorFacade facade) {
        target.run("search/stopped where nobody asks" + how, () -> search(facade, 150, 5));
        target.run("search/stopped before a pause" + how, "stopped", () -> search(facade, 450, 5));
        target.run("search/stopped after a pause" + how, "stopped", () -> search(facade, 1000, 250));
    }

    private static Object search(ConnectorFacade facade, int count, int limit) {
        List<ConnectorObject> objects = new ArrayList<>();
        SearchResult result = facade.search(ObjectClass.ACCOUNT, null, object -> {
            objects.add(object);
            return objects.size() < limit;
        }, Target.options("COUNT", count));
        Map<String, Object> got = new LinkedHashMap<>();
        got.put("count", objects.size());
        got.put("last", objects.isEmpty() ? null : Describe.of(objects.get(objects.size() - 1)));
        got.put("distinct", objects.stream().map(object -> object.getUid().getUidValue()).distinct().count());
        got.put("result", Describe.of(result));
        return got;
    }

    private static Object throwing(ConnectorFacade facade, int count, int limit, boolean quiet) {
        List<ConnectorObject> objects = new ArrayList<>();
        facade.search(ObjectClass.ACCOUNT, null, object -> {
            objects.add(object);
            if (objects.size() >= limit) {
                throw new IllegalStateException("the handler throws");
            }
            return true;
        }, Target.options("COUNT", count, "QUIET", quiet));
        return objects.size();
    }

    private static void paged(Target target) {
        ConnectorFacade facade = target.facade(Target.MIRROR, configuration ->
                configuration.getResultsHandlerConfiguration().setEnableFilteredResultsHandler(false));
        for (int count : new int[] { 0, 99, 100, 250 }) {
            target.run("search/pages of 100 out of " + count, () -> pages(facade, count));
        }
        target.run("search/page with the filter handler on", () -> {
            target.mirror().search(ObjectClass.ACCOUNT, null, new Page(),
                    new OperationOptionsBuilder().setPageSize(10).build());
            return null;
        });
    }

    private static Object pages(ConnectorFacade facade, int count) {
        Page page = new Page();
        List<String> results = new ArrayList<>();
        String cookie = null;
        do {
            OperationOptionsBuilder options = new OperationOptionsBuilder().setOption("COUNT", count).setPageSize(100);
            if (cookie != null) {
                options.setPagedResultsCookie(cookie);
            }
            SearchResult result = facade.search(ObjectClass.ACCOUNT, null, page, options.build());
            results.add(Describe.of(result));
            cookie = result.getPagedResultsCookie();
        } while (cookie != null);
        return List.of(page.objects, results);
    }

    private static final class Page implements SearchResultsHandler {

        private int objects;

        @Override
        public boolean handle(ConnectorObject object) {
            objects++;
            return true;
        }

        @Override
        public void handleResult(SearchResult result) {
            // ConnId's own server sends it among the items as well
        }
    }
}
