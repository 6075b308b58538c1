package app.tds.sandbox;

/** Who a document is for and where they are; contacts print the same. */
final class PartySlots implements Slots {

    private final Contact party;

    PartySlots(Contact party) {
        this.party = party;
    }

    @Override
    public void write(String slot, JsonText out) {
        switch (slot) {
            case "party_id" -> out.id(party.id());
            case "party_name" -> out.text(party.name());
            case "party_balance" -> out.money(party.outstanding());
            case "party_credit" -> out.money(party.credit());
            case "company_name" -> out.text(party.company());
            case "person_id" -> out.id(party.id() + 1);
            case "person_name" -> out.text(party.person().full());
            case "first_name" -> out.text(party.person().first());
            case "last_name" -> out.text(party.person().last());
            case "email" -> out.text(party.person().email());
            case "phone" -> out.text(party.person().phone());
            case "mobile" -> out.text(party.person().mobile());
            case "billing_address_id" -> out.id(party.id() + 3);
            case "shipping_address_id" -> out.id(party.id() + 4);
            case "attention" -> out.text(party.address().attention());
            case "street" -> out.text(party.address().street());
            case "city", "state" -> out.text(party.address().city());
            case "zip" -> out.text(party.address().zip());
            case "country" -> out.text("Iraq");
            case "country_code" -> out.text("IQ");
            case "payment_terms" -> out.number(party.facts().terms());
            case "payment_terms_id" -> out.id(party.termsId());
            case "payment_terms_label" -> out.text(party.termsLabel());
            case "currency_id" -> out.text(party.facts().currency().id());
            case "currency_code" -> out.text(party.facts().currency().name());
            case "currency_symbol" -> out.text(party.facts().currency().symbol());
            case "currency_name_formatted" -> out.text(party.facts().currency().title());
            case "exchange_rate" -> out.money(party.facts().currency().rate() * 100L);
            default -> throw new IllegalStateException("nothing fills " + slot);
        }
    }
}
