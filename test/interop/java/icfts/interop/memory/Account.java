package icfts.interop.memory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.identityconnectors.common.security.GuardedString;
import org.identityconnectors.framework.common.objects.Attribute;
import org.identityconnectors.framework.common.objects.AttributeDelta;
import org.identityconnectors.framework.common.objects.ConnectorObject;
import org.identityconnectors.framework.common.objects.ConnectorObjectBuilder;
import org.identityconnectors.framework.common.objects.Name;
import org.identityconnectors.framework.common.objects.ObjectClass;
import org.identityconnectors.framework.common.objects.OperationalAttributes;
import org.identityconnectors.framework.common.objects.Uid;

/** One account of a realm. Its realm guards it against concurrent use. */
final class Account {

    private final String id;
    private final Map<String, List<Object>> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private int changed;
    private boolean deleted;

    Account(String id, Collection<Attribute> attributes) {
        this.id = id;
        values.put(OperationalAttributes.ENABLE_NAME, List.of(true));
        attributes.forEach(this::replace);
    }

    void replace(Attribute attribute) {
        put(attribute.getName(), attribute.getValue());
    }

    void apply(AttributeDelta delta) {
        if (delta.getValuesToReplace() != null) {
            put(delta.getName(), delta.getValuesToReplace());
            return;
        }
        Set<Object> merged = new LinkedHashSet<>(values.getOrDefault(delta.getName(), List.of()));
        if (delta.getValuesToRemove() != null) {
            merged.removeAll(delta.getValuesToRemove());
        }
        if (delta.getValuesToAdd() != null) {
            merged.addAll(delta.getValuesToAdd());
        }
        put(delta.getName(), new ArrayList<>(merged));
    }

    private void put(String name, List<Object> newValues) {
        if (newValues == null || newValues.isEmpty()) {
            values.remove(name);
        } else {
            values.put(name, newValues);
        }
    }

    void markChanged(int number) {
        changed = number;
    }

    void markDeleted(int number) {
        changed = number;
        deleted = true;
    }

    boolean isDeleted() {
        return deleted;
    }

    int changeNumber() {
        return changed;
    }

    String name() {
        return (String) values.get(Name.NAME).get(0);
    }

    boolean hasPassword(GuardedString password) {
        return values.getOrDefault(OperationalAttributes.PASSWORD_NAME, List.of()).contains(password);
    }

    Uid uid() {
        return new Uid(id, "r" + changed);
    }

    /** The account as the outside sees it: without its password. */
    ConnectorObject toConnectorObject() {
        ConnectorObjectBuilder object = new ConnectorObjectBuilder().setObjectClass(ObjectClass.ACCOUNT);
        object.setUid(uid());
        object.setName(name());
        values.forEach((name, list) -> {
            if (!name.equals(Name.NAME) && !name.equals(OperationalAttributes.PASSWORD_NAME)) {
                object.addAttribute(name, list);
            }
        });
        return object.build();
    }
}
