package icfts.interop.memory;

import java.util.ArrayList;
import java.util.List;
import org.identityconnectors.framework.common.objects.ConnectorObject;
import org.identityconnectors.framework.common.objects.OperationOptions;
import org.identityconnectors.framework.common.objects.ResultsHandler;
import org.identityconnectors.framework.common.objects.SearchResult;
import org.identityconnectors.framework.common.objects.filter.Filter;
import org.identityconnectors.framework.spi.SearchResultsHandler;

/** A search, whole or one page of it; the cookie of a page is the position of the next one. */
final class MemorySearch {

    private final Realm realm;
    private final Filter filter;
    private final int start;
    private final int pageSize;

    MemorySearch(Realm realm, Filter filter, OperationOptions options) {
        this.realm = realm;
        this.filter = filter;
        this.pageSize = options.getPageSize() == null ? 0 : options.getPageSize();
        String cookie = options.getPagedResultsCookie();
        this.start = cookie == null || cookie.isEmpty() ? 0 : Integer.parseInt(cookie);
    }

    void run(ResultsHandler handler) {
        List<ConnectorObject> matches = matches();
        int end = pageSize > 0 ? Math.min(start + pageSize, matches.size()) : matches.size();
        for (ConnectorObject match : matches.subList(Math.min(start, end), end)) {
            if (!handler.handle(match)) {
                return;
            }
        }
        if (pageSize > 0) {
            int remaining = matches.size() - end;
            String cookie = remaining == 0 ? null : String.valueOf(end);
            ((SearchResultsHandler) handler).handleResult(new SearchResult(cookie, remaining));
        }
    }

    private List<ConnectorObject> matches() {
        List<ConnectorObject> matches = new ArrayList<>();
        for (Account account : realm.living()) {
            ConnectorObject object = account.toConnectorObject();
            if (filter == null || filter.accept(object)) {
                matches.add(object);
            }
        }
        return matches;
    }
}
