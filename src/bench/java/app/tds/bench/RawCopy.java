package app.tds.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/** The rows of {@code tds.invoices} once more, by nothing but COPY. */
final class RawCopy {

    private final String url;
    private final Path text;
    private final Path binary;
    private final Path payloads;

    private RawCopy(String url, Path folder) {
        this.url = url;
        this.text = folder.resolve("invoices.txt");
        this.binary = folder.resolve("invoices.bin");
        this.payloads = folder.resolve("payloads.txt");
    }

    /** Exports the rows and makes the tables. */
    static RawCopy of(String url, Path folder) throws SQLException, IOException {
        var raw = new RawCopy(url, folder);
        raw.export("copy tds.invoices to stdout", raw.text);
        raw.export("copy tds.invoices to stdout (format binary)", raw.binary);
        raw.export("copy etl.payloads to stdout", raw.payloads);
        try (Connection connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.execute("""
                    create schema bench;
                    create table bench.indexed (like tds.invoices including all);
                    create table bench.payloads (like etl.payloads including all);
                    create table bench.keyed (like tds.invoices, primary key (organization_id, source_id));
                    """);
        }
        return raw;
    }

    private void export(String sql, Path file) throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection(url);
                OutputStream out = Files.newOutputStream(file)) {
            connection.unwrap(PGConnection.class).getCopyAPI().copyOut(sql, out);
        }
    }

    /** Into a table with every index that tds.invoices has. */
    long text() throws SQLException, IOException {
        return load("copy bench.indexed from stdin", text);
    }

    long binary() throws SQLException, IOException {
        return load("copy bench.indexed from stdin (format binary)", binary);
    }

    /** Into a table that has a primary key and no other index. */
    long textKeyOnly() throws SQLException, IOException {
        return load("copy bench.keyed from stdin", text);
    }

    /** All that a first import stores: the rows, and the documents they were made from. */
    long textWithPayloads() throws SQLException, IOException {
        load("copy bench.payloads from stdin", payloads);
        return text();
    }

    private long load(String sql, Path file) throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection(url);
                InputStream in = Files.newInputStream(file)) {
            return connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql, in, 1 << 16);
        }
    }
}
