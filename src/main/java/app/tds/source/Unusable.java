package app.tds.source;

import app.tds.PlainText;

/** This record cannot be used: it is put into quarantine and its siblings go on. */
public final class Unusable extends RuntimeException {

    private final String field;

    /**
     * @param field in the source's name, the one a person has to look at
     * @param cause what is wrong with it, with the offending value shortened, and what to do
     */
    public Unusable(String field, String cause) {
        super(PlainText.line(field + ": " + cause));
        this.field = field;
    }

    /** The field a person has to look at, in the source's name. */
    public String field() {
        return field;
    }
}
