package icfts.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.identityconnectors.common.security.GuardedString;
import org.identityconnectors.framework.api.ConnectorFacade;
import org.identityconnectors.framework.api.ConnectorFacadeFactory;
import org.identityconnectors.framework.api.ConnectorInfo;
import org.identityconnectors.framework.api.ConnectorInfoManagerFactory;
import org.identityconnectors.framework.api.RemoteFrameworkConnectionInfo;

/**
 * ConnId's stock client, driven by lines on standard input: "port work count callers". It answers each with one line:
 * the nanoseconds that the work took, how many objects came and their checksum. One process for all servers, so that
 * the compiler has seen the same code for each.
 */
public final class BenchClient {

    private static final int TIMEOUT_MILLIS = 60_000;

    private BenchClient() {
    }

    public static void main(String[] args) throws IOException {
        PrintStream answers = System.out;
        System.setOut(System.err); // whatever the framework logs must not mix with the answers
        Map<Integer, ConnectorFacade> facades = new HashMap<>();
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            String[] order = line.split(" ");
            try {
                ConnectorFacade facade = facades.computeIfAbsent(
                        Integer.parseInt(order[0]), port -> connect(port, args[0]));
                Work work = new Work(facade, Integer.parseInt(order[2]), Integer.parseInt(order[3]));
                long start = System.nanoTime();
                work.run(order[1]);
                long nanos = System.nanoTime() - start;
                answers.println("{\"nanos\":" + nanos + ",\"objects\":" + work.objects() + ",\"sum\":" + work.sum() + "}");
            } catch (RuntimeException | InterruptedException e) {
                e.printStackTrace();
                answers.println("{\"error\":\"" + String.valueOf(e).replaceAll("[\"\\\\\\p{Cntrl}]", " ") + "\"}");
            }
            answers.flush();
        }
        System.exit(0); // the framework leaves threads behind
    }

    private static ConnectorFacade connect(int port, String key) {
        RemoteFrameworkConnectionInfo server = new RemoteFrameworkConnectionInfo(
                "127.0.0.1", port, new GuardedString(key.toCharArray()), false, null, TIMEOUT_MILLIS);
        ConnectorInfo info =
                ConnectorInfoManagerFactory.getInstance().getRemoteManager(server).getConnectorInfos().get(0);
        return ConnectorFacadeFactory.getInstance().newInstance(info.createDefaultAPIConfiguration());
    }
}
