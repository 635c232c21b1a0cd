package icfts.interop.mirror;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.identityconnectors.common.security.GuardedByteArray;
import org.identityconnectors.common.security.GuardedString;
import org.identityconnectors.framework.common.objects.AttributeBuilder;
import org.identityconnectors.framework.common.objects.ConnectorObject;
import org.identityconnectors.framework.common.objects.ConnectorObjectBuilder;
import org.identityconnectors.framework.common.objects.ConnectorObjectIdentification;
import org.identityconnectors.framework.common.objects.ConnectorObjectReference;
import org.identityconnectors.framework.common.objects.Name;
import org.identityconnectors.framework.common.objects.ObjectClass;
import org.identityconnectors.framework.common.objects.Uid;

/** Values that the connector itself makes, of every type; their twins are in widgets.ts. */
final class Widgets {

    private Widgets() {
    }

    static Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("text", "Grüße \u20ac \ud83d\udd11 \u0000");
        values.put("integer", -1);
        values.put("long", Long.MIN_VALUE);
        values.put("small long", 5L);
        values.put("double", 2.0);
        values.put("nan", Double.NaN);
        values.put("infinity", Double.NEGATIVE_INFINITY);
        values.put("minus zero", -0.0);
        values.put("float", 0.1f);
        values.put("boolean", false);
        values.put("byte", (byte) -128);
        values.put("bytes", new byte[] { 0, 1, -1 });
        values.put("character", '\u20ac');
        values.put("decimal", new BigDecimal(new BigInteger("-12345678901234567890"), -3));
        values.put("big", new BigInteger("123456789012345678901234567890"));
        values.put("when", ZonedDateTime.parse("2024-02-29T23:59:58.123456789+02:00"));
        values.put("guarded", new GuardedString("p\u00e4ss\ud83d\udd11".toCharArray()));
        values.put("guarded bytes", new GuardedByteArray(new byte[] { 1, 2, 3 }));
        Map<String, Object> nested = new LinkedHashMap<>();
        nested.put("list", Arrays.asList(1, 2L, null, Map.of("deep", "er")));
        nested.put("null", null);
        values.put("map", nested);
        values.put("reference", new ConnectorObjectReference(new ConnectorObjectIdentification(
                ObjectClass.GROUP, Set.of(new Uid("g1"), new Name("admins")))));
        values.put("embedded", new ConnectorObjectReference(new ConnectorObjectBuilder()
                .setObjectClass(new ObjectClass("Street")).setUid("s1").setName("street")
                .addAttribute("inner", new ConnectorObjectReference(new ConnectorObjectIdentification(
                        new ObjectClass("City"), Set.of(AttributeBuilder.build("zip", "8010"))))).build()));
        return values;
    }

    static ConnectorObject object() {
        ConnectorObjectBuilder object = new ConnectorObjectBuilder().setObjectClass(new ObjectClass("Widget"))
                .setUid(new Uid("w1", "7", new Name("hinted"))).setName("widget");
        values().forEach((name, value) -> object.addAttribute(AttributeBuilder.build(name, value)));
        object.addAttribute(AttributeBuilder.build("no values"));
        object.addAttribute(AttributeBuilder.build("empty list", List.of()));
        object.addAttribute(AttributeBuilder.build("null value", Arrays.asList((Object) null)));
        object.addAttribute(AttributeBuilder.build("many", 1, "two", 3L));
        return object.build();
    }

    static List<ConnectorObject> filtered() {
        return List.of(filtered("f1", "Anna", 10, "a", "b"), filtered("f2", "bert", 20, "b", "c"),
                filtered("f3", "CLARA", 30, "c"));
    }

    private static ConnectorObject filtered(String uid, String name, int level, String... tags) {
        return new ConnectorObjectBuilder().setObjectClass(new ObjectClass("Filtered")).setUid(uid).setName(name)
                .addAttribute("level", level).addAttribute("tags", (Object[]) tags).build();
    }
}
