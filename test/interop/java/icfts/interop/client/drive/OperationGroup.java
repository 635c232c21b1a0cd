package icfts.interop.client.drive;

import icfts.interop.mirror.Describe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.identityconnectors.common.security.GuardedString;
import org.identityconnectors.framework.api.ConnectorFacade;
import org.identityconnectors.framework.api.operations.APIOperation;
import org.identityconnectors.framework.common.objects.Attribute;
import org.identityconnectors.framework.common.objects.AttributeBuilder;
import org.identityconnectors.framework.common.objects.AttributeDelta;
import org.identityconnectors.framework.common.objects.AttributeDeltaBuilder;
import org.identityconnectors.framework.common.objects.AttributeInfo;
import org.identityconnectors.framework.common.objects.Name;
import org.identityconnectors.framework.common.objects.ObjectClass;
import org.identityconnectors.framework.common.objects.ObjectClassInfo;
import org.identityconnectors.framework.common.objects.OperationOptionInfo;
import org.identityconnectors.framework.common.objects.Schema;
import org.identityconnectors.framework.common.objects.ScriptContext;
import org.identityconnectors.framework.common.objects.ScriptContextBuilder;
import org.identityconnectors.framework.common.objects.Uid;

/** Every operation, with the arguments that an application may give it. */
final class OperationGroup {

    private static final ObjectClass ACCOUNT = ObjectClass.ACCOUNT;
    private static final Uid UID = new Uid("u1", "rev-0", new Name("first"));

    private OperationGroup() {
    }

    static void run(Target target) {
        ConnectorFacade facade = target.mirror();
        Set<Attribute> changes = Set.of(AttributeBuilder.build("mail", "a@example.test", "b@example.test"));
        target.run("operation/test", () -> {
            facade.test();
            return null;
        });
        target.run("operation/validate", () -> {
            facade.validate();
            return null;
        });
        target.run("operation/schema", () -> describe(facade.schema()));
        target.run("operation/create", () -> Describe.of(facade.create(ACCOUNT, Set.of(new Name("jane"),
                AttributeBuilder.buildPassword("s3cret".toCharArray()), AttributeBuilder.buildEnabled(true)),
                Target.options("RUN_AS_USER", "root"))));
        target.run("operation/create with null options",
                () -> Describe.of(facade.create(ACCOUNT, Set.of(new Name("null options")), null)));
        target.run("operation/create with a Uid", () -> facade.create(
                ACCOUNT, Set.of(new Name("x"), new Uid("u")), null));
        target.run("operation/create of __ALL__", () -> facade.create(ObjectClass.ALL, Set.of(new Name("x")), null));
        target.run("operation/update", () -> Describe.of(facade.update(ACCOUNT, UID, changes, null)));
        target.run("operation/update to null", () -> Describe.of(facade.update(
                ACCOUNT, UID, Set.of(AttributeBuilder.build("mail")), null)));
        target.run("operation/update gives null",
                () -> Describe.of(facade.update(ACCOUNT, new Uid("same"), changes, null)));
        target.run("operation/update renames", () -> Describe.of(facade.update(
                ACCOUNT, UID, Set.of(new Name("renamed")), null)));
        target.run("operation/addAttributeValues",
                () -> Describe.of(facade.addAttributeValues(ACCOUNT, UID, changes, null)));
        target.run("operation/removeAttributeValues",
                () -> Describe.of(facade.removeAttributeValues(ACCOUNT, UID, changes, null)));
        target.run("operation/addAttributeValues of null", () -> facade.addAttributeValues(
                ACCOUNT, UID, Set.of(AttributeBuilder.build("mail")), null));
        target.run("operation/removeAttributeValues of __NAME__", () -> facade.removeAttributeValues(
                ACCOUNT, UID, Set.of(new Name("x")), null));
        target.run("operation/delete", () -> {
            facade.delete(ACCOUNT, UID, null);
            return null;
        });
        target.run("operation/delete of __ALL__", () -> {
            facade.delete(ObjectClass.ALL, UID, null);
            return null;
        });
        target.run("operation/getObject", () -> Describe.of(facade.getObject(
                new ObjectClass("Stored"), new Uid("u-jane", "rev-1"), null)));
        target.run("operation/getObject unknown", () -> Describe.of(facade.getObject(
                new ObjectClass("Stored"), new Uid("nobody"), null)));
        target.run("operation/getLatestSyncToken", () -> Describe.of(facade.getLatestSyncToken(ACCOUNT)));
        target.run("operation/getLatestSyncToken of __ALL__",
                () -> Describe.of(facade.getLatestSyncToken(ObjectClass.ALL)));
        target.run("operation/getLatestSyncToken gives null",
                () -> Describe.of(facade.getLatestSyncToken(new ObjectClass("Nothing"))));
        target.run("operation/authenticate", () -> Describe.of(facade.authenticate(
                ACCOUNT, "jane", new GuardedString("p\u00e4ss\ud83d\udd11".toCharArray()), null)));
        target.run("operation/resolveUsername",
                () -> Describe.of(facade.resolveUsername(ACCOUNT, "jane", Target.options("A", 1))));
        ScriptContext script = new ScriptContextBuilder("groovy", "some text").addScriptArgument("one", 1).build();
        target.run("operation/runScriptOnConnector",
                () -> Describe.of(facade.runScriptOnConnector(script, Target.options("B", true))));
        target.run("operation/runScriptOnResource",
                () -> Describe.of(facade.runScriptOnResource(script, null)));
        target.run("operation/testPartialConfiguration", () -> {
            facade.testPartialConfiguration();
            return null;
        });
        target.run("operation/discoverConfiguration", () -> Describe.of(facade.discoverConfiguration()));
        target.run("operation/livesync", () -> {
            facade.livesync(ACCOUNT, delta -> true, null);
            return null;
        });
        deltas(target, facade);
    }

    private static void deltas(Target target, ConnectorFacade facade) {
        delta(target, facade, "replace", AttributeDeltaBuilder.build("mail", "a", "b"));
        delta(target, facade, "replace by nothing", AttributeDeltaBuilder.build("mail", List.of()));
        delta(target, facade, "without values", AttributeDeltaBuilder.build("mail"));
        delta(target, facade, "add", AttributeDeltaBuilder.build("mail", List.of("a"), null));
        delta(target, facade, "remove", AttributeDeltaBuilder.build("mail", null, List.of("b", 5L)));
        delta(target, facade, "add and remove", AttributeDeltaBuilder.build("mail", List.of("a"), List.of("b")));
        delta(target, facade, "add a null", AttributeDeltaBuilder.build("mail", Arrays.asList("a", null), null));
        delta(target, facade, "password", AttributeDeltaBuilder.buildPassword("s3cret".toCharArray()));
        delta(target, facade, "enabled", AttributeDeltaBuilder.buildEnabled(false));
        delta(target, facade, "__UID__", AttributeDeltaBuilder.build("__UID__", "x"));
        delta(target, facade, "__NAME__", AttributeDeltaBuilder.build("__NAME__", "renamed"));
        target.run("delta/two at once, quietly", () -> Describe.of(facade.updateDelta(ACCOUNT, new Uid("quiet"),
                Set.of(AttributeDeltaBuilder.build("a", 1), AttributeDeltaBuilder.build("b", 2)), null)));
    }

    private static void delta(Target target, ConnectorFacade facade, String name, AttributeDelta delta) {
        target.run("delta/" + name, () -> Describe.of(facade.updateDelta(ACCOUNT, UID, Set.of(delta), null)));
    }

    private static Object describe(Schema schema) {
        Set<String> facts = new TreeSet<>();
        for (ObjectClassInfo info : schema.getObjectClassInfo()) {
            String type = info.getType();
            facts.add(String.format("class %s container %b auxiliary %b embedded %b",
                    type, info.isContainer(), info.isAuxiliary(), info.isEmbedded()));
            for (AttributeInfo attribute : info.getAttributeInfo()) {
                facts.add(String.join(" | ", type + "." + attribute.getName(), attribute.getType().getSimpleName(),
                        new TreeSet<>(attribute.getFlags()).toString(), attribute.getNativeName(),
                        attribute.getSubtype(), attribute.getReferencedObjectClassName(),
                        attribute.getRoleInReference()));
            }
        }
        for (OperationOptionInfo option : schema.getOperationOptionInfo()) {
            facts.add("option " + option.getName() + " " + option.getType().getSimpleName());
        }
        schema.getSupportedObjectClassesByOperation().forEach((operation, infos) -> infos.forEach(info ->
                facts.add("supported " + name(operation) + " " + info.getType())));
        schema.getSupportedOptionsByOperation().forEach((operation, infos) -> infos.forEach(info ->
                facts.add("option for " + name(operation) + " " + info.getName())));
        return new ArrayList<>(facts);
    }

    private static String name(Class<? extends APIOperation> operation) {
        return operation.getSimpleName();
    }
}
