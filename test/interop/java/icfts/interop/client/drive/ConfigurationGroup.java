package icfts.interop.client.drive;

import static icfts.interop.client.drive.Target.set;

import icfts.interop.mirror.Describe;
import java.io.File;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.identityconnectors.common.script.ScriptBuilder;
import org.identityconnectors.common.security.GuardedByteArray;
import org.identityconnectors.common.security.GuardedString;
import org.identityconnectors.framework.api.APIConfiguration;
import org.identityconnectors.framework.api.ConnectorFacade;

/** The configuration that reaches the connector. */
final class ConfigurationGroup {

    private ConfigurationGroup() {
    }

    static void run(Target target) {
        arrives(target, "defaults", configuration -> { });
        arrives(target, "every type", ConfigurationGroup::everyType);
        arrives(target, "everything null that may be", configuration -> {
            for (String name : new String[] { "boxedInt", "boxedLong", "uri", "secret", "script", "texts" }) {
                set(configuration, name, null);
            }
        });
        arrives(target, "empty arrays", configuration -> {
            set(configuration, "texts", new String[0]);
            set(configuration, "numbers", new int[0]);
        });
        arrives(target, "NaN", configuration -> set(configuration, "boxedDouble", Double.NaN));
        target.run("configuration/invalid", () -> {
            target.facade(Target.MIRROR, configuration -> set(configuration, "host", "invalid")).test();
            return null;
        });
        target.run("configuration/invalid, by validate", () -> {
            target.facade(Target.MIRROR, configuration -> set(configuration, "host", "invalid")).validate();
            return null;
        });
        target.run("configuration/connector's test fails", () -> {
            target.facade(Target.MIRROR, configuration -> set(configuration, "host", "down")).test();
            return null;
        });
    }

    private static void arrives(Target target, String name, Consumer<APIConfiguration> edit) {
        target.run("configuration/" + name, () -> {
            ConnectorFacade facade = target.facade(Target.MIRROR, edit);
            Map<?, ?> values = (Map<?, ?>) Target.script(facade, "configuration");
            values.values().removeIf(value -> value == null);
            return List.of(Describe.of(values).replaceAll("[{}]", "").split(", (?=\")"));
        });
    }

    private static void everyType(APIConfiguration configuration) {
        set(configuration, "host", "h\u20ac\ud83d\udd11");
        set(configuration, "primitiveInt", Integer.MIN_VALUE);
        set(configuration, "boxedInt", 5);
        set(configuration, "primitiveLong", Long.MIN_VALUE);
        set(configuration, "boxedLong", 5L);
        set(configuration, "primitiveDouble", 5.0);
        set(configuration, "boxedDouble", Double.MIN_VALUE);
        set(configuration, "primitiveFloat", 5f);
        set(configuration, "boxedFloat", 0.1f);
        set(configuration, "primitiveBoolean", false);
        set(configuration, "boxedBoolean", true);
        set(configuration, "primitiveChar", '\u20ac');
        set(configuration, "boxedChar", '\u0000');
        set(configuration, "uri", URI.create("ldaps://h:636/"));
        set(configuration, "file", new File("/tmp/x"));
        set(configuration, "secret", new GuardedString("p\u00e4ss".toCharArray()));
        set(configuration, "secretBytes", new GuardedByteArray(new byte[] { 1, -1 }));
        set(configuration, "script", new ScriptBuilder().setScriptLanguage("groovy").setScriptText("x").build());
        set(configuration, "texts", new String[] { "a", "", "b" });
        set(configuration, "numbers", new int[] { 1, -1 });
        set(configuration, "longs", new Long[] { 1L, Long.MAX_VALUE });
        set(configuration, "secrets", new GuardedString[] { new GuardedString("s".toCharArray()) });
        set(configuration, "uris", new URI[] { URI.create("a:b") });
        set(configuration, "flags", new boolean[] { true, false });
    }
}
