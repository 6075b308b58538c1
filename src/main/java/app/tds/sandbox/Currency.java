package app.tds.sandbox;

/** What the company trades in; its books are in dinars. */
enum Currency {
    IQD("5107440000000000097", "IQD", "IQD- Iraqi Dinar", 1),
    USD("5107440000000000099", "$", "USD- United States Dollar", 1310);

    private final String id;
    private final String symbol;
    private final String title;
    private final int rate;

    Currency(String id, String symbol, String title, int rate) {
        this.id = id;
        this.symbol = symbol;
        this.title = title;
        this.rate = rate;
    }

    String id() {
        return id;
    }

    String symbol() {
        return symbol;
    }

    String title() {
        return title;
    }

    /** How many dinars one unit is worth. */
    int rate() {
        return rate;
    }
}
