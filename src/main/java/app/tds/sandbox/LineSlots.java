package app.tds.sandbox;

/** One line's fields. */
final class LineSlots implements Slots {

    private final Document document;
    private final int position;
    private final Line line;
    private final Item item;
    private final StockShape stock;

    LineSlots(Document document, int position, StockShape stock) {
        this.document = document;
        this.position = position;
        this.line = document.lines().get(position);
        this.item = line.item();
        this.stock = stock;
    }

    @Override
    public void write(String slot, JsonText out) {
        switch (slot) {
            case "line_id" -> out.id(document.id() + 1 + position);
            case "item_id" -> out.id(item.id());
            case "order" -> out.number(position + 1);
            case "quantity" -> out.money(line.quantity() * 100L);
            case "rate" -> out.money(line.rate());
            case "sales_text" -> out.text(ItemSlots.twoDecimals(item.facts().rate()));
            case "bcy_rate" ->
                out.money(line.rate()
                        * document.facts().party().facts().currency().rate());
            case "total" -> out.money(line.total());
            case "gross" -> out.money(line.total() + line.tax());
            case "tax" -> out.money(line.tax());
            case "taxes" -> taxes(out);
            case "location_id" -> out.id(document.facts().location().id());
            case "location_name" -> out.text(document.facts().location().name());
            case "order_line_id" -> out.text(orderLine());
            case "purchaseorder_id" -> out.id(document.id() + 50);
            case "purchaseorder_line_id" -> out.id(document.id() + 51 + position);
            case "is_invoiced" -> out.flag(invoiced());
            case "quantity_invoiced" -> out.money(invoiced() ? line.quantity() * 100L : 0);
            case "product_id" ->
                out.id(item.group() == null ? item.id() : item.group().id());
            case "group_name" ->
                out.text(
                        item.group() == null
                                ? item.facts().name()
                                : item.group().name());
            case "attribute_name1" ->
                out.text(item.group() == null ? "" : item.group().attribute());
            case "attribute_option_name1" ->
                out.text(item.group() == null ? "" : item.group().options().get(item.option()));
            default -> fromItem(slot, out);
        }
    }

    private void fromItem(String slot, JsonText out) {
        if (!stock.write(slot, item, out)) {
            new ItemSlots(item, false).write(slot, out);
        }
    }

    private void taxes(JsonText out) {
        out.raw("[");
        if (line.tax() > 0) {
            document.facts().list().lineTaxTemplate().render(out, this);
        }
        out.raw("]");
    }

    /** An invoice has its order's first lines. */
    private String orderLine() {
        var order = document.related();
        return order == null ? "" : Long.toString(order.id() + 1 + position);
    }

    private boolean invoiced() {
        var invoice = document.related();
        return invoice != null && position < invoice.lines().size();
    }
}
