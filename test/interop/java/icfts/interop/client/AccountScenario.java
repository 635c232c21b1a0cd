package icfts.interop.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.identityconnectors.framework.api.ConnectorFacade;
import org.identityconnectors.framework.api.ConnectorInfo;
import org.identityconnectors.framework.common.objects.Attribute;
import org.identityconnectors.framework.common.objects.AttributeBuilder;
import org.identityconnectors.framework.common.objects.AttributeDelta;
import org.identityconnectors.framework.common.objects.ConnectorObject;
import org.identityconnectors.framework.common.objects.ObjectClass;
import org.identityconnectors.framework.common.objects.Schema;
import org.identityconnectors.framework.common.objects.Uid;

/** The life of one account, from its creation to the search for its remains. */
final class AccountScenario {

    private final Session session;
    private final Steps steps;
    private final Arguments arguments;
    private final List<ConnectorFacade> facades = new ArrayList<>();
    private Schema schema;
    private Uid uid;

    AccountScenario(Session session, Steps steps, Arguments arguments) {
        this.session = session;
        this.steps = steps;
        this.arguments = arguments;
    }

    void run() {
        boolean greeted = steps.run("hello", details -> {
            List<ConnectorInfo> infos = session.connectorInfos();
            details.put("connectors", infos.stream().map(HelloScenario::key).collect(Collectors.toList()));
            ConnectorInfo info = session.chosen(infos);
            facades.add(session.facade(info, true));
            facades.add(session.facade(info, false));
        });
        if (!greeted) {
            return;
        }
        ConnectorFacade facade = facades.get(0);
        steps.run("validate", details -> facade.validate());
        steps.run("test", details -> facade.test());
        steps.run("schema", details -> {
            schema = facade.schema();
            SchemaReport.describe(schema, details);
        });
        SyncSteps sync = new SyncSteps(steps, facade);
        sync.takeToken();
        live(facade, new Accounts(schema), sync);
    }

    private void live(ConnectorFacade facade, Accounts accounts, SyncSteps sync) {
        steps.run("create", details -> {
            uid = facade.create(ObjectClass.ACCOUNT, accounts.attributes(arguments.attributes), null);
            describe(uid, details);
        });
        steps.run("createAgain", details ->
                describe(facade.create(ObjectClass.ACCOUNT, accounts.attributes(arguments.attributes), null), details));
        get(facade, "getObject");
        steps.run("getUnknown", details -> describe(facade.getObject(ObjectClass.ACCOUNT,
                new Uid(arguments.options.getOrDefault("unknownUid", "no-such-uid")), null), details));
        new SearchSteps(steps, arguments, facade, facades.get(1)).run();
        update(facade, "update", accounts.attributes(arguments.updates));
        get(facade, "getAfterUpdate");
        updateDelta(facade, accounts.deltas(arguments));
        get(facade, "getAfterDelta");
        update(facade, "disable", Set.of(AttributeBuilder.buildEnabled(false)));
        get(facade, "getAfterDisable");
        sync.syncFromToken();
        onAccount("delete", details -> facade.delete(ObjectClass.ACCOUNT, uid, null));
        get(facade, "getAfterDelete");
        onAccount("deleteAgain", details -> facade.delete(ObjectClass.ACCOUNT, uid, null));
    }

    private void get(ConnectorFacade facade, String step) {
        onAccount(step, details -> describe(facade.getObject(ObjectClass.ACCOUNT, uid, null), details));
    }

    private void update(ConnectorFacade facade, String step, Set<Attribute> changes) {
        if (changes.isEmpty()) {
            steps.skip(step, "no update.NAME=VALUE was given");
            return;
        }
        onAccount(step, details -> {
            Uid updated = facade.update(ObjectClass.ACCOUNT, uid, changes, null);
            uid = updated == null ? uid : updated;
            describe(updated, details);
        });
    }

    private void updateDelta(ConnectorFacade facade, Set<AttributeDelta> changes) {
        if (changes.isEmpty()) {
            steps.skip("updateDelta", "no delta.NAME=VALUE, add.NAME=VALUE or remove.NAME=VALUE was given");
            return;
        }
        onAccount("updateDelta", details -> {
            Set<AttributeDelta> effects = facade.updateDelta(ObjectClass.ACCOUNT, uid, changes, null);
            details.put("sideEffects", effects == null ? null : effects.size());
        });
    }

    private void onAccount(String step, Steps.Body body) {
        if (uid == null) {
            steps.skip(step, "create gave no Uid");
        } else {
            steps.run(step, body);
        }
    }

    private static void describe(Uid found, Map<String, Object> details) {
        details.put("uid", found == null ? null : found.getUidValue());
        details.put("revision", found == null ? null : found.getRevision());
        details.put("nameHint", found == null || found.getNameHint() == null ? null : found.getNameHintValue());
    }

    private static void describe(ConnectorObject object, Map<String, Object> details) {
        details.put("found", object != null);
        if (object != null) {
            details.putAll(Accounts.describe(object));
        }
    }
}
