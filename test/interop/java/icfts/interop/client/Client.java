package icfts.interop.client;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.identityconnectors.common.l10n.CurrentLocale;

/** Talks to a connector server as an identity platform would: with ConnId's released client. */
public final class Client {

    private Client() {
    }

    public static void main(String[] args) {
        PrintStream lines = System.out;
        System.setOut(System.err); // whatever the framework logs must not mix with the steps
        try {
            run(new Arguments(args), new Steps(lines));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n" + Arguments.USAGE);
            System.exit(2);
        }
        System.exit(0); // the framework leaves threads behind
    }

    private static void run(Arguments arguments, Steps steps) {
        Session session = new Session(arguments);
        Map<String, Consumer<String>> scenarios = Map.of(
                "hello", name -> HelloScenario.run(session, steps, name),
                "wrong-key", name -> HelloScenario.run(session, steps, name),
                "salesforce", name -> new AccountScenario(session, steps, arguments).run());
        Consumer<String> scenario = scenarios.get(arguments.scenario);
        if (scenario == null) {
            throw new IllegalArgumentException("unknown scenario " + arguments.scenario);
        }
        CurrentLocale.set(Locale.forLanguageTag(arguments.options.getOrDefault("locale", "en")));
        scenario.accept(arguments.scenario);
    }
}
