package icfts.interop.client.drive;

import static org.identityconnectors.framework.common.objects.filter.FilterBuilder.and;
import static org.identityconnectors.framework.common.objects.filter.FilterBuilder.contains;
import static org.identityconnectors.framework.common.objects.filter.FilterBuilder.containsAllValues;
import static org.identityconnectors.framework.common.objects.filter.FilterBuilder.endsWith;
import static org.identityconnectors.framework.common.objects.filter.FilterBuilder.equalTo;
import static org.identityconnectors.framework.common.objects.filter.FilterBuilder.equalsIgnoreCase;
import static org.identityconnectors.framework.common.objects.filter.FilterBuilder.greaterThan;
import static org.identityconnectors.framework.common.objects.filter.FilterBuilder.greaterThanOrEqualTo;
import static org.identityconnectors.framework.common.objects.filter.FilterBuilder.lessThan;
import static org.identityconnectors.framework.common.objects.filter.FilterBuilder.lessThanOrEqualTo;
import static org.identityconnectors.framework.common.objects.filter.FilterBuilder.not;
import static org.identityconnectors.framework.common.objects.filter.FilterBuilder.or;
import static org.identityconnectors.framework.common.objects.filter.FilterBuilder.startsWith;

import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.identityconnectors.framework.api.ConnectorFacade;
import org.identityconnectors.framework.common.objects.Attribute;
import org.identityconnectors.framework.common.objects.AttributeBuilder;
import org.identityconnectors.framework.common.objects.Name;
import org.identityconnectors.framework.common.objects.ObjectClass;
import org.identityconnectors.framework.common.objects.Uid;
import org.identityconnectors.framework.common.objects.filter.Filter;

/** Every kind of filter, as the connector sees it, and which objects the server lets through. */
final class FilterGroup {

    private FilterGroup() {
    }

    static void run(Target target) {
        filters().forEach((name, filter) -> target.run("filter/" + name, () -> {
            TreeSet<String> uids = new TreeSet<>();
            target.mirror().search(new ObjectClass("Filtered"), filter, object -> {
                uids.add(object.getUid().getUidValue());
                return true;
            }, null);
            return uids;
        }));
        ConnectorFacade unfiltered = target.facade(Target.MIRROR, configuration ->
                configuration.getResultsHandlerConfiguration().setEnableFilteredResultsHandler(false));
        target.run("filter/left to the connector", () -> {
            TreeSet<String> uids = new TreeSet<>();
            unfiltered.search(new ObjectClass("Filtered"), equalTo(new Uid("f1")), object -> {
                uids.add(object.getUid().getUidValue());
                return true;
            }, null);
            return uids;
        });
    }

    private static Map<String, Filter> filters() {
        Attribute level = AttributeBuilder.build("level", 20);
        Attribute tag = AttributeBuilder.build("tags", "b", "c");
        Map<String, Filter> filters = new LinkedHashMap<>();
        filters.put("none", null);
        filters.put("equals", equalTo(level));
        filters.put("equals another type", equalTo(AttributeBuilder.build("level", 20L)));
        filters.put("equals a Uid", equalTo(new Uid("f2", "rev", new Name("hint"))));
        filters.put("equals a Name", equalTo(new Name("Anna")));
        filters.put("equals many values", equalTo(tag));
        filters.put("equals null", equalTo(AttributeBuilder.build("nothing")));
        filters.put("equalsIgnoreCase", equalsIgnoreCase(new Name("ANNA")));
        filters.put("contains", contains(new Name("er")));
        filters.put("startsWith", startsWith(new Name("CL")));
        filters.put("endsWith", endsWith(new Name("a")));
        filters.put("greaterThan", greaterThan(level));
        filters.put("greaterThanOrEqual", greaterThanOrEqualTo(level));
        filters.put("lessThan", lessThan(level));
        filters.put("lessThanOrEqual", lessThanOrEqualTo(level));
        filters.put("greaterThan of a date", greaterThan(AttributeBuilder.build(
                "missing", ZonedDateTime.parse("2024-07-01T12:00Z"))));
        filters.put("containsAllValues", containsAllValues(tag));
        filters.put("not", not(equalTo(level)));
        filters.put("and", and(containsAllValues(AttributeBuilder.build("tags", "c")), not(equalTo(level))));
        filters.put("or", or(equalTo(new Uid("f1")), equalTo(new Uid("f3"))));
        filters.put("and of three", and(endsWith(new Name("a")), lessThan(level), startsWith(new Name("A"))));
        filters.put("or of three",
                or(equalTo(new Uid("f1")), equalTo(new Uid("f2")), equalTo(new Uid("f3"))));
        filters.put("nested deeply", nested(equalTo(level), 40));
        filters.put("on an attribute nobody has", equalTo(AttributeBuilder.build("missing", "x")));
        return filters;
    }

    private static Filter nested(Filter filter, int levels) {
        return levels == 0 ? filter : not(and(nested(filter, levels - 1), equalTo(AttributeBuilder.build("l", levels))));
    }
}
