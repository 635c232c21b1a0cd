package icfts.interop.mirror;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Set;
import org.identityconnectors.common.security.GuardedByteArray;
import org.identityconnectors.common.security.GuardedString;
import org.identityconnectors.framework.common.objects.AttributeInfo.Flags;
import org.identityconnectors.framework.common.objects.AttributeInfoBuilder;
import org.identityconnectors.framework.common.objects.ConnectorObjectReference;
import org.identityconnectors.framework.common.objects.Name;
import org.identityconnectors.framework.common.objects.ObjectClassInfo;
import org.identityconnectors.framework.common.objects.ObjectClassInfoBuilder;
import org.identityconnectors.framework.common.objects.OperationOptionInfoBuilder;
import org.identityconnectors.framework.common.objects.Schema;
import org.identityconnectors.framework.common.objects.SchemaBuilder;
import org.identityconnectors.framework.spi.operations.SearchOp;
import org.identityconnectors.framework.spi.operations.SyncOp;

/** Attributes of every type and with every flag. */
final class MirrorSchema {

    private static final Class<?>[] TYPES = { String.class, Long.class, long.class, Character.class, char.class,
        Double.class, double.class, Float.class, float.class, Integer.class, int.class, Boolean.class, boolean.class,
        Byte.class, byte.class, byte[].class, BigDecimal.class, BigInteger.class, GuardedString.class,
        GuardedByteArray.class, Map.class, ZonedDateTime.class };

    private MirrorSchema() {
    }

    static Schema build() {
        SchemaBuilder builder = new SchemaBuilder(MirrorConnector.class);
        builder.defineObjectClass(account());
        ObjectClassInfoBuilder unit = new ObjectClassInfoBuilder().setType("OrgUnit").setEmbedded(true);
        unit.setContainer(true);
        ObjectClassInfo info = unit.build();
        builder.defineObjectClass(info, SearchOp.class);
        ObjectClassInfoBuilder extra = new ObjectClassInfoBuilder().setType("Extra");
        extra.setAuxiliary(true);
        builder.defineObjectClass(extra.build());
        builder.defineOperationOption(OperationOptionInfoBuilder.buildPageSize(), SearchOp.class);
        builder.defineOperationOption(OperationOptionInfoBuilder.buildAttributesToGet(), SearchOp.class, SyncOp.class);
        builder.defineOperationOption(OperationOptionInfoBuilder.build("COUNT", Integer.class), SearchOp.class);
        return builder.build();
    }

    private static ObjectClassInfo account() {
        ObjectClassInfoBuilder account = new ObjectClassInfoBuilder().setType("__ACCOUNT__");
        account.addAttributeInfo(AttributeInfoBuilder.build(Name.NAME, String.class, Set.of(Flags.REQUIRED)));
        for (Class<?> type : TYPES) {
            account.addAttributeInfo(AttributeInfoBuilder.build("of " + type.getSimpleName(), type));
        }
        for (Flags flag : Flags.values()) {
            Set<Flags> flags = flag == Flags.NOT_READABLE
                    ? Set.of(flag, Flags.NOT_RETURNED_BY_DEFAULT) : Set.of(flag);
            account.addAttributeInfo(AttributeInfoBuilder.build("with " + flag, String.class, flags));
        }
        account.addAttributeInfo(AttributeInfoBuilder.define("mail").setNativeName("rfc822Mailbox")
                .setSubtype("__STRING_CASE_IGNORE__").build());
        account.addAttributeInfo(AttributeInfoBuilder.define("memberOf", ConnectorObjectReference.class)
                .setMultiValued(true).setReferencedObjectClassName("__GROUP__").setRoleInReference("__SUBJECT__")
                .build());
        return account.build();
    }
}
