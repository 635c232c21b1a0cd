package icfts.interop.client.drive;

import icfts.interop.mirror.Describe;
import java.io.File;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.identityconnectors.common.security.GuardedByteArray;
import org.identityconnectors.common.security.GuardedString;
import org.identityconnectors.framework.api.ConnectorFacade;
import org.identityconnectors.framework.common.objects.AttributeBuilder;
import org.identityconnectors.framework.common.objects.ConnectorObjectBuilder;
import org.identityconnectors.framework.common.objects.ConnectorObjectIdentification;
import org.identityconnectors.framework.common.objects.ConnectorObjectReference;
import org.identityconnectors.framework.common.objects.Name;
import org.identityconnectors.framework.common.objects.ObjectClass;
import org.identityconnectors.framework.common.objects.QualifiedUid;
import org.identityconnectors.framework.common.objects.ScriptContextBuilder;
import org.identityconnectors.framework.common.objects.SortKey;
import org.identityconnectors.framework.common.objects.SyncToken;
import org.identityconnectors.framework.common.objects.Uid;

/** Every value type to the connector and back: as attribute, as sync token, as argument and result of a script. */
final class ValueGroup {

    private static final ObjectClass STORED = new ObjectClass("Stored");

    private ValueGroup() {
    }

    static void run(Target target) {
        ConnectorFacade facade = target.mirror();
        attributeValues().forEach((name, value) -> {
            attribute(target, facade, name, value instanceof Object[]
                    ? Arrays.asList((Object[]) value) : Arrays.asList(value));
            script(target, facade, name, value instanceof Object[] ? Arrays.asList((Object[]) value) : value);
        });
        attribute(target, facade, "no values", null);
        attribute(target, facade, "empty list", List.of());
        scriptValues().forEach((name, value) -> script(target, facade, name, value));
        target.run("value/made by the connector, in an object", () -> {
            StringBuilder got = new StringBuilder();
            facade.search(new ObjectClass("Widget"), null, object -> {
                object.getAttributes().stream().map(Describe::of).sorted()
                        .forEach(text -> got.append(text).append('\n'));
                return true;
            }, null);
            return List.of(got.toString().split("\n"));
        });
        target.run("value/made by the connector, as result", () -> Describe.of(Target.script(facade, "made")));
        tokens().forEach((name, value) -> target.run("token/" + name, () -> sentAndGot(new SyncToken(value),
                facade.sync(ObjectClass.ACCOUNT, new SyncToken(value), delta -> true, Target.options("COUNT", 0)))));
    }

    private static void attribute(Target target, ConnectorFacade facade, String name, List<?> values) {
        target.run("value/" + name, () -> {
            Uid uid = facade.create(STORED,
                    Set.of(new Name(name), AttributeBuilder.build("value", values)), null);
            return sentAndGot(AttributeBuilder.build("value", values),
                    facade.getObject(STORED, new Uid(uid.getUidValue()), null).getAttributeByName("value"));
        });
    }

    private static void script(Target target, ConnectorFacade facade, String name, Object value) {
        target.run("script value/" + name, () -> sentAndGot(value, ((Map<?, ?>) facade.runScriptOnResource(
                new ScriptContextBuilder("test", "echo").addScriptArgument("value", value).build(), null))
                .get("value")));
    }

    private static Object sentAndGot(Object sent, Object got) {
        return List.of(Describe.of(sent), Describe.of(got));
    }

    private static Map<String, Object> attributeValues() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("String", "text");
        values.put("empty String", "");
        values.put("blank String", " \t\n");
        values.put("Unicode", "Gr\u00fc\u00dfe \u05e9\u05dc\u05d5\u05dd \u4e3b\u6a5f \ud83d\udd11 \u0000 \ufeff");
        values.put("unpaired surrogates", "a\ud83db\udd11c");
        values.put("1 MB String", "\u20ac12345678901234\ud83d\udd11".repeat(65_536));
        values.put("Integer", 42);
        values.put("Integer limits", new Object[] { Integer.MIN_VALUE, Integer.MAX_VALUE, 0, -1 });
        values.put("Long", 42L);
        values.put("Long limits", new Object[] { Long.MIN_VALUE, Long.MAX_VALUE, 0L, 9_007_199_254_740_993L });
        values.put("Double", 2.5);
        values.put("Double that is whole", new Object[] { 2.0, -0.0, 1e300, 4294967296.0 });
        values.put("Double limits", new Object[] { Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY,
            Double.MIN_VALUE, Double.MAX_VALUE });
        values.put("Float", 0.1f);
        values.put("Float limits", new Object[] { Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY,
            Float.MIN_VALUE, Float.MAX_VALUE, 1f, -0f });
        values.put("Boolean", new Object[] { true, false });
        values.put("Byte", new Object[] { (byte) -128, (byte) 127, (byte) 0 });
        values.put("Character", new Object[] { 'x', '\u20ac', '\u0000', ' ' });
        values.put("Character that is half a pair", '\ud83d');
        values.put("byte[]", new byte[] { 0, 1, -1 });
        values.put("empty byte[]", new byte[0]);
        values.put("1 MB byte[]", new byte[1 << 20]);
        values.put("BigDecimal", new Object[] { new BigDecimal("-12345.678"), new BigDecimal("0.000"),
            new BigDecimal(BigInteger.ONE, -40), new BigDecimal("1E+2147483647"),
            new BigDecimal("123456789012345678901234567890.123456789") });
        values.put("BigInteger", new Object[] { new BigInteger("-123456789012345678901234567890"),
            BigInteger.ZERO, BigInteger.ONE.shiftLeft(4000) });
        values.put("ZonedDateTime", new Object[] { ZonedDateTime.parse("2024-02-29T23:59:58.123456789+02:00"),
            ZonedDateTime.parse("2024-07-01T12:00Z"), ZonedDateTime.parse("2024-07-01T12:00:01.5-03:30"),
            ZonedDateTime.parse("0000-01-01T00:00:00Z"), ZonedDateTime.parse("+12345-01-01T00:00:00+18:00"),
            ZonedDateTime.parse("-0001-01-01T00:00:00+01:02:03") });
        values.put("ZonedDateTime of a region",
                ZonedDateTime.of(2024, 7, 1, 12, 0, 0, 0, ZoneId.of("Europe/Vienna")));
        values.put("GuardedString", new Object[] { new GuardedString("p\u00e4ss\ud83d\udd11".toCharArray()),
            new GuardedString(new char[0]), new GuardedString(new char[] { '\ud83d' }) });
        values.put("GuardedByteArray", new Object[] { new GuardedByteArray(new byte[] { 0, -1 }),
            new GuardedByteArray(new byte[0]) });
        values.put("null", null);
        values.put("null among values", new Object[] { "a", null, 1 });
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("list", Arrays.asList(1, 2L, "three", null));
        map.put("map", Map.of("deep", Map.of("er", new GuardedString("x".toCharArray()))));
        map.put("null", null);
        map.put("", "empty key");
        values.put("Map", map);
        values.put("empty Map", Map.of());
        values.put("reference to an identification", new ConnectorObjectReference(new ConnectorObjectIdentification(
                ObjectClass.GROUP, Set.of(new Uid("g1", "r1"), new Name("admins")))));
        values.put("embedded objects", new ConnectorObjectReference(new ConnectorObjectBuilder()
                .setObjectClass(new ObjectClass("Street")).setUid("s1").setName("street")
                .addAttribute("inner", new ConnectorObjectReference(new ConnectorObjectIdentification(
                        new ObjectClass("City"), Set.of(AttributeBuilder.build("zip", "8010", 8010))))).build()));
        return values;
    }

    private static Map<String, Object> scriptValues() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("List", Arrays.asList("a", 1, null, List.of(2L)));
        values.put("Set", Set.of("a", 1));
        values.put("case-insensitive Map", caseInsensitive());
        values.put("Map with object keys", Map.of(5, "five", new ObjectClass("a"), "class"));
        values.put("String[]", new String[] { "a", null, "b" });
        values.put("empty String[]", new String[0]);
        values.put("String[][]", new String[][] { { "a" }, { } });
        values.put("int[]", new int[] { 1, -1 });
        values.put("long[]", new long[] { 1L });
        values.put("double[]", new double[] { 1, 0.5 });
        values.put("float[]", new float[] { 1, 0.5f });
        values.put("boolean[]", new boolean[] { true });
        values.put("char[]", new char[] { 'x' });
        values.put("byte[][]", new byte[][] { { 1 }, { } });
        values.put("Byte[]", new Byte[] { 1 });
        values.put("Integer[]", new Integer[] { 1, null });
        values.put("Object[]", new Object[] { 1, "a", null });
        values.put("Class", String.class);
        values.put("Class of an array", String[].class);
        values.put("Class of a primitive", int.class);
        values.put("URI", URI.create("ldap://h:389/o=x?a=%20b"));
        values.put("File", new File("/tmp/some file"));
        values.put("Locale", new Locale("zh", "TW", "x"));
        values.put("ObjectClass", new ObjectClass("Any"));
        values.put("Uid", new Uid("u", "r", new Name("n")));
        values.put("Name", new Name("n"));
        values.put("Attribute", AttributeBuilder.build("a", 1, 2L));
        values.put("QualifiedUid", new QualifiedUid(ObjectClass.GROUP, new Uid("g")));
        values.put("SortKey", new SortKey("f", false));
        values.put("SyncToken", new SyncToken(5L));
        values.put("ConnectorObject", new ConnectorObjectBuilder().setUid("u").setName("n").build());
        values.put("deep List", deep(50));
        return values;
    }

    private static Object caseInsensitive() {
        Map<String, Object> map = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        map.put("Mixed", 1);
        map.put("other", 2);
        return map;
    }

    private static Object deep(int levels) {
        return levels == 0 ? "bottom" : List.of(deep(levels - 1));
    }

    private static Map<String, Object> tokens() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("Integer", 7);
        values.put("Long", 7L);
        values.put("String", "7");
        values.put("Double", 7.0);
        values.put("BigInteger", BigInteger.TEN);
        values.put("byte[]", new byte[] { 7 });
        values.put("Boolean", true);
        values.put("ZonedDateTime", ZonedDateTime.parse("2024-02-29T23:59:58.123+02:00"));
        return values;
    }
}
