package icfts.interop.memory;

import org.identityconnectors.framework.common.objects.AttributeInfoBuilder;
import org.identityconnectors.framework.common.objects.Name;
import org.identityconnectors.framework.common.objects.ObjectClass;
import org.identityconnectors.framework.common.objects.ObjectClassInfoBuilder;
import org.identityconnectors.framework.common.objects.OperationOptionInfoBuilder;
import org.identityconnectors.framework.common.objects.OperationalAttributeInfos;
import org.identityconnectors.framework.common.objects.Schema;
import org.identityconnectors.framework.common.objects.SchemaBuilder;
import org.identityconnectors.framework.spi.operations.SearchOp;

final class MemorySchema {

    private MemorySchema() {
    }

    static Schema build() {
        ObjectClassInfoBuilder account = new ObjectClassInfoBuilder();
        account.setType(ObjectClass.ACCOUNT_NAME);
        account.addAttributeInfo(Name.INFO);
        account.addAttributeInfo(OperationalAttributeInfos.PASSWORD);
        account.addAttributeInfo(OperationalAttributeInfos.ENABLE);
        account.addAttributeInfo(AttributeInfoBuilder.build("mail", String.class));
        account.addAttributeInfo(AttributeInfoBuilder.build("level", Integer.class));
        account.addAttributeInfo(new AttributeInfoBuilder("groups", String.class).setMultiValued(true).build());

        SchemaBuilder schema = new SchemaBuilder(MemoryConnector.class);
        schema.defineObjectClass(account.build());
        schema.defineOperationOption(OperationOptionInfoBuilder.buildAttributesToGet(), SearchOp.class);
        schema.defineOperationOption(OperationOptionInfoBuilder.buildPageSize(), SearchOp.class);
        schema.defineOperationOption(OperationOptionInfoBuilder.buildPagedResultsCookie(), SearchOp.class);
        return schema.build();
    }
}
