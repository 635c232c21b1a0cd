package icfts.interop.mirror;

import java.util.ArrayList;
import java.util.List;
import org.identityconnectors.common.script.Script;
import org.identityconnectors.framework.common.objects.Attribute;
import org.identityconnectors.framework.common.objects.AttributeDelta;
import org.identityconnectors.framework.common.objects.BaseConnectorObject;
import org.identityconnectors.framework.common.objects.ConnectorObject;
import org.identityconnectors.framework.common.objects.ConnectorObjectReference;
import org.identityconnectors.framework.common.objects.Name;
import org.identityconnectors.framework.common.objects.ObjectClass;
import org.identityconnectors.framework.common.objects.OperationOptions;
import org.identityconnectors.framework.common.objects.QualifiedUid;
import org.identityconnectors.framework.common.objects.ScriptContext;
import org.identityconnectors.framework.common.objects.SearchResult;
import org.identityconnectors.framework.common.objects.SortKey;
import org.identityconnectors.framework.common.objects.SuggestedValues;
import org.identityconnectors.framework.common.objects.SyncDelta;
import org.identityconnectors.framework.common.objects.SyncToken;
import org.identityconnectors.framework.common.objects.Uid;
import org.identityconnectors.framework.common.objects.filter.AttributeFilter;
import org.identityconnectors.framework.common.objects.filter.CompositeFilter;
import org.identityconnectors.framework.common.objects.filter.Filter;
import org.identityconnectors.framework.common.objects.filter.NotFilter;

/** The part of Describe that knows ICF's own objects. */
final class DescribeObjects {

    private DescribeObjects() {
    }

    static String of(Object value) {
        if (value instanceof Attribute) {
            return attribute((Attribute) value);
        }
        if (value instanceof ObjectClass) {
            return "ObjectClass(" + ((ObjectClass) value).getObjectClassValue() + ")";
        }
        if (value instanceof BaseConnectorObject) {
            BaseConnectorObject object = (BaseConnectorObject) value;
            return (value instanceof ConnectorObject ? "Object(" : "Identification(") + part(object.getObjectClass())
                    + Describe.sorted("{", Describe.each(object.getAttributes()), "}") + ")";
        }
        if (value instanceof Filter) {
            return filter((Filter) value);
        }
        if (value instanceof OperationOptions) {
            return "Options" + Describe.of(((OperationOptions) value).getOptions());
        }
        return record(value);
    }

    private static String record(Object value) {
        if (value instanceof ConnectorObjectReference) {
            return record("Reference", ((ConnectorObjectReference) value).getValue());
        }
        if (value instanceof QualifiedUid) {
            return record("QualifiedUid", ((QualifiedUid) value).getObjectClass(), ((QualifiedUid) value).getUid());
        }
        if (value instanceof SortKey) {
            return record("SortKey", ((SortKey) value).getField(), ((SortKey) value).isAscendingOrder());
        }
        if (value instanceof SyncToken) {
            return record("SyncToken", ((SyncToken) value).getValue());
        }
        if (value instanceof SyncDelta) {
            SyncDelta delta = (SyncDelta) value;
            return record("SyncDelta", delta.getDeltaType().name(), delta.getToken(), delta.getPreviousUid(),
                    delta.getObjectClass(), delta.getUid(), delta.getObject());
        }
        if (value instanceof AttributeDelta) {
            AttributeDelta delta = (AttributeDelta) value;
            return record("Delta", delta.getName(), delta.getValuesToAdd(), delta.getValuesToRemove(),
                    delta.getValuesToReplace());
        }
        if (value instanceof SearchResult) {
            SearchResult result = (SearchResult) value;
            return record("SearchResult", result.getPagedResultsCookie(), result.getRemainingPagedResults());
        }
        if (value instanceof SuggestedValues) {
            SuggestedValues values = (SuggestedValues) value;
            return record("Suggested", values.getValues(),
                    values.getOpenness() == null ? null : values.getOpenness().name());
        }
        if (value instanceof ScriptContext) {
            ScriptContext script = (ScriptContext) value;
            return record("ScriptContext", script.getScriptLanguage(), script.getScriptText(),
                    script.getScriptArguments());
        }
        if (value instanceof Script) {
            return record("Script", ((Script) value).getScriptLanguage(), ((Script) value).getScriptText());
        }
        throw new IllegalArgumentException("No description is known for " + value.getClass().getName());
    }

    private static String record(String name, Object... parts) {
        List<String> texts = new ArrayList<>();
        for (Object part : parts) {
            texts.add(part(part));
        }
        return name + "(" + String.join(", ", texts) + ")";
    }

    private static String part(Object value) {
        return Describe.of(value);
    }

    private static String attribute(Attribute attribute) {
        if (attribute instanceof Uid) {
            Uid uid = (Uid) attribute;
            return record("Uid", uid.getUidValue(), uid.getRevision(), uid.getNameHint());
        }
        if (attribute instanceof Name) {
            return record("Name", ((Name) attribute).getNameValue());
        }
        return attribute.getName() + "=" + Describe.of(attribute.getValue());
    }

    private static String filter(Filter filter) {
        String name = filter.getClass().getSimpleName().replace("Filter", "");
        String kind = Character.toLowerCase(name.charAt(0)) + name.substring(1);
        if (filter instanceof CompositeFilter) {
            return record(kind, ((CompositeFilter) filter).getLeft(), ((CompositeFilter) filter).getRight());
        }
        if (filter instanceof NotFilter) {
            return record(kind, ((NotFilter) filter).getFilter());
        }
        return record(kind, ((AttributeFilter) filter).getAttribute());
    }
}
