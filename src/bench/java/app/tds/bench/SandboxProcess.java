package app.tds.bench;

import app.tds.command.TdsCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A sandbox in a process of its own, so that its work is not counted as the importer's. */
final class SandboxProcess implements AutoCloseable {

    private static final int PAGE_SIZE = 200;
    private static final Pattern TOKEN = Pattern.compile("\"access_token\":\"([^\"]+)\"");

    private final Process process;
    private final Map<String, String> settings;
    private final String token;

    private SandboxProcess(Process process, Map<String, String> settings, String token) {
        this.process = process;
        this.settings = settings;
        this.token = token;
    }

    static SandboxProcess start(int invoices) throws IOException, InterruptedException {
        return start(
                invoices,
                TdsCommand.class.getName(),
                "sandbox",
                "--no-limits",
                "--invoices",
                Integer.toString(invoices));
    }

    /** One that has so much of everything. */
    static SandboxProcess ofCompany(int items, int contacts, int invoices, int salesOrders, int bills)
            throws IOException, InterruptedException {
        return start(
                invoices + salesOrders + bills,
                CompanySandbox.class.getName(),
                Integer.toString(items),
                Integer.toString(contacts),
                Integer.toString(invoices),
                Integer.toString(salesOrders),
                Integer.toString(bills));
    }

    private static SandboxProcess start(int documents, String... main) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + Math.min(6_000, 512 + documents / 50) + "m",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(List.of(main));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Map<String, String> settings = settings(process);
        return new SandboxProcess(process, settings, token(settings));
    }

    private static Map<String, String> settings(Process process) throws IOException {
        Map<String, String> settings = new TreeMap<>();
        var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        while (!settings.containsKey("tds.zoho.refresh-token")) {
            String line = lines.readLine();
            if (line == null) {
                throw new IOException("the sandbox did not start");
            }
            int equals = line.indexOf('=');
            settings.put(line.substring(0, equals), line.substring(equals + 1));
        }
        return settings;
    }

    private static String token(Map<String, String> settings) throws IOException, InterruptedException {
        URI uri = URI.create(settings.get("tds.zoho.accounts-url")
                + "/oauth/v2/token?grant_type=refresh_token&refresh_token=" + settings.get("tds.zoho.refresh-token")
                + "&client_id=" + settings.get("tds.zoho.client-id") + "&client_secret="
                + settings.get("tds.zoho.client-secret"));
        String answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(uri)
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.ofString())
                .body();
        Matcher token = TOKEN.matcher(answer);
        if (!token.find()) {
            throw new IOException("no access token: " + answer);
        }
        return token.group(1);
    }

    /** What the application needs to know to reach it. */
    Map<String, String> settings() {
        return settings;
    }

    String organization() {
        return String.valueOf(settings.get("tds.zoho.organizations"));
    }

    String authorization() {
        return "Zoho-oauthtoken " + token;
    }

    /** The page the application asks for, so that both are served from the same cache. */
    URI page(int number) {
        return URI.create(settings.get("tds.zoho.accounts-url") + "/books/v3/invoices?filter_by=Status.All"
                + "&sort_column=created_time&sort_order=A&per_page=" + PAGE_SIZE + "&page=" + number
                + "&organization_id=" + organization());
    }

    /** Reads every page with nothing else to do, and returns how many bytes they have. */
    long readEverything(int invoices) throws IOException, InterruptedException {
        HttpClient http = HttpClient.newHttpClient();
        long bytes = 0;
        for (int page = 1; (page - 1) * PAGE_SIZE < invoices; page++) {
            HttpRequest request = HttpRequest.newBuilder(page(page))
                    .header("authorization", authorization())
                    .build();
            var answer = http.send(request, BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                if (answer.statusCode() != 200) {
                    throw new IOException(
                            "page " + page + ": " + new String(body.readAllBytes(), StandardCharsets.UTF_8));
                }
                bytes += body.readAllBytes().length;
            }
        }
        return bytes;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
