package icfts.interop.client;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs one step after the other and prints a JSON line about each; a failing step is data, not an end. */
final class Steps {

    interface Body {
        void run(Map<String, Object> details) throws Exception;
    }

    private final PrintStream out;

    Steps(PrintStream out) {
        this.out = out;
    }

    /** Tells whether the step succeeded. */
    boolean run(String step, Body body) {
        Map<String, Object> details = new LinkedHashMap<>();
        Map<String, Object> outcome = new LinkedHashMap<>();
        outcome.put("step", step);
        long start = System.nanoTime();
        Throwable thrown = null;
        try {
            body.run(details);
        } catch (Exception | LinkageError e) {
            thrown = e;
        }
        outcome.put("ok", thrown == null);
        outcome.put("millis", (System.nanoTime() - start) / 1_000_000);
        if (thrown != null) {
            outcome.putAll(Failure.describe(thrown));
        }
        outcome.putAll(details);
        print(outcome);
        return thrown == null;
    }

    void skip(String step, String reason) {
        Map<String, Object> outcome = new LinkedHashMap<>();
        outcome.put("step", step);
        outcome.put("ok", false);
        outcome.put("skipped", reason);
        print(outcome);
    }

    private void print(Map<String, Object> outcome) {
        out.println(Json.write(outcome));
        out.flush();
    }
}
