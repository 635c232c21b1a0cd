package icfts.interop.mirror;

import org.identityconnectors.framework.common.objects.ObjectClass;
import org.identityconnectors.framework.common.objects.OperationOptions;
import org.identityconnectors.framework.common.objects.SyncDeltaBuilder;
import org.identityconnectors.framework.common.objects.SyncDeltaType;
import org.identityconnectors.framework.common.objects.SyncResultsHandler;
import org.identityconnectors.framework.common.objects.SyncToken;
import org.identityconnectors.framework.common.objects.Uid;
import org.identityconnectors.framework.spi.SyncTokenResultsHandler;

/** COUNT deltas of every type in turn (4 unless told), then the caller's own token, or 0 where it has none. */
final class MirrorSync {

    private static final SyncDeltaType[] TYPES = {
        SyncDeltaType.CREATE, SyncDeltaType.UPDATE, SyncDeltaType.CREATE_OR_UPDATE, SyncDeltaType.DELETE };

    private MirrorSync() {
    }

    static void run(ObjectClass type, SyncToken token, SyncResultsHandler handler, OperationOptions options) {
        ObjectClass account = type.is(ObjectClass.ALL_NAME) ? ObjectClass.ACCOUNT : type;
        int count = (int) options.getOptions().getOrDefault("COUNT", 4);
        for (int i = 0; i < count; i++) {
            SyncDeltaType deltaType = TYPES[i % TYPES.length];
            SyncDeltaBuilder delta = new SyncDeltaBuilder().setDeltaType(deltaType).setToken(new SyncToken(i))
                    .setObjectClass(account);
            if (deltaType == SyncDeltaType.DELETE) {
                delta.setUid(new Uid("u" + i));
            } else {
                delta.setObject(MirrorSearch.numbered(account, i));
            }
            if (deltaType == SyncDeltaType.UPDATE) {
                delta.setPreviousUid(new Uid("old-u" + i));
            }
            if (!handler.handle(delta.build())) {
                Journal.stopped(options, i + 1);
                return;
            }
        }
        MirrorConnector.failIfAsked(options);
        if (!type.is("Nothing")) {
            ((SyncTokenResultsHandler) handler).handleResult(token == null ? new SyncToken(0) : token);
        }
    }
}
