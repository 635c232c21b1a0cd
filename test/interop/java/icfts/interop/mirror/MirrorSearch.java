package icfts.interop.mirror;

import org.identityconnectors.framework.common.objects.ConnectorObject;
import org.identityconnectors.framework.common.objects.ConnectorObjectBuilder;
import org.identityconnectors.framework.common.objects.ObjectClass;
import org.identityconnectors.framework.common.objects.OperationOptions;
import org.identityconnectors.framework.common.objects.ResultsHandler;
import org.identityconnectors.framework.common.objects.SearchResult;
import org.identityconnectors.framework.spi.SearchResultsHandler;

/**
 * A search gives COUNT numbered objects (3 unless told) and fails with the exception FAIL before object FAIL_AT. With
 * PAGE_SIZE it gives a page of them. With QUIET it does not write down that it was stopped.
 */
final class MirrorSearch {

    private MirrorSearch() {
    }

    static void run(ObjectClass type, ResultsHandler handler, OperationOptions options) {
        if (type.is("Widget")) {
            handler.handle(Widgets.object());
            return;
        }
        if (type.is("Filtered")) {
            Widgets.filtered().forEach(handler::handle);
            return;
        }
        int count = (int) options.getOptions().getOrDefault("COUNT", 3);
        Object failure = options.getOptions().get("FAIL");
        int failAt = (int) options.getOptions().getOrDefault("FAIL_AT", 0);
        String cookie = options.getPagedResultsCookie();
        int from = cookie == null ? 0 : Integer.parseInt(cookie.substring(5));
        int to = options.getPageSize() == null ? count : Math.min(count, from + options.getPageSize());
        for (int i = from; i < to; i++) {
            if (failure != null && i == failAt) {
                throw MirrorFailures.of((String) failure);
            }
            if (!handler.handle(numbered(type, i))) {
                Journal.stopped(options, i + 1);
                return;
            }
        }
        if (failure != null) {
            throw MirrorFailures.of((String) failure);
        }
        if (options.getPageSize() != null) {
            ((SearchResultsHandler) handler).handleResult(
                    new SearchResult(to < count ? "from " + to : null, count - to));
        }
    }

    static ConnectorObject numbered(ObjectClass type, int i) {
        return new ConnectorObjectBuilder().setObjectClass(type).setUid("u" + i).setName("user" + i)
                .addAttribute("age", 20 + i % 50).addAttribute("mail", "user" + i + "@example.test").build();
    }
}
