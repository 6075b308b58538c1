package app.tds.sandbox;

/** One custom field in its three forms; nothing is printed for an empty value. */
record CustomField(String entity, String apiName, String label, String value) {

    private static final Template OBJECT = Template.of("""
            {"field_id":$field_id, "customfield_id":$field_id, "show_in_store":false, "show_in_portal":false,
            "is_active":true, "index":1, "label":$label, "show_on_pdf":false, "edit_on_portal":false,
            "edit_on_store":false, "api_name":$api_name, "show_in_all_pdf":false, "value_formatted":$value,
            "search_entity":$entity, "data_type":"dropdown", "placeholder":$api_name, "value":$value,
            "is_dependent_field":false}""");

    void list(JsonText out) {
        out.raw("[");
        if (!value.isEmpty()) {
            OBJECT.render(out, this::write);
        }
        out.raw("]");
    }

    void hash(JsonText out) {
        out.raw("{");
        if (!value.isEmpty()) {
            pair(out);
        }
        out.raw("}");
    }

    void flattened(JsonText out) {
        if (!value.isEmpty()) {
            out.raw(",");
            pair(out);
        }
    }

    private void pair(JsonText out) {
        out.text(apiName).raw(":").text(value);
        out.raw(",").text(apiName + "_unformatted").raw(":").text(value);
    }

    private void write(String slot, JsonText out) {
        switch (slot) {
            case "field_id" -> out.text(entity.equals("item") ? "5107440000000055001" : "5107440000000055003");
            case "label" -> out.text(label);
            case "api_name" -> out.text(apiName);
            case "entity" -> out.text(entity);
            case "value" -> out.text(value);
            default -> throw new IllegalStateException("nothing fills " + slot);
        }
    }
}
