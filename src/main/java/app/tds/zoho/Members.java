package app.tds.zoho;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The members of the object at which a parser stands, one after the other. What nobody has read of a member is skipped, so
 * that a reading names only the members that it knows.
 */
final class Members {

    private final JsonParser parser;
    private boolean begun;
    private String name = "";

    Members(JsonParser parser) {
        this.parser = parser;
    }

    /** Goes to the value of the next member; false at the end of the object. */
    boolean next() {
        if (begun) {
            parser.skipChildren();
        }
        begun = true;
        if (parser.nextToken() != JsonToken.PROPERTY_NAME) {
            return false;
        }
        name = parser.currentName();
        parser.nextToken();
        return true;
    }

    String name() {
        return name;
    }

    boolean is(String some) {
        return name.equals(some);
    }

    /** The token with which the value begins. */
    JsonToken value() {
        return parser.currentToken();
    }
}
