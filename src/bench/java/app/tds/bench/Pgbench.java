package app.tds.bench;

import app.tds.database.DatabaseLocation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Single-row inserts of the same bytes, each a commit of its own, by PostgreSQL's {@code pgbench}. */
final class Pgbench {

    private Pgbench() {}

    /** Runs it; a rate of 0 is as fast as it can. Latencies count from the moment at which each was to begin. */
    static Latencies run(
            DatabaseLocation database, byte[] bytes, int count, int connections, int perSecond, Path folder)
            throws IOException, InterruptedException {
        Path logs = Files.createTempDirectory(folder, "pgbench");
        Path script = Files.writeString(
                logs.resolve("insert.sql"),
                "insert into bench_floor (body) values ('\\x" + HexFormat.of().formatHex(bytes) + "');\n");
        List<String> command = new ArrayList<>(List.of(
                "pgbench",
                "--no-vacuum",
                "--log",
                "--log-prefix=log",
                "--file=" + script,
                "--client=" + connections,
                "--transactions=" + count / connections,
                "--host=" + database.host(),
                "--port=" + database.port(),
                "--username=" + database.user()));
        if (perSecond > 0) {
            command.add("--rate=" + perSecond);
        }
        command.add(database.database());
        Process process = new ProcessBuilder(command)
                .directory(logs.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(said);
        }
        return latencies(logs);
    }

    /** A line: client, transaction, microseconds taken, script, end in seconds, and microseconds of that. */
    private static Latencies latencies(Path logs) throws IOException {
        List<long[]> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(logs)) {
            for (Path file : files.filter(it -> it.getFileName().toString().startsWith("log."))
                    .toList()) {
                for (String line : Files.readAllLines(file)) {
                    String[] fields = line.split(" ");
                    lines.add(new long[] {
                        Long.parseLong(fields[2]) * 1_000,
                        Long.parseLong(fields[4]) * 1_000_000 + Long.parseLong(fields[5])
                    });
                }
            }
        }
        long begin = lines.stream().mapToLong(it -> it[1] - it[0] / 1_000).min().orElseThrow();
        long end = lines.stream().mapToLong(it -> it[1]).max().orElseThrow();
        return Latencies.of(lines.stream().mapToLong(it -> it[0]).toArray(), (end - begin) / 1e6);
    }
}
