package icfts.interop.memory;

import org.identityconnectors.framework.common.objects.ObjectClass;
import org.identityconnectors.framework.common.objects.SyncDeltaBuilder;
import org.identityconnectors.framework.common.objects.SyncDeltaType;
import org.identityconnectors.framework.common.objects.SyncResultsHandler;
import org.identityconnectors.framework.common.objects.SyncToken;
import org.identityconnectors.framework.spi.SyncTokenResultsHandler;

final class MemorySync {

    private MemorySync() {
    }

    static void run(Realm realm, SyncToken token, SyncResultsHandler handler) {
        int last = token == null ? 0 : (Integer) token.getValue();
        for (Account account : realm.changedSince(last)) {
            last = account.changeNumber();
            SyncDeltaBuilder delta = new SyncDeltaBuilder().setToken(new SyncToken(last));
            if (account.isDeleted()) {
                delta.setDeltaType(SyncDeltaType.DELETE).setUid(account.uid()).setObjectClass(ObjectClass.ACCOUNT);
            } else {
                delta.setDeltaType(SyncDeltaType.CREATE_OR_UPDATE).setObject(account.toConnectorObject());
            }
            if (!handler.handle(delta.build())) {
                return;
            }
        }
        ((SyncTokenResultsHandler) handler).handleResult(new SyncToken(last));
    }
}
