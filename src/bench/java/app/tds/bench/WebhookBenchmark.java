package app.tds.bench;

import app.tds.ServingApplication;
import app.tds.TestDatabase;
import app.tds.launch.OrganizationRefresh;
import app.tds.sandbox.Company;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import app.tds.sandbox.Webhooks;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How many webhooks a second are durably taken, and how long one waits for its answer, beside a floor measured in the same
 * run: as many single-row inserts of the same bytes, each a commit of its own, from as many connections. Then, how long it
 * takes from a delivery to its row while nothing else is done.
 *
 * <p>Arguments: how many deliveries, how many rounds.
 */
public final class WebhookBenchmark {

    private static final String SECRET = "benchwebhooksecret";
    private static final int SENDERS = 32;

    private WebhookBenchmark() {}

    /** Measures and prints tables. */
    public static void main(String[] args) throws Exception {
        int deliveries = Math.min(20_000, args.length > 0 ? Integer.parseInt(args[0]) : 20_000);
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
        PrintStream out = System.out;
        TestDatabase database = TestDatabase.create();
        try (Sandbox sandbox = Sandbox.start(
                SandboxSettings.tiny().withCompanies(new CompanySize(100, 30, 300, 10, 10)), Clock.systemUTC())) {
            Company company = sandbox.company(sandbox.organizationIds().get(0));
            String[] settings = {
                "tds.zoho.refresh-token=" + sandbox.refreshToken(),
                "tds.webhooks.secrets." + company.organizationId() + "=" + SECRET,
                "tds.webhooks.per-minute=9999999"
            };
            String invoice =
                    company.detail("invoices", company.ids("invoices").get(0)).toString();
            out.println("| what | per second | p50 ms | p95 ms | p99 ms | bytes |");
            out.println("|---|--:|--:|--:|--:|--:|");
            try (ServingApplication application =
                    ServingApplication.start(sandbox, database, Clock.systemUTC(), settings)) {
                for (int round = 0; round <= rounds; round++) {
                    PrintStream shown = round == 0 ? new PrintStream(PrintStream.nullOutputStream()) : out;
                    inserts(database, invoice, deliveries, shown);
                    accepts(
                            application.address("/api/v1/tds/webhooks/zoho/invoices"),
                            invoice,
                            deliveries,
                            round,
                            shown);
                    application.bean(JdbcClient.class).sql("truncate etl.inbox").update();
                }
            }
            List<String> serving = new ArrayList<>(Arrays.asList(settings));
            serving.add("tds.schedule.enabled=true");
            try (ServingApplication application =
                    ServingApplication.start(sandbox, database, Clock.systemUTC(), serving.toArray(String[]::new))) {
                application.bean(OrganizationRefresh.class).refresh();
                latency(application, company, out);
            }
        }
        System.exit(0);
    }

    private static void inserts(TestDatabase database, String body, int count, PrintStream out) throws Exception {
        try (Connection connection = DriverManager.getConnection(database.url())) {
            connection.createStatement().execute("drop table if exists floor");
            connection
                    .createStatement()
                    .execute("create table floor (id bigint generated always as identity primary key, body bytea)");
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        measure("single-row inserts, " + SENDERS + " connections", bytes.length, count, out, () -> {
            Connection connection = DriverManager.getConnection(database.url());
            PreparedStatement insert = connection.prepareStatement("insert into floor (body) values (?)");
            return new Sender() {
                @Override
                public void send(int number) throws SQLException {
                    insert.setBytes(1, bytes);
                    insert.executeUpdate();
                }

                @Override
                public void close() throws SQLException {
                    connection.close();
                }
            };
        });
    }

    private static void accepts(URI address, String invoice, int count, int round, PrintStream out) throws Exception {
        measure("deliveries over HTTP, " + SENDERS + " senders", invoice.length(), count, out, () -> {
            Connected connected = new Connected(address);
            Mac mac = mac();
            return new Sender() {
                @Override
                public void send(int number) throws IOException {
                    byte[] body = ("{\"round\":\"" + round + "." + number + "\",\"invoice\":" + invoice + "}")
                            .getBytes(StandardCharsets.UTF_8);
                    String head = "POST " + address.getPath() + " HTTP/1.1\r\nHost: bench\r\nContent-Type:"
                            + " application/json\r\nX-Zoho-Webhook-Signature: "
                            + HexFormat.of().formatHex(mac.doFinal(body)) + "\r\nContent-Length: " + body.length
                            + "\r\n\r\n";
                    byte[] request =
                            Arrays.copyOf(head.getBytes(StandardCharsets.US_ASCII), head.length() + body.length);
                    System.arraycopy(body, 0, request, head.length(), body.length);
                    String answer = connected.answer(request);
                    if (!answer.startsWith("HTTP/1.1 202")) {
                        throw new IllegalStateException(answer);
                    }
                }

                @Override
                public void close() throws IOException {
                    connected.close();
                }
            };
        });
    }

    /** A connection that is kept as long as the server keeps it. */
    private static final class Connected {

        private final URI address;
        private Socket socket = new Socket();
        private InputStream in = InputStream.nullInputStream();

        Connected(URI address) {
            this.address = address;
        }

        String answer(byte[] request) throws IOException {
            if (!socket.isConnected()) {
                socket.setTcpNoDelay(true);
                socket.connect(new InetSocketAddress(address.getHost(), address.getPort()));
                in = new BufferedInputStream(socket.getInputStream());
            }
            socket.getOutputStream().write(request);
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    throw new IOException("no answer but " + head);
                }
                head.append((char) next);
            }
            if (head.indexOf("Connection: close") >= 0) {
                socket.close();
                socket = new Socket();
            }
            return head.toString();
        }

        void close() throws IOException {
            socket.close();
        }
    }

    private static Mac mac() throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return mac;
    }

    /** One of several at once. */
    private interface Sender extends AutoCloseable {
        void send(int number) throws IOException, SQLException;

        @Override
        void close() throws IOException, SQLException;
    }

    private static void measure(String what, int bytes, int count, PrintStream out, Callable<Sender> senders)
            throws Exception {
        AtomicInteger next = new AtomicInteger();
        long[] nanos = new long[count];
        ExecutorService threads = Executors.newFixedThreadPool(SENDERS);
        List<Future<?>> all = new ArrayList<>();
        long began = System.nanoTime();
        for (int i = 0; i < SENDERS; i++) {
            all.add(threads.submit(() -> {
                try (Sender sender = senders.call()) {
                    for (int number = next.getAndIncrement(); number < count; number = next.getAndIncrement()) {
                        long sent = System.nanoTime();
                        sender.send(number);
                        nanos[number] = System.nanoTime() - sent;
                    }
                }
                return null;
            }));
        }
        for (Future<?> one : all) {
            one.get();
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        threads.shutdown();
        Arrays.sort(nanos);
        out.printf(
                "| %s | %,.0f | %.1f | %.1f | %.1f | %,d |%n",
                what, count / seconds, at(nanos, 0.5), at(nanos, 0.95), at(nanos, 0.99), bytes);
    }

    private static double at(long[] nanos, double share) {
        return nanos[(int) Math.min(nanos.length - 1L, Math.round(nanos.length * share))] / 1e6;
    }

    private static void latency(ServingApplication application, Company company, PrintStream out)
            throws InterruptedException {
        company.webhooks()
                .add("invoices", application.address("/api/v1/tds/webhooks/zoho/invoices"), SECRET, Webhooks.Body.JSON);
        JdbcClient jdbc = application.bean(JdbcClient.class);
        List<String> ids = company.ids("invoices");
        long[] nanos = new long[200];
        for (int i = -20; i < nanos.length; i++) {
            String id = ids.get((i + 20) % ids.size());
            String mark = "bench " + i;
            company.edit("invoices", id, Map.of("reference_number", mark));
            long sent = System.nanoTime();
            company.webhooks().send();
            while (jdbc.sql("select count(*) from tds.invoices where source_id = ? and reference_number = ?")
                            .param(id)
                            .param(mark)
                            .query(Long.class)
                            .single()
                    == 0) {
                Thread.sleep(2);
            }
            if (i >= 0) {
                nanos[i] = System.nanoTime() - sent;
            }
            Thread.sleep(50);
        }
        Arrays.sort(nanos);
        out.printf(
                "| from a delivery to its row, idle | | %.0f | %.0f | %.0f | |%n",
                at(nanos, 0.5), at(nanos, 0.95), at(nanos, 0.99));
    }
}
