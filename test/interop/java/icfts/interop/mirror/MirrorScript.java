package icfts.interop.mirror;

import java.util.Map;
import org.identityconnectors.framework.common.objects.OperationOptions;
import org.identityconnectors.framework.common.objects.ScriptContext;

/** The scripts: two that reach behind the curtain and leave no trace, and what a caller may run. */
final class MirrorScript {

    private MirrorScript() {
    }

    static Object run(String operation, ScriptContext script, OperationOptions options, Map<String, Object> values) {
        switch (script.getScriptText()) {
            case "journal":
                return Journal.take();
            case "open":
                Journal.openGate();
                return null;
            case "waiting":
                return Journal.waiting();
            default:
                Journal.add(operation, script, options);
        }
        MirrorConnector.failIfAsked(options);
        switch (script.getScriptText()) {
            case "echo":
                return script.getScriptArguments();
            case "configuration":
                return values;
            case "made":
                return Widgets.values();
            default:
                return null;
        }
    }
}
