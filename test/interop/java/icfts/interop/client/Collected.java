package icfts.interop.client;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.identityconnectors.framework.common.objects.ConnectorObject;
import org.identityconnectors.framework.common.objects.SearchResult;
import org.identityconnectors.framework.spi.SearchResultsHandler;

/** Collects what a search delivers, until it has seen enough. */
final class Collected implements SearchResultsHandler {

    private final int limit;
    private final List<ConnectorObject> objects = new ArrayList<>();
    private final Set<String> uids = new HashSet<>();
    private int reportedResults;

    Collected(int limit) {
        this.limit = limit;
    }

    @Override
    public boolean handle(ConnectorObject object) {
        objects.add(object);
        uids.add(object.getUid().getUidValue());
        return objects.size() < limit;
    }

    /** ConnId's own server sends the search result inside the stream as well. */
    @Override
    public void handleResult(SearchResult result) {
        reportedResults++;
    }

    List<ConnectorObject> objects() {
        return objects;
    }

    void describe(Map<String, Object> details) {
        details.put("count", objects.size());
        details.put("distinctUids", uids.size());
        details.put("searchResultsInStream", reportedResults);
    }

    static void describe(SearchResult result, Map<String, Object> details) {
        details.put("searchResult", result != null);
        if (result != null) {
            details.put("cookie", result.getPagedResultsCookie());
            details.put("remaining", result.getRemainingPagedResults());
            details.put("allResultsReturned", result.isAllResultsReturned());
        }
    }
}
