package icfts.interop.client;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.identityconnectors.framework.common.objects.Attribute;
import org.identityconnectors.framework.common.objects.AttributeBuilder;
import org.identityconnectors.framework.common.objects.AttributeDelta;
import org.identityconnectors.framework.common.objects.AttributeDeltaBuilder;
import org.identityconnectors.framework.common.objects.AttributeInfo;
import org.identityconnectors.framework.common.objects.ConnectorObject;
import org.identityconnectors.framework.common.objects.ObjectClass;
import org.identityconnectors.framework.common.objects.ObjectClassInfo;
import org.identityconnectors.framework.common.objects.Schema;

/** Between the text of the command line and attributes, typed by the schema of the account class. */
final class Accounts {

    private final Map<String, AttributeInfo> infos = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    Accounts(Schema schema) {
        ObjectClassInfo account =
                schema == null ? null : schema.findObjectClassInfo(ObjectClass.ACCOUNT_NAME);
        if (account != null) {
            account.getAttributeInfo().forEach(info -> infos.put(info.getName(), info));
        }
    }

    Set<Attribute> attributes(Map<String, String> given) {
        Set<Attribute> result = new HashSet<>();
        given.forEach((name, text) -> result.add(text.isEmpty()
                ? AttributeBuilder.build(name)
                : AttributeBuilder.build(name, values(name, text))));
        return result;
    }

    Set<AttributeDelta> deltas(Arguments arguments) {
        Set<AttributeDelta> result = new HashSet<>();
        arguments.replaces.forEach((name, text) ->
                result.add(AttributeDeltaBuilder.build(name, values(name, text))));
        Set<String> changed = new HashSet<>(arguments.adds.keySet());
        changed.addAll(arguments.removes.keySet());
        for (String name : changed) {
            result.add(AttributeDeltaBuilder.build(
                    name, valuesOrNull(name, arguments.adds), valuesOrNull(name, arguments.removes)));
        }
        return result;
    }

    private List<Object> valuesOrNull(String name, Map<String, String> given) {
        return given.containsKey(name) ? values(name, given.get(name)) : null;
    }

    private List<Object> values(String name, String text) {
        AttributeInfo info = infos.get(name);
        Class<?> type = info == null ? String.class : info.getType();
        List<Object> values = new ArrayList<>();
        for (String part : info != null && info.isMultiValued() ? Text.split(text) : new String[] { text }) {
            values.add(Text.parse(part, type));
        }
        return values;
    }

    /** Values as strings, and beside them the Java type of each attribute's first value. */
    static Map<String, Object> describe(ConnectorObject object) {
        Map<String, Object> attributes = new TreeMap<>();
        Map<String, Object> types = new TreeMap<>();
        for (Attribute attribute : object.getAttributes()) {
            List<Object> values = attribute.getValue();
            List<String> texts = new ArrayList<>();
            if (values != null) {
                values.forEach(value -> texts.add(value == null ? null : String.valueOf(value)));
            }
            attributes.put(attribute.getName(), values == null ? null : texts);
            if (!texts.isEmpty() && values.get(0) != null) {
                types.put(attribute.getName(), values.get(0).getClass().getSimpleName());
            }
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("objectClass", object.getObjectClass().getObjectClassValue());
        result.put("uid", object.getUid().getUidValue());
        result.put("revision", object.getUid().getRevision());
        result.put("name", object.getName().getNameValue());
        result.put("attributes", attributes);
        result.put("types", types);
        return result;
    }
}
