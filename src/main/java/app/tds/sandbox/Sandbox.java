package app.tds.sandbox;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A Zoho that runs in this process and answers over HTTP on the loopback address. */
public final class Sandbox implements AutoCloseable {

    private static final int THREADS = 64;
    private static final long FIRST_ORGANIZATION = 20087345519L;
    private static final List<String> NAMES =
            List.of("Rafidain Distribution شركة الرافدين للتوزيع", "Zagros Home", "مخازن دجلة");

    static {
        // Without it, an answer on a kept connection waits 40 ms for an acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads;
    private final Tokens tokens;
    private final Map<String, Company> companies = new LinkedHashMap<>();
    private final CallLog calls = new CallLog();
    private final Faults faults = new Faults();

    private Sandbox(SandboxSettings settings, Clock clock) throws IOException {
        for (int i = 0; i < settings.companies().size(); i++) {
            var company = company(settings, clock, i);
            companies.put(company.organizationId(), company);
        }
        tokens = new Tokens(settings.limits(), clock, settings.seed());
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port()), 0);
        threads = threads();
        server.setExecutor(threads);
        var api = new Api(tokens, List.copyOf(companies.values()), settings.limits());
        server.createContext("/", new Counter(new Accounts(tokens, this::accountsUrl), api, faults, calls, clock));
    }

    private static Company company(SandboxSettings settings, Clock clock, int position) {
        var world = new World(
                Long.toString(FIRST_ORGANIZATION + position),
                NAMES.get(position % NAMES.size()),
                position == 0,
                settings.zone(),
                settings.warehouses(),
                clock);
        return new Company(world, settings.companies().get(position), settings.seed(), position);
    }

    private static ExecutorService threads() {
        var number = new AtomicInteger();
        return Executors.newFixedThreadPool(THREADS, work -> {
            var thread = new Thread(work, "sandbox-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Starts a sandbox on the port of the settings, or on a free one. */
    public static Sandbox start(SandboxSettings settings, Clock clock) {
        try {
            var sandbox = new Sandbox(settings, clock);
            sandbox.server.start();
            return sandbox;
        } catch (IOException e) {
            throw new UncheckedIOException("no sandbox on port " + settings.port(), e);
        }
    }

    /** Where accounts and API answer. */
    public URI accountsUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public String clientId() {
        return tokens.clientId();
    }

    public String clientSecret() {
        return tokens.clientSecret();
    }

    /** May read everything, and does not expire. */
    public String refreshToken() {
        return tokens.refreshToken();
    }

    /** What a person copies from the API console: good once, for a minute, for these scopes. */
    public String grantCode(String... scopes) {
        return tokens.code(List.of(scopes), "");
    }

    public List<String> organizationIds() {
        return new ArrayList<>(companies.keySet());
    }

    public Company company(String organizationId) {
        var company = companies.get(organizationId);
        if (company == null) {
            throw new NoSuchElementException("organization " + organizationId + " does not exist");
        }
        return company;
    }

    public CallLog calls() {
        return calls;
    }

    public Faults faults() {
        return faults;
    }

    @Override
    public void close() {
        faults.clear();
        server.stop(0);
        threads.shutdownNow();
    }
}
