package icfts.interop.mirror;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.identityconnectors.common.security.GuardedString;
import org.identityconnectors.framework.common.exceptions.ConnectionFailedException;
import org.identityconnectors.framework.common.objects.Attribute;
import org.identityconnectors.framework.common.objects.AttributeDelta;
import org.identityconnectors.framework.common.objects.AttributeUtil;
import org.identityconnectors.framework.common.objects.ConnectorObject;
import org.identityconnectors.framework.common.objects.LiveSyncResultsHandler;
import org.identityconnectors.framework.common.objects.Name;
import org.identityconnectors.framework.common.objects.ObjectClass;
import org.identityconnectors.framework.common.objects.OperationOptions;
import org.identityconnectors.framework.common.objects.ResultsHandler;
import org.identityconnectors.framework.common.objects.Schema;
import org.identityconnectors.framework.common.objects.ScriptContext;
import org.identityconnectors.framework.common.objects.SuggestedValues;
import org.identityconnectors.framework.common.objects.SuggestedValuesBuilder;
import org.identityconnectors.framework.common.objects.SyncResultsHandler;
import org.identityconnectors.framework.common.objects.SyncToken;
import org.identityconnectors.framework.common.objects.Uid;
import org.identityconnectors.framework.common.objects.filter.Filter;
import org.identityconnectors.framework.common.objects.filter.FilterTranslator;
import org.identityconnectors.framework.spi.Configuration;
import org.identityconnectors.framework.spi.Connector;
import org.identityconnectors.framework.spi.ConnectorClass;
import org.identityconnectors.framework.spi.operations.AuthenticateOp;
import org.identityconnectors.framework.spi.operations.CreateOp;
import org.identityconnectors.framework.spi.operations.DeleteOp;
import org.identityconnectors.framework.spi.operations.DiscoverConfigurationOp;
import org.identityconnectors.framework.spi.operations.LiveSyncOp;
import org.identityconnectors.framework.spi.operations.ResolveUsernameOp;
import org.identityconnectors.framework.spi.operations.SchemaOp;
import org.identityconnectors.framework.spi.operations.ScriptOnConnectorOp;
import org.identityconnectors.framework.spi.operations.ScriptOnResourceOp;
import org.identityconnectors.framework.spi.operations.SearchOp;
import org.identityconnectors.framework.spi.operations.SyncOp;
import org.identityconnectors.framework.spi.operations.TestOp;
import org.identityconnectors.framework.spi.operations.UpdateAttributeValuesOp;
import org.identityconnectors.framework.spi.operations.UpdateDeltaOp;

/** Writes down what it is asked, and answers what the caller can foretell. Its twin is mirror-connector.ts. */
@ConnectorClass(configurationClass = MirrorConfiguration.class,
        displayNameKey = "mirror.display", categoryKey = "mirror.category")
public class MirrorConnector implements Connector, AuthenticateOp, ResolveUsernameOp, CreateOp, DeleteOp,
        SearchOp<Filter>, UpdateAttributeValuesOp, UpdateDeltaOp, SchemaOp, TestOp, ScriptOnConnectorOp,
        ScriptOnResourceOp, SyncOp, LiveSyncOp, DiscoverConfigurationOp {

    private static final Map<String, Set<Attribute>> STORED = new ConcurrentHashMap<>();

    private MirrorConfiguration configuration;

    @Override
    public Configuration getConfiguration() {
        return configuration;
    }

    @Override
    public void init(Configuration newConfiguration) {
        configuration = (MirrorConfiguration) newConfiguration;
    }

    @Override
    public void dispose() {
        // nothing is held
    }

    @Override
    public Uid authenticate(ObjectClass type, String username, GuardedString password, OperationOptions options) {
        Journal.add("authenticate", type, username, password, options);
        failIfAsked(options);
        return new Uid("u-" + username);
    }

    @Override
    public Uid resolveUsername(ObjectClass type, String username, OperationOptions options) {
        Journal.add("resolveUsername", type, username, options);
        failIfAsked(options);
        return new Uid("u-" + username);
    }

    @Override
    public Uid create(ObjectClass type, Set<Attribute> attributes, OperationOptions options) {
        Journal.add("create", type, attributes, options);
        failIfAsked(options);
        Name name = AttributeUtil.getNameFromAttributes(attributes);
        String uid = "u-" + name.getNameValue();
        STORED.put(uid, attributes);
        return new Uid(uid, "rev-1");
    }

    @Override
    public void delete(ObjectClass type, Uid uid, OperationOptions options) {
        Journal.add("delete", type, uid, options);
        failIfAsked(options);
    }

    @Override
    public Uid update(ObjectClass type, Uid uid, Set<Attribute> attributes, OperationOptions options) {
        return updated("update", type, uid, attributes, options);
    }

    @Override
    public Uid addAttributeValues(ObjectClass type, Uid uid, Set<Attribute> attributes, OperationOptions options) {
        return updated("addAttributeValues", type, uid, attributes, options);
    }

    @Override
    public Uid removeAttributeValues(
            ObjectClass type, Uid uid, Set<Attribute> attributes, OperationOptions options) {
        return updated("removeAttributeValues", type, uid, attributes, options);
    }

    private static Uid updated(
            String operation, ObjectClass type, Uid uid, Set<Attribute> attributes, OperationOptions options) {
        Journal.add(operation, type, uid, attributes, options);
        failIfAsked(options);
        return uid.getUidValue().equals("same") ? null : new Uid(uid.getUidValue(), new Name("hinted"));
    }

    /** Tells all changes back as its side effects. */
    @Override
    public Set<AttributeDelta> updateDelta(
            ObjectClass type, Uid uid, Set<AttributeDelta> changes, OperationOptions options) {
        Journal.add("updateDelta", type, uid, changes, options);
        failIfAsked(options);
        return uid.getUidValue().equals("quiet") ? null : new HashSet<>(changes);
    }

    @Override
    public FilterTranslator<Filter> createFilterTranslator(ObjectClass type, OperationOptions options) {
        return filter -> filter == null ? List.of() : List.of(filter);
    }

    @Override
    public void executeQuery(ObjectClass type, Filter filter, ResultsHandler handler, OperationOptions options) {
        Journal.add("search", type, filter, options);
        if (type.is("Stored")) {
            STORED.forEach((uid, attributes) -> {
                Set<Attribute> all = new HashSet<>(attributes);
                all.add(new Uid(uid, "rev-1"));
                handler.handle(new ConnectorObject(type, all));
            });
        } else {
            MirrorSearch.run(type, handler, options);
        }
    }

    @Override
    public Schema schema() {
        Journal.add("schema");
        return MirrorSchema.build();
    }

    @Override
    public void test() {
        Journal.add("test");
        if ("down".equals(configuration.getHost())) {
            throw new ConnectionFailedException("It's down");
        }
        if (configuration.getHost().startsWith("gate")) {
            Journal.waitAtGate();
        }
    }

    @Override
    public Object runScriptOnConnector(ScriptContext script, OperationOptions options) {
        return MirrorScript.run("runScriptOnConnector", script, options, configuration.values());
    }

    @Override
    public Object runScriptOnResource(ScriptContext script, OperationOptions options) {
        return MirrorScript.run("runScriptOnResource", script, options, configuration.values());
    }

    @Override
    public void sync(ObjectClass type, SyncToken token, SyncResultsHandler handler, OperationOptions options) {
        Journal.add("sync", type, token, options);
        MirrorSync.run(type, token, handler, options);
    }

    @Override
    public SyncToken getLatestSyncToken(ObjectClass type) {
        Journal.add("getLatestSyncToken", type);
        return type.is("Nothing") ? null : new SyncToken(9_007_199_254_740_993L);
    }

    @Override
    public void livesync(ObjectClass type, LiveSyncResultsHandler handler, OperationOptions options) {
        Journal.add("livesync", type, options);
    }

    @Override
    public void testPartialConfiguration() {
        Journal.add("testPartialConfiguration");
    }

    @Override
    public Map<String, SuggestedValues> discoverConfiguration() {
        Journal.add("discoverConfiguration");
        return Map.of(
                "host", SuggestedValuesBuilder.buildOpen("a.example.test", "b.example.test"),
                "primitiveInt", SuggestedValuesBuilder.build(389, 636),
                "boxedLong", SuggestedValuesBuilder.build(List.of()));
    }

    static void failIfAsked(OperationOptions options) {
        Object failure = options.getOptions().get("FAIL");
        if (failure != null) {
            throw MirrorFailures.of((String) failure);
        }
    }
}
