package icfts.interop.client.drive;

import icfts.interop.mirror.Describe;
import java.io.File;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.identityconnectors.common.script.ScriptBuilder;
import org.identityconnectors.common.security.GuardedByteArray;
import org.identityconnectors.common.security.GuardedString;
import org.identityconnectors.framework.api.ConnectorFacade;
import org.identityconnectors.framework.common.objects.Name;
import org.identityconnectors.framework.common.objects.ObjectClass;
import org.identityconnectors.framework.common.objects.OperationOptions;
import org.identityconnectors.framework.common.objects.OperationOptionsBuilder;
import org.identityconnectors.framework.common.objects.QualifiedUid;
import org.identityconnectors.framework.common.objects.SortKey;
import org.identityconnectors.framework.common.objects.Uid;

/** Every kind of operation option: ICF's own, then each value type under a name of the connector's. */
final class OptionGroup {

    private OptionGroup() {
    }

    static void run(Target target) {
        ConnectorFacade facade = target.mirror();
        known().forEach((name, builder) -> send(target, facade, "option/" + name, builder.build()));
        values().forEach((name, value) ->
                send(target, facade, "option value/" + name, Target.options("CUSTOM", value)));
        target.run("option/in a search", () -> {
            StringBuilder got = new StringBuilder();
            facade.search(ObjectClass.ACCOUNT, null, object -> got.append(Describe.of(object)).append('\n') != null,
                    new OperationOptionsBuilder().setAttributesToGet("mail", "__NAME__")
                            .setSortKeys(new SortKey("mail", false)).setScope("subtree").build());
            return List.of(got.toString().split("\n"));
        });
        target.run("option/in getObject", () -> Describe.of(facade.getObject(ObjectClass.ACCOUNT, new Uid("u1"),
                new OperationOptionsBuilder().setAttributesToGet("age").build())));
    }

    private static void send(Target target, ConnectorFacade facade, String scenario, OperationOptions options) {
        target.run(scenario, () -> {
            facade.delete(ObjectClass.ACCOUNT, new Uid("u1"), options);
            return Describe.of(options);
        });
    }

    private static Map<String, OperationOptionsBuilder> known() {
        Map<String, OperationOptionsBuilder> options = new LinkedHashMap<>();
        options.put("none", new OperationOptionsBuilder());
        options.put("SCOPE", new OperationOptionsBuilder().setScope(OperationOptions.SCOPE_ONE_LEVEL));
        options.put("CONTAINER", new OperationOptionsBuilder().setContainer(new QualifiedUid(
                new ObjectClass("OrgUnit"), new Uid("ou=x", "r", new Name("n")))));
        options.put("RUN_AS_USER", new OperationOptionsBuilder().setRunAsUser("root"));
        options.put("RUN_WITH_PASSWORD",
                new OperationOptionsBuilder().setRunWithPassword(new GuardedString("pw".toCharArray())));
        options.put("ATTRS_TO_GET", new OperationOptionsBuilder().setAttributesToGet("b", "a"));
        options.put("empty ATTRS_TO_GET", new OperationOptionsBuilder().setAttributesToGet(new String[0]));
        options.put("RETURN_DEFAULT_ATTRIBUTES", new OperationOptionsBuilder().setReturnDefaultAttributes(true));
        options.put("ALLOW_PARTIAL_RESULTS", new OperationOptionsBuilder().setAllowPartialResults(true));
        options.put("ALLOW_PARTIAL_ATTRIBUTE_VALUES",
                new OperationOptionsBuilder().setAllowPartialAttributeValues(false));
        options.put("PAGED_RESULTS_COOKIE", new OperationOptionsBuilder().setPagedResultsCookie("c\u20ac"));
        options.put("PAGED_RESULTS_OFFSET", new OperationOptionsBuilder().setPagedResultsOffset(7));
        options.put("PAGE_SIZE", new OperationOptionsBuilder().setPageSize(100));
        options.put("SORT_KEYS",
                new OperationOptionsBuilder().setSortKeys(new SortKey("a", true), new SortKey("b", false)));
        return options;
    }

    private static Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("String", "a");
        values.put("Long", Long.MAX_VALUE);
        values.put("Character", 'c');
        values.put("Double", 1.0);
        values.put("Float", 1f);
        values.put("Integer", 1);
        values.put("Boolean", true);
        values.put("URI", URI.create("http://h/x"));
        values.put("File", new File("/tmp/x"));
        values.put("GuardedByteArray", new GuardedByteArray(new byte[] { 1 }));
        values.put("GuardedString", new GuardedString("x".toCharArray()));
        values.put("Script", new ScriptBuilder().setScriptLanguage("groovy").setScriptText("1").build());
        values.put("ObjectClass", ObjectClass.GROUP);
        values.put("Uid", new Uid("u"));
        values.put("QualifiedUid", new QualifiedUid(ObjectClass.GROUP, new Uid("g")));
        values.put("SortKey", new SortKey("a", true));
        values.put("null", null);
        values.put("String[]", new String[] { "a", "b" });
        values.put("empty String[]", new String[0]);
        values.put("Long[]", new Long[] { 1L });
        values.put("long[]", new long[] { 1L });
        values.put("char[]", new char[] { 'c' });
        values.put("double[]", new double[] { 1.0 });
        values.put("float[]", new float[] { 1f });
        values.put("int[]", new int[] { 1 });
        values.put("Integer[]", new Integer[] { 1 });
        values.put("boolean[]", new boolean[] { true });
        values.put("URI[]", new URI[] { URI.create("a:b") });
        values.put("File[]", new File[] { new File("x") });
        values.put("GuardedString[]", new GuardedString[] { new GuardedString("x".toCharArray()) });
        values.put("ObjectClass[]", new ObjectClass[] { ObjectClass.ACCOUNT });
        values.put("Uid[]", new Uid[] { new Uid("u") });
        values.put("QualifiedUid[]", new QualifiedUid[] { new QualifiedUid(ObjectClass.GROUP, new Uid("g")) });
        values.put("SortKey[]", new SortKey[] { new SortKey("a", true) });
        values.put("empty SortKey[]", new SortKey[0]);
        return values;
    }
}
