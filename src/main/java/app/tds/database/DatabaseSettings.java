package app.tds.database;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The database of our own, used unless {@code spring.datasource.url} names another.
 *
 * @param home Folder of our own database: data, binaries, log
 * @param port Port of our own database; 0 chooses a free one and keeps it
 * @param join Whether a database that another process of this application has started is used; commands do
 */
@ConfigurationProperties("tds.database")
record DatabaseSettings(
        @DefaultValue(".tds/postgres") Path home,
        @DefaultValue("0") int port,
        @DefaultValue("false") boolean join) {}
