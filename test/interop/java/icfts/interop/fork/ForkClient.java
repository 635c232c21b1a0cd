package icfts.interop.fork;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.identityconnectors.common.l10n.CurrentLocale;
import org.identityconnectors.common.security.GuardedString;
import org.identityconnectors.framework.api.APIConfiguration;
import org.identityconnectors.framework.api.ConnectorFacade;
import org.identityconnectors.framework.api.ConnectorFacadeFactory;
import org.identityconnectors.framework.api.ConnectorInfo;
import org.identityconnectors.framework.api.ConnectorInfoManager;
import org.identityconnectors.framework.api.ConnectorInfoManagerFactory;
import org.identityconnectors.framework.api.ConnectorKey;
import org.identityconnectors.framework.api.RemoteFrameworkConnectionInfo;
import org.identityconnectors.framework.common.objects.Attribute;
import org.identityconnectors.framework.common.objects.AttributeBuilder;
import org.identityconnectors.framework.common.objects.AttributeInfo;
import org.identityconnectors.framework.common.objects.AttributeUtil;
import org.identityconnectors.framework.common.objects.ConnectorObject;
import org.identityconnectors.framework.common.objects.Name;
import org.identityconnectors.framework.common.objects.ObjectClass;
import org.identityconnectors.framework.common.objects.ObjectClassInfo;
import org.identityconnectors.framework.common.objects.OperationOptionsBuilder;
import org.identityconnectors.framework.common.objects.ResultsHandler;
import org.identityconnectors.framework.common.objects.Schema;
import org.identityconnectors.framework.common.objects.SearchResult;
import org.identityconnectors.framework.common.objects.SyncToken;
import org.identityconnectors.framework.common.objects.Uid;
import org.identityconnectors.framework.common.objects.filter.Filter;
import org.identityconnectors.framework.common.objects.filter.FilterBuilder;
import org.identityconnectors.framework.impl.api.remote.RemoteWrappedException;

/** What a platform on the OpenICF fork does with a connector server: one line NAME=OUTCOME for each step. */
public final class ForkClient {

    private static final int TIMEOUT_MILLIS = 20_000;
    private static final ObjectClass ACCOUNT = ObjectClass.ACCOUNT;

    private ConnectorFacade facade;
    private SyncToken token;
    private Uid uid;

    private ForkClient() {
    }

    interface Step {
        Object run() throws Exception;
    }

    public static void main(String[] args) {
        CurrentLocale.set(Locale.ENGLISH);
        new ForkClient().run(args);
    }

    private void run(String[] args) {
        RemoteFrameworkConnectionInfo server = new RemoteFrameworkConnectionInfo(args[0], Integer.parseInt(args[1]),
                new GuardedString(args[2].toCharArray()), false, null, TIMEOUT_MILLIS);
        ConnectorKey key = new ConnectorKey(args[3], args[4], args[5]);
        step("hello", () -> {
            ConnectorInfoManager manager = ConnectorInfoManagerFactory.getInstance().getRemoteManager(server);
            ConnectorInfo info = manager.findConnectorInfo(key);
            if (info == null) {
                return "not among " + manager.getConnectorInfos().size();
            }
            APIConfiguration configuration = info.createDefaultAPIConfiguration();
            for (int i = 6; i < args.length; i++) {
                int equals = args[i].indexOf('=');
                configuration.getConfigurationProperties()
                        .setPropertyValue(args[i].substring(0, equals), args[i].substring(equals + 1));
            }
            configuration.getResultsHandlerConfiguration().setEnableFilteredResultsHandler(false);
            facade = ConnectorFacadeFactory.getInstance().newInstance(configuration);
            return names(configuration.getSupportedOperations());
        });
        if (facade != null) {
            live();
        }
    }

    private void live() {
        step("validate", () -> {
            facade.validate();
            return "ok";
        });
        step("test", () -> {
            facade.test();
            return "ok";
        });
        step("schema", () -> describe(facade.schema()));
        step("token", () -> {
            token = facade.getLatestSyncToken(ACCOUNT);
            return token == null ? null : token.getValue();
        });
        step("create", () -> {
            uid = facade.create(ACCOUNT, account(), null);
            return uid.getUidValue();
        });
        step("createAgain", () -> facade.create(ACCOUNT, account(), null));
        step("get", () -> text(facade.getObject(ACCOUNT, uid, null)));
        step("getUnknown", () -> text(facade.getObject(ACCOUNT, new Uid("nobody"), null)));
        step("search", () -> search(FilterBuilder.equalTo(new Name("fork")), null).size());
        step("searchAll", () -> search(null, null).size());
        step("searchPaged", () -> {
            SearchResult result = facade.search(ACCOUNT, null, new ArrayList<ConnectorObject>()::add,
                    new OperationOptionsBuilder().setPageSize(2).build());
            return (result.getPagedResultsCookie() != null) + " " + result.getRemainingPagedResults();
        });
        step("update", () -> facade.update(ACCOUNT, uid, Set.of(AttributeBuilder.buildEnabled(false)), null)
                .getUidValue());
        step("getUpdated", () -> text(facade.getObject(ACCOUNT, uid, null)));
        step("sync", () -> {
            List<String> deltas = new ArrayList<>();
            SyncToken last = facade.sync(ACCOUNT, token, delta -> {
                deltas.add(delta.getDeltaType() + " " + delta.getUid().getUidValue().equals(uid.getUidValue()));
                return true;
            }, null);
            return deltas + " " + (last != null);
        });
        step("delete", () -> {
            facade.delete(ACCOUNT, uid, null);
            return "ok";
        });
        step("deleteAgain", () -> {
            facade.delete(ACCOUNT, uid, null);
            return "ok";
        });
    }

    private static Set<Attribute> account() {
        return Set.of(new Name("fork"), AttributeBuilder.build("sn", "Fork"),
                AttributeBuilder.buildPassword("s3cret".toCharArray()));
    }

    private List<ConnectorObject> search(Filter filter, OperationOptionsBuilder options) {
        List<ConnectorObject> found = new ArrayList<>();
        ResultsHandler handler = found::add;
        facade.search(ACCOUNT, filter, handler, options == null ? null : options.build());
        return found;
    }

    private static String text(ConnectorObject object) {
        if (object == null) {
            return null;
        }
        Attribute enabled = object.getAttributeByName("__ENABLE__");
        Attribute created = object.getAttributeByName("created");
        return object.getName().getNameValue()
                + " " + (enabled == null ? null : AttributeUtil.getBooleanValue(enabled))
                + " " + (created == null ? null : AttributeUtil.getSingleValue(created).getClass().getSimpleName());
    }

    private static String describe(Schema schema) {
        ObjectClassInfo account = schema.findObjectClassInfo(ObjectClass.ACCOUNT_NAME);
        Set<String> attributes = new TreeSet<>();
        for (AttributeInfo info : account.getAttributeInfo()) {
            attributes.add(info.getName() + ":" + info.getType().getSimpleName());
        }
        return attributes + " " + names(schema.getSupportedObjectClassesByOperation().keySet());
    }

    private static Set<String> names(Set<? extends Class<?>> classes) {
        return classes.stream().map(Class::getSimpleName).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String nameOf(Throwable failure) {
        String name = failure instanceof RemoteWrappedException
                ? ((RemoteWrappedException) failure).getExceptionClass() : failure.getClass().getName();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static void step(String name, Step step) {
        String outcome;
        try {
            outcome = String.valueOf(step.run());
        } catch (Exception | LinkageError failure) {
            outcome = "! " + nameOf(failure) + ": " + failure.getMessage();
        }
        System.out.println(name + "=" + outcome.replace('\n', ' '));
    }
}
