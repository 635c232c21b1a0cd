package icfts.interop.memory;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.identityconnectors.common.security.GuardedString;
import org.identityconnectors.framework.common.exceptions.ConnectionFailedException;
import org.identityconnectors.framework.common.exceptions.InvalidAttributeValueException;
import org.identityconnectors.framework.common.exceptions.InvalidPasswordException;
import org.identityconnectors.framework.common.exceptions.PermissionDeniedException;
import org.identityconnectors.framework.common.exceptions.UnknownUidException;
import org.identityconnectors.framework.common.objects.Attribute;
import org.identityconnectors.framework.common.objects.AttributeDelta;
import org.identityconnectors.framework.common.objects.AttributeUtil;
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
import org.identityconnectors.framework.spi.operations.ResolveUsernameOp;
import org.identityconnectors.framework.spi.operations.SchemaOp;
import org.identityconnectors.framework.spi.operations.ScriptOnResourceOp;
import org.identityconnectors.framework.spi.operations.SearchOp;
import org.identityconnectors.framework.spi.operations.SyncOp;
import org.identityconnectors.framework.spi.operations.TestOp;
import org.identityconnectors.framework.spi.operations.UpdateDeltaOp;
import org.identityconnectors.framework.spi.operations.UpdateOp;

/** Accounts in memory: what a Java connector server hosts for the interop tests. */
@ConnectorClass(configurationClass = MemoryConfiguration.class,
        displayNameKey = "memory.connector.display", categoryKey = "memory.connector.category")
public class MemoryConnector implements Connector, SchemaOp, TestOp, CreateOp, SearchOp<Filter>, UpdateOp,
        UpdateDeltaOp, DeleteOp, SyncOp, AuthenticateOp, ResolveUsernameOp, ScriptOnResourceOp,
        DiscoverConfigurationOp {

    private MemoryConfiguration configuration;

    @Override
    public Configuration getConfiguration() {
        return configuration;
    }

    @Override
    public void init(Configuration newConfiguration) {
        configuration = (MemoryConfiguration) newConfiguration;
    }

    @Override
    public void dispose() {
        configuration = null;
    }

    @Override
    public Schema schema() {
        return MemorySchema.build();
    }

    @Override
    public void test() {
        if ("down".equals(configuration.getRealm())) {
            throw new ConnectionFailedException("The realm is down");
        }
    }

    @Override
    public Uid create(ObjectClass objectClass, Set<Attribute> attributes, OperationOptions options) {
        Name name = AttributeUtil.getNameFromAttributes(attributes);
        if (name == null) {
            throw new InvalidAttributeValueException("__NAME__ is missing");
        }
        if (Arrays.asList(configuration.getReservedNames()).contains(name.getNameValue())) {
            throw new InvalidAttributeValueException("The name " + name.getNameValue() + " is reserved");
        }
        return writable(objectClass).add(attributes);
    }

    @Override
    public Uid update(ObjectClass objectClass, Uid uid, Set<Attribute> changes, OperationOptions options) {
        return writable(objectClass).change(uid, account -> changes.forEach(account::replace));
    }

    @Override
    public Set<AttributeDelta> updateDelta(
            ObjectClass objectClass, Uid uid, Set<AttributeDelta> changes, OperationOptions options) {
        writable(objectClass).change(uid, account -> changes.forEach(account::apply));
        return Set.of();
    }

    @Override
    public void delete(ObjectClass objectClass, Uid uid, OperationOptions options) {
        writable(objectClass).remove(uid);
    }

    @Override
    public FilterTranslator<Filter> createFilterTranslator(ObjectClass objectClass, OperationOptions options) {
        return filter -> filter == null ? List.of() : List.of(filter);
    }

    @Override
    public void executeQuery(
            ObjectClass objectClass, Filter filter, ResultsHandler handler, OperationOptions options) {
        new MemorySearch(realm(objectClass), filter, options).run(handler);
    }

    @Override
    public void sync(
            ObjectClass objectClass, SyncToken token, SyncResultsHandler handler, OperationOptions options) {
        MemorySync.run(realm(objectClass), token, handler);
    }

    @Override
    public SyncToken getLatestSyncToken(ObjectClass objectClass) {
        return new SyncToken(realm(objectClass).lastChange());
    }

    @Override
    public Uid authenticate(
            ObjectClass objectClass, String username, GuardedString password, OperationOptions options) {
        Uid uid = resolveUsername(objectClass, username, options);
        if (!realm(objectClass).hasPassword(uid, password)) {
            throw new InvalidPasswordException("The password of " + username + " is another one");
        }
        return uid;
    }

    @Override
    public Uid resolveUsername(ObjectClass objectClass, String username, OperationOptions options) {
        for (Account account : realm(objectClass).living()) {
            if (account.name().equals(username)) {
                return account.uid();
            }
        }
        throw new UnknownUidException("Nobody is named " + username);
    }

    /** The script is the name of one of its arguments: the answer is the argument. */
    @Override
    public Object runScriptOnResource(ScriptContext script, OperationOptions options) {
        return script.getScriptArguments().get(script.getScriptText());
    }

    @Override
    public void testPartialConfiguration() {
        test();
    }

    @Override
    public Map<String, SuggestedValues> discoverConfiguration() {
        return Map.of("realm", SuggestedValuesBuilder.build("north", "south"));
    }

    private Realm writable(ObjectClass objectClass) {
        if (configuration.isReadOnly()) {
            throw new PermissionDeniedException("The realm is read only");
        }
        return realm(objectClass);
    }

    private Realm realm(ObjectClass objectClass) {
        if (!objectClass.is(ObjectClass.ACCOUNT_NAME)) {
            throw new UnsupportedOperationException("Only __ACCOUNT__ is supported, not "
                    + objectClass.getObjectClassValue());
        }
        return Realm.of(configuration);
    }
}
