package icfts.interop.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.identityconnectors.framework.common.objects.AttributeInfo;
import org.identityconnectors.framework.common.objects.ObjectClassInfo;
import org.identityconnectors.framework.common.objects.OperationOptionInfo;
import org.identityconnectors.framework.common.objects.Schema;

/** A schema, shortened to what a test can compare. */
final class SchemaReport {

    private SchemaReport() {
    }

    static void describe(Schema schema, Map<String, Object> details) {
        Map<String, Object> classes = new TreeMap<>();
        for (ObjectClassInfo info : schema.getObjectClassInfo()) {
            Map<String, Object> attributes = new TreeMap<>();
            info.getAttributeInfo().forEach(attribute -> attributes.put(attribute.getName(), describe(attribute)));
            Map<String, Object> description = new LinkedHashMap<>();
            description.put("container", info.isContainer());
            description.put("auxiliary", info.isAuxiliary());
            description.put("attributeCount", attributes.size());
            description.put("attributes", attributes);
            classes.put(info.getType(), description);
        }
        details.put("objectClasses", classes);

        Map<String, Object> operations = new TreeMap<>();
        schema.getSupportedObjectClassesByOperation().forEach((operation, infos) -> {
            ArrayList<String> names = new ArrayList<>();
            infos.forEach(info -> names.add(info.getType()));
            names.sort(null);
            operations.put(operation.getSimpleName(), names);
        });
        details.put("operations", operations);

        Map<String, Object> options = new TreeMap<>();
        for (OperationOptionInfo option : schema.getOperationOptionInfo()) {
            options.put(option.getName(), option.getType().getSimpleName());
        }
        details.put("options", options);
    }

    private static Map<String, Object> describe(AttributeInfo info) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("type", info.getType().getSimpleName());
        result.put("required", info.isRequired());
        result.put("multiValued", info.isMultiValued());
        result.put("creatable", info.isCreateable());
        result.put("updateable", info.isUpdateable());
        result.put("readable", info.isReadable());
        result.put("returnedByDefault", info.isReturnedByDefault());
        return result;
    }
}
