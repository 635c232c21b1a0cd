package icfts.interop.client.drive;

import java.io.FileInputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.identityconnectors.framework.api.ConnectorInfo;
import org.identityconnectors.framework.common.objects.ObjectClass;

/**
 * Two servers with TLS: the certificate of one is in this JVM's own trust store, that of the other in the store
 * otherStore, for the application to hand over.
 */
final class TlsGroup {

    private final int plain;
    private final int trusted;
    private final int other;
    private final String key;
    private final Target report;

    private TlsGroup(Map<String, String> given, PrintStream lines) {
        plain = Integer.parseInt(given.get("ours"));
        trusted = Integer.parseInt(given.get("trusted"));
        other = Integer.parseInt(given.get("other"));
        key = given.get("key");
        report = new Target("ours", plain, key, lines);
    }

    static void run(Map<String, String> given, PrintStream lines) {
        TlsGroup group = new TlsGroup(given, lines);
        Target report = group.report;
        report.runUnseen("tls/trusted by the trust store", () -> search(group.hello(group.trusted, true, null)));
        report.runUnseen("tls/untrusted", () -> group.hello(group.other, true, null).size());
        report.runUnseen("tls/trusted by trust managers", () -> search(group.hello(group.other, true,
                managers(given.get("otherStore"), given.get("password")))));
        report.runUnseen("tls/untrusted by trust managers", () -> group.hello(group.trusted, true,
                managers(given.get("otherStore"), given.get("password"))).size());
        report.runUnseen("tls/plain client, TLS server", () -> group.hello(group.trusted, false, null).size());
        report.runUnseen("tls/TLS client, plain server", () -> group.hello(group.plain, true, null).size());
        report.runUnseen("tls/wrong key over TLS", () ->
                Target.hello(group.trusted, "not the key", true, null, Target.TIMEOUT_MILLIS).size());
        report.runUnseen("tls/the plain server afterwards", () -> search(group.hello(group.plain, false, null)));
        report.runUnseen("tls/the TLS server afterwards", () -> search(group.hello(group.trusted, true, null)));
    }

    private List<ConnectorInfo> hello(int port, boolean tls, List<TrustManager> trust) {
        return Target.hello(port, key, tls, trust, Target.TIMEOUT_MILLIS);
    }

    private static Object search(List<ConnectorInfo> infos) {
        ConnectorInfo mirror = infos.stream()
                .filter(info -> info.getConnectorKey().getConnectorName().equals(Target.MIRROR)).findAny().get();
        int[] objects = { 0 };
        Target.facade(mirror, configuration -> { }).search(ObjectClass.ACCOUNT, null, object -> {
            objects[0]++;
            return true;
        }, Target.options("COUNT", 450));
        return objects[0];
    }

    private static List<TrustManager> managers(String store, String password) throws Exception {
        KeyStore trust = KeyStore.getInstance("PKCS12");
        try (InputStream in = new FileInputStream(store)) {
            trust.load(in, password.toCharArray());
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trust);
        return List.of(factory.getTrustManagers());
    }
}
