package icfts.interop.client;

import java.util.stream.Collectors;
import org.identityconnectors.framework.api.ConnectorFacade;
import org.identityconnectors.framework.common.objects.ConnectorObject;
import org.identityconnectors.framework.common.objects.Name;
import org.identityconnectors.framework.common.objects.ObjectClass;
import org.identityconnectors.framework.common.objects.OperationOptions;
import org.identityconnectors.framework.common.objects.OperationOptionsBuilder;
import org.identityconnectors.framework.common.objects.SearchResult;
import org.identityconnectors.framework.common.objects.filter.Filter;
import org.identityconnectors.framework.common.objects.filter.FilterBuilder;

/** Searches of every shape that a platform sends. */
final class SearchSteps {

    private static final int MAX_PAGES = 10_000;

    private final Steps steps;
    private final Arguments arguments;
    private final ConnectorFacade facade;
    private final ConnectorFacade unfiltered;

    SearchSteps(Steps steps, Arguments arguments, ConnectorFacade facade, ConnectorFacade unfiltered) {
        this.steps = steps;
        this.arguments = arguments;
        this.facade = facade;
        this.unfiltered = unfiltered;
    }

    void run() {
        steps.run("searchByName", details -> {
            Filter filter = FilterBuilder.equalTo(new Name(arguments.attributes.get(Name.NAME)));
            Collected found = new Collected(Integer.MAX_VALUE);
            SearchResult result = facade.search(ObjectClass.ACCOUNT, filter, found, null);
            found.describe(details);
            Collected.describe(result, details);
            details.put("objects", found.objects().stream().map(Accounts::describe).collect(Collectors.toList()));
        });
        searchUntil("searchAll", Integer.MAX_VALUE);
        searchUntil("searchStopped", arguments.option("stopAfter", 5));
        steps.run("searchAttributesToGet", details -> {
            OperationOptions options = new OperationOptionsBuilder().setAttributesToGet(Name.NAME).build();
            Collected found = new Collected(1);
            facade.search(ObjectClass.ACCOUNT, null, found, options);
            details.put("names", found.objects().stream().map(ConnectorObject::getAttributes)
                    .flatMap(attributes -> attributes.stream().map(attribute -> attribute.getName()))
                    .sorted().collect(Collectors.toList()));
        });
        steps.run("searchPaged", details -> {
            Collected found = new Collected(Integer.MAX_VALUE);
            int pages = 0;
            String cookie = null;
            do {
                SearchResult result = unfiltered.search(ObjectClass.ACCOUNT, null, found, page(cookie));
                Collected.describe(result, details);
                cookie = result == null ? null : result.getPagedResultsCookie();
                pages++;
            } while (cookie != null && !cookie.isEmpty() && pages < MAX_PAGES);
            found.describe(details);
            details.put("pages", pages);
        });
        steps.run("searchPagePlainHandler", details -> {
            Collected found = new Collected(Integer.MAX_VALUE);
            unfiltered.search(ObjectClass.ACCOUNT, null, object -> found.handle(object), page(null));
            found.describe(details);
        });
    }

    private void searchUntil(String step, int limit) {
        steps.run(step, details -> {
            Collected found = new Collected(limit);
            SearchResult result = facade.search(ObjectClass.ACCOUNT, null, found, null);
            found.describe(details);
            Collected.describe(result, details);
        });
    }

    private OperationOptions page(String cookie) {
        OperationOptionsBuilder options =
                new OperationOptionsBuilder().setPageSize(arguments.option("pageSize", 100));
        if (cookie != null) {
            options.setPagedResultsCookie(cookie);
        }
        return options.build();
    }
}
