package app.tds.sandbox;

/** How many records a sandbox company has. */
public record CompanySize(int items, int contacts, int invoices, int salesOrders, int bills) {

    public CompanySize {
        if (Math.min(Math.min(items, contacts), Math.min(invoices, Math.min(salesOrders, bills))) < 0) {
            throw new IllegalArgumentException("a company cannot have fewer than no records");
        }
        boolean documents = invoices + salesOrders + bills > 0;
        if (documents && (items < 1 || contacts < 2)) {
            throw new IllegalArgumentException("documents need an item, a customer and a vendor");
        }
    }

    /** A believable small distributor. */
    public static CompanySize demo() {
        return new CompanySize(650, 520, 1_500, 1_150, 280);
    }

    /** Enough of everything for a test. */
    public static CompanySize tiny() {
        return new CompanySize(60, 40, 120, 60, 40);
    }
}
