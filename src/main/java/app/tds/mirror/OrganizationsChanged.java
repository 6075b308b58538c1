package app.tds.mirror;

/** {@link Organizations} says something else than before: one came or went, or moved to another time zone. */
public record OrganizationsChanged() {}
