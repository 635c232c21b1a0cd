package icfts.bench;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.identityconnectors.framework.api.ConnectorFacade;
import org.identityconnectors.framework.common.objects.Attribute;
import org.identityconnectors.framework.common.objects.AttributeUtil;
import org.identityconnectors.framework.common.objects.ConnectorObject;
import org.identityconnectors.framework.common.objects.ObjectClass;
import org.identityconnectors.framework.common.objects.OperationOptions;
import org.identityconnectors.framework.common.objects.OperationOptionsBuilder;
import org.identityconnectors.framework.common.objects.Uid;

/** One piece of work: a search of so many objects by each caller, or so many gets or creates by all callers together. */
final class Work {

    private final ConnectorFacade facade;
    private final int count;
    private final int callers;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger objects = new AtomicInteger();
    private final AtomicLong sum = new AtomicLong();

    Work(ConnectorFacade facade, int count, int callers) {
        this.facade = facade;
        this.count = count;
        this.callers = callers;
    }

    int objects() {
        return objects.get();
    }

    long sum() {
        return sum.get();
    }

    void run(String name) throws InterruptedException {
        Runnable caller = caller(name);
        AtomicReference<RuntimeException> failure = new AtomicReference<>();
        Thread[] threads = new Thread[callers];
        for (int at = 0; at < callers; at++) {
            threads[at] = new Thread(() -> {
                try {
                    caller.run();
                } catch (RuntimeException e) {
                    failure.compareAndSet(null, e);
                }
            });
            threads[at].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        if (failure.get() != null) {
            throw failure.get();
        }
    }

    private Runnable caller(String name) {
        switch (name) {
            case "search":
                return this::search;
            case "get":
                return () -> each(this::get);
            case "create":
                return () -> each(this::create);
            default:
                throw new IllegalArgumentException("unknown work " + name);
        }
    }

    private void each(java.util.function.IntConsumer call) {
        for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
            call.accept(i);
        }
    }

    private void search() {
        OperationOptions options = new OperationOptionsBuilder().setOption("COUNT", count).build();
        facade.search(ObjectClass.ACCOUNT, null, object -> {
            see(object);
            return true;
        }, options);
    }

    private void get(int i) {
        ConnectorObject object = facade.getObject(ObjectClass.ACCOUNT, new Uid("u" + i), null);
        if (!object.getUid().getUidValue().equals("u" + i)) {
            throw new IllegalStateException("asked for u" + i + ", got " + object.getUid());
        }
        see(object);
    }

    private void create(int i) {
        Set<Attribute> attributes = new HashSet<>(BenchConnector.account(i).getAttributes());
        attributes.removeIf(attribute -> attribute.is(Uid.NAME));
        Uid uid = facade.create(ObjectClass.ACCOUNT, attributes, null);
        if (!uid.getUidValue().equals("u-user" + i + "@example.test")) {
            throw new IllegalStateException("created " + i + ", got " + uid);
        }
        objects.incrementAndGet();
    }

    private void see(ConnectorObject object) {
        objects.incrementAndGet();
        sum.addAndGet(AttributeUtil.getIntegerValue(object.getAttributeByName("employeeNumber"))
                + AttributeUtil.getStringValue(object.getAttributeByName("mail")).length()
                + ((String) object.getAttributeByName("groups").getValue().get(1)).length());
    }
}
