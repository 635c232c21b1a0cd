package icfts.interop.client.drive;

import java.util.concurrent.atomic.AtomicInteger;
import icfts.interop.client.Failure;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.identityconnectors.common.security.GuardedString;
import org.identityconnectors.framework.api.ConnectorFacade;
import org.identityconnectors.framework.common.objects.AttributeBuilder;
import org.identityconnectors.framework.common.objects.AttributeDeltaBuilder;
import org.identityconnectors.framework.common.objects.Name;
import org.identityconnectors.framework.common.objects.ObjectClass;
import org.identityconnectors.framework.common.objects.OperationOptions;
import org.identityconnectors.framework.common.objects.ScriptContextBuilder;
import org.identityconnectors.framework.common.objects.Uid;

/** Every exception, thrown by each operation and before, in the middle and at the end of a search and a sync. */
final class FailureGroup {

    private static final String[] NAMES = { "AlreadyExistsException", "ConfigurationException",
        "ConnectionBrokenException", "ConnectionFailedException", "ConnectorIOException", "PasswordExpiredException",
        "InvalidPasswordException", "UnknownUidException", "InvalidCredentialException", "PermissionDeniedException",
        "ConnectorSecurityException", "OperationTimeoutException", "InvalidAttributeValueException",
        "PreconditionFailedException", "PreconditionRequiredException", "RetryableException", "ConnectorException",
        "IllegalArgumentException", "UnsupportedOperationException", "HouseException", "ForeignError",
        "null:ConnectorException", "null:UnknownUidException" };

    private FailureGroup() {
    }

    static void run(Target target) {
        ConnectorFacade facade = target.mirror();
        ObjectClass account = ObjectClass.ACCOUNT;
        for (String name : NAMES) {
            target.run("failure/" + name, () -> facade.create(
                    account, Set.of(new Name("x")), Target.options("FAIL", name)));
            search(target, facade, name, "before", 0, 3);
            search(target, facade, name, "in the middle", 250, 450);
            search(target, facade, name, "at the end", 200, 200);
        }
        Map<String, Callable<Object>> operations = operations(facade, Target.options("FAIL", "RetryableException"));
        operations.forEach((name, call) -> target.run("failure/of " + name, call));
    }

    private static void search(
            Target target, ConnectorFacade facade, String name, String when, int failAt, int count) {
        target.runUnseen("failure/" + name + " " + when, () -> {
            AtomicInteger seen = new AtomicInteger();
            Map<String, Object> outcome = new LinkedHashMap<>();
            try {
                facade.search(ObjectClass.ACCOUNT, null, object -> seen.incrementAndGet() > 0,
                        Target.options("FAIL", name, "FAIL_AT", failAt, "COUNT", count));
            } catch (RuntimeException e) {
                outcome.putAll(Failure.describe(e));
            }
            outcome.put("objects", seen.get());
            return outcome;
        });
    }

    private static Map<String, Callable<Object>> operations(ConnectorFacade facade, OperationOptions options) {
        ObjectClass account = ObjectClass.ACCOUNT;
        Uid uid = new Uid("u1");
        Map<String, Callable<Object>> operations = new LinkedHashMap<>();
        operations.put("authenticate",
                () -> facade.authenticate(account, "a", new GuardedString("b".toCharArray()), options));
        operations.put("resolveUsername", () -> facade.resolveUsername(account, "a", options));
        operations.put("update",
                () -> facade.update(account, uid, Set.of(AttributeBuilder.build("a", 1)), options));
        operations.put("addAttributeValues",
                () -> facade.addAttributeValues(account, uid, Set.of(AttributeBuilder.build("a", 1)), options));
        operations.put("removeAttributeValues",
                () -> facade.removeAttributeValues(account, uid, Set.of(AttributeBuilder.build("a", 1)), options));
        operations.put("updateDelta",
                () -> facade.updateDelta(account, uid, Set.of(AttributeDeltaBuilder.build("a", 1)), options));
        operations.put("delete", () -> {
            facade.delete(account, uid, options);
            return null;
        });
        operations.put("getObject", () -> facade.getObject(account, uid, options));
        operations.put("sync", () -> facade.sync(account, null, delta -> true, options));
        operations.put("runScriptOnConnector",
                () -> facade.runScriptOnConnector(new ScriptContextBuilder("test", "x").build(), options));
        operations.put("runScriptOnResource",
                () -> facade.runScriptOnResource(new ScriptContextBuilder("test", "x").build(), options));
        return operations;
    }
}
