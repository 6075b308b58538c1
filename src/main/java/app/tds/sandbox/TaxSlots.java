package app.tds.sandbox;

/** The tax fields every item and line has, charged or not. */
final class TaxSlots {

    private TaxSlots() {}

    static void write(String slot, boolean taxed, JsonText out) {
        switch (slot) {
            case "tax_id" -> out.text(taxed ? Long.toString(Tax.ID) : "");
            case "tax_name" -> out.text(taxed ? Tax.NAME : "");
            case "tax_label" -> out.text(taxed ? Tax.LABEL : "");
            case "tax_type" -> out.text(taxed ? "tax" : "");
            case "tax_percentage" -> out.number(taxed ? Tax.PERCENT : 0);
            default -> throw new IllegalStateException("nothing fills " + slot);
        }
    }
}
