package app.tds.source;

/** A connection that brought nothing before can be read through now. */
public record ConnectionMade(String integration, String connection) {}
