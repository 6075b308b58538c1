package app.tds.sandbox;

/** The one tax the company charges, on some of what it sells. */
final class Tax {

    static final long ID = 5107440000000041001L;
    static final String NAME = "Sales Tax";
    static final String LABEL = "Sales Tax (5%)";
    static final int PERCENT = 5;

    private Tax() {}

    static long on(long hundredths) {
        return Math.round(hundredths * PERCENT / 100.0);
    }
}
