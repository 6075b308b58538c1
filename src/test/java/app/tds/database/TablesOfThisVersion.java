package app.tds.database;

import javax.sql.DataSource;

/** A database that a test has migrated says so, as one that the application has migrated does: its start need not look. */
public final class TablesOfThisVersion {

    private TablesOfThisVersion() {}

    /** The tables are those of this version. */
    public static void mark(DataSource dataSource) {
        ChangeSets.ofThisVersion().mark(dataSource);
    }
}
