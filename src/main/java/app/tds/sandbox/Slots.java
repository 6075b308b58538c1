package app.tds.sandbox;

/** What fills the gaps of a {@link Template}. */
@FunctionalInterface
interface Slots {

    void write(String slot, JsonText out);
}
