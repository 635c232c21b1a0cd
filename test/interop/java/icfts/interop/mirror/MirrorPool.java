package icfts.interop.mirror;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.identityconnectors.framework.common.exceptions.ConnectionBrokenException;
import org.identityconnectors.framework.common.objects.Attribute;
import org.identityconnectors.framework.common.objects.ObjectClass;
import org.identityconnectors.framework.common.objects.OperationOptions;
import org.identityconnectors.framework.common.objects.ScriptContext;
import org.identityconnectors.framework.common.objects.Uid;
import org.identityconnectors.framework.spi.Configuration;
import org.identityconnectors.framework.spi.ConnectorClass;
import org.identityconnectors.framework.spi.PoolableConnector;
import org.identityconnectors.framework.spi.operations.ScriptOnConnectorOp;
import org.identityconnectors.framework.spi.operations.TestOp;
import org.identityconnectors.framework.spi.operations.UpdateOp;

/** Poolable, with few operations: update but no updateDelta. */
@ConnectorClass(configurationClass = MirrorConfiguration.class, displayNameKey = "pool.display")
public class MirrorPool implements PoolableConnector, TestOp, UpdateOp, ScriptOnConnectorOp {

    private static final AtomicInteger MADE = new AtomicInteger();

    private static final Set<Integer> DEAD = ConcurrentHashMap.newKeySet();

    private final int number = MADE.incrementAndGet();
    private MirrorConfiguration configuration;

    @Override
    public Configuration getConfiguration() {
        return configuration;
    }

    @Override
    public void init(Configuration newConfiguration) {
        configuration = (MirrorConfiguration) newConfiguration;
    }

    @Override
    public void dispose() {
        // nothing is held
    }

    @Override
    public void checkAlive() {
        if (configuration.getHost().equals("dying") && DEAD.contains(number)) {
            throw new ConnectionBrokenException("This one is dead");
        }
    }

    @Override
    public void test() {
        if (configuration.getHost().startsWith("gate")) {
            Journal.waitAtGate();
        }
    }

    @Override
    public Uid update(ObjectClass type, Uid uid, Set<Attribute> attributes, OperationOptions options) {
        Journal.add("update", type, uid, attributes, options);
        return uid;
    }

    @Override
    public Object runScriptOnConnector(ScriptContext script, OperationOptions options) {
        if (script.getScriptText().equals("die")) {
            DEAD.add(number);
        }
        return number;
    }
}
