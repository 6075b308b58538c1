package app.tds.sandbox;

/** One line of a document; the rate in hundredths of the document's currency. */
record Line(Item item, int quantity, long rate) {

    long total() {
        return rate * quantity;
    }

    long tax() {
        return item.facts().taxed() ? Tax.on(total()) : 0;
    }
}
