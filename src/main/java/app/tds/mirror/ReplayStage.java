package app.tds.mirror;

/**
 * Where rows of a replay wait before they take their places.
 *
 * @param schema of its tables
 * @param suffix of their names
 * @param create how each of them is made
 * @param clear how a staged table is emptied when its rows have taken their places
 */
record ReplayStage(String schema, String suffix, String create, String clear) {

    static ReplayStage temporary() {
        return new ReplayStage("pg_temp", "_replay", "create temp table if not exists %s", "truncate %s");
    }

    static ReplayStage shadow(long runId) {
        return new ReplayStage("shadow", "_" + runId, "create table if not exists %s", "drop table %s");
    }

    /** One of its tables, filled with the columns of this query. */
    String create(String name, String query) {
        String table = schema.equals("pg_temp") ? name + suffix : table(name);
        return create.formatted(table) + " as " + query + " with no data";
    }

    String clear(String name) {
        return clear.formatted(table(name));
    }

    String table(String name) {
        return schema + "." + name + suffix;
    }
}
