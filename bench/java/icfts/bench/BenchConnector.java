package icfts.bench;

import java.util.List;
import java.util.Set;
import org.identityconnectors.framework.common.objects.Attribute;
import org.identityconnectors.framework.common.objects.AttributeUtil;
import org.identityconnectors.framework.common.objects.ConnectorObject;
import org.identityconnectors.framework.common.objects.ConnectorObjectBuilder;
import org.identityconnectors.framework.common.objects.ObjectClass;
import org.identityconnectors.framework.common.objects.OperationOptions;
import org.identityconnectors.framework.common.objects.ResultsHandler;
import org.identityconnectors.framework.common.objects.Uid;
import org.identityconnectors.framework.common.objects.filter.EqualsFilter;
import org.identityconnectors.framework.common.objects.filter.Filter;
import org.identityconnectors.framework.common.objects.filter.FilterTranslator;
import org.identityconnectors.framework.spi.AbstractConfiguration;
import org.identityconnectors.framework.spi.Configuration;
import org.identityconnectors.framework.spi.Connector;
import org.identityconnectors.framework.spi.ConnectorClass;
import org.identityconnectors.framework.spi.operations.CreateOp;
import org.identityconnectors.framework.spi.operations.SearchOp;

/** Accounts of 15 attributes, made anew on every call: bench/accounts.mjs in Java. */
@ConnectorClass(configurationClass = BenchConnector.Settings.class, displayNameKey = "accounts")
public class BenchConnector implements Connector, CreateOp, SearchOp<Filter> {

    private Configuration configuration;

    @Override
    public Configuration getConfiguration() {
        return configuration;
    }

    @Override
    public void init(Configuration given) {
        configuration = given;
    }

    @Override
    public void dispose() {
        configuration = null;
    }

    @Override
    public Uid create(ObjectClass type, Set<Attribute> attributes, OperationOptions options) {
        return new Uid("u-" + AttributeUtil.getNameFromAttributes(attributes).getNameValue());
    }

    @Override
    public FilterTranslator<Filter> createFilterTranslator(ObjectClass type, OperationOptions options) {
        return filter -> filter == null ? List.of() : List.of(filter);
    }

    @Override
    public void executeQuery(ObjectClass type, Filter filter, ResultsHandler handler, OperationOptions options) {
        if (filter instanceof EqualsFilter) {
            String uid = AttributeUtil.getStringValue(((EqualsFilter) filter).getAttribute());
            handler.handle(account(Integer.parseInt(uid.substring(1))));
            return;
        }
        Object wanted = options.getOptions().get("COUNT");
        int count = wanted == null ? 1000 : (Integer) wanted;
        for (int i = 0; i < count; i++) {
            if (!handler.handle(account(i))) {
                return;
            }
        }
    }

    static ConnectorObject account(int i) {
        return new ConnectorObjectBuilder()
                .setObjectClass(ObjectClass.ACCOUNT)
                .setUid("u" + i)
                .setName("user" + i + "@example.test")
                .addAttribute("givenName", "Given" + i)
                .addAttribute("familyName", "Family" + i)
                .addAttribute("mail", "user" + i + "@example.test")
                .addAttribute("title", "Engineer")
                .addAttribute("department", "Department " + i % 40)
                .addAttribute("company", "Example Incorporated")
                .addAttribute("phone", "+43 1 " + i)
                .addAttribute("city", "Graz")
                .addAttribute("country", "AT")
                .addAttribute("employeeNumber", i)
                .addAttribute("__ENABLE__", i % 10 != 0)
                .addAttribute("groups", "staff", "group" + i % 100)
                .addAttribute("modified", 1_700_000_000_000L + i)
                .build();
    }

    /** Nothing to set. */
    public static class Settings extends AbstractConfiguration {
        @Override
        public void validate() {
            // every configuration is valid
        }
    }
}
