package icfts.interop.mirror;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.concurrent.CountDownLatch;
import org.identityconnectors.common.l10n.CurrentLocale;
import org.identityconnectors.framework.common.objects.OperationOptions;

/** What the connectors have seen, over all instances; a script reads it. */
final class Journal {

    private static final List<String> ENTRIES = new ArrayList<>();
    private static CountDownLatch gate = new CountDownLatch(1);
    private static int waiting;

    private Journal() {
    }

    static synchronized void add(String operation, Object... arguments) {
        StringJoiner entry = new StringJoiner(", ", operation + "(", ")");
        for (Object argument : arguments) {
            entry.add(Describe.of(argument));
        }
        Locale locale = CurrentLocale.get();
        String caller = String.join("_", locale.getLanguage(), locale.getCountry(), locale.getVariant());
        ENTRIES.add("[" + caller.replaceAll("_+$", "") + "] " + entry);
    }

    static void stopped(OperationOptions options, int count) {
        if (!Boolean.TRUE.equals(options.getOptions().get("QUIET"))) {
            add("stopped", count);
        }
    }

    static synchronized List<String> take() {
        List<String> entries = new ArrayList<>(ENTRIES);
        ENTRIES.clear();
        return entries;
    }

    /** Blocks until a script opens the gate, which closes behind those who waited. */
    static void waitAtGate() {
        CountDownLatch current;
        synchronized (Journal.class) {
            current = gate;
            waiting++;
        }
        try {
            current.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static synchronized int waiting() {
        return waiting;
    }

    static synchronized void openGate() {
        waiting = 0;
        gate.countDown();
        gate = new CountDownLatch(1);
    }
}
