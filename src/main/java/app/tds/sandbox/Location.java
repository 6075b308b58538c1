package app.tds.sandbox;

/** A branch or warehouse of the company. */
final class Location extends Entry {

    private final String name;
    private final String city;
    private final String street;
    private final long parent;
    private final int place;

    Location(long id, long created, String name, String city, String street, long parent, int place) {
        super(id, created, created);
        this.name = name;
        this.city = city;
        this.street = street;
        this.parent = parent;
        this.place = place;
    }

    @Override
    Object born(String field) {
        return switch (field) {
            case "location_name" -> name;
            case "status" -> "active";
            default -> "";
        };
    }

    /** The name as it is now, as every document prints it. */
    String name() {
        return value("location_name").toString();
    }

    String city() {
        return city;
    }

    String street() {
        return street;
    }

    boolean primary() {
        return parent == 0;
    }

    /** Where items keep this location's stock. */
    int place() {
        return place;
    }

    long parent() {
        return parent;
    }
}
