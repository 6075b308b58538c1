package app.tds.sandbox;

/** A contact's fields. */
final class ContactSlots implements Slots {

    private static final Template PERSON = Template.of("""
            {"contact_person_id":$person_id, "salutation":"", "first_name":$first_name, "last_name":$last_name,
            "email":$email, "phone":$phone, "phone_formatted":$phone, "mobile":$mobile, "mobile_formatted":$mobile,
            "mobile_country_code":"", "mobile_code_formatted":"", "is_primary_contact":$primary,
            "designation":$designation, "department":"", "skype":"", "fax":"",
            "communication_preference":{"is_sms_enabled":false, "is_email_enabled":true,
            "is_whatsapp_enabled":false}, "can_invite":true, "is_added_in_portal":false,
            "is_portal_invitation_accepted":false, "is_portal_mandatory":false, "photo_url":"",
            "zcrm_contact_id":"", "contact_id":$id, "currency_code":$currency_code}""");

    private static final Template ADDRESS = Template.of("""
            {"address_id":$branch_address_id, "attention":$attention, "address":$street, "street2":"",
            "city":$branch_city, "state_code":"", "state":$branch_city, "zip":$zip, "country":$country, "county":"",
            "country_code":$country_code, "phone":"", "fax":""}""");

    private static final Template RECEIVABLE_SUMMARY = Template.of("""
            {"currency_id":$currency_id, "currency_code":$currency_code, "currency_symbol":$currency_symbol,
            "price_precision":2, "is_base_currency":$bcy_only,
            "currency_name_formatted":$currency_name_formatted, "outstanding_receivable_amount":$receivable,
            "unused_credits_receivable_amount":$credit}""");

    private static final Template PAYABLE_SUMMARY = Template.of("""
            {"currency_id":$currency_id, "currency_code":$currency_code, "currency_symbol":$currency_symbol,
            "currency_name_formatted":$currency_name_formatted, "price_precision":2,
            "outstanding_payable_amount":$payable, "unused_credits_payable_amount":0.0}""");

    private static final Contact.Person BOOKKEEPER =
            new Contact.Person("سارة", "المحاسبة", "accounts@tujjar.example", "", "+9647700000000");

    private final Contact contact;
    private final Contact.Facts facts;
    private final World world;
    private final CustomField region;

    ContactSlots(Contact contact, World world) {
        this.contact = contact;
        this.facts = contact.facts();
        this.world = world;
        this.region = new CustomField("contact", "cf_region", "Region", facts.region());
    }

    @Override
    public void write(String slot, JsonText out) {
        switch (slot) {
            case "id" -> out.id(contact.id());
            case "contact_name" -> out.text(facts.name());
            case "customer_name" -> out.text(facts.vendor() ? "" : facts.name());
            case "vendor_name" -> out.text(facts.vendor() ? facts.name() : "");
            case "company_name" -> out.text(contact.company());
            case "contact_type" -> out.text(facts.vendor() ? "vendor" : "customer");
            case "contact_type_formatted" -> out.text(facts.vendor() ? "Vendor" : "Customer");
            case "number" -> out.text((facts.vendor() ? "VEN-" : "CUS-") + (100_000 + facts.number()));
            case "status" -> out.text(facts.inactive() ? "inactive" : "active");
            case "customer_sub_type" -> out.text(facts.vendor() ? "" : facts.business() ? "business" : "individual");
            case "payment_terms" -> out.number(facts.terms());
            case "payment_terms_id" -> out.id(contact.termsId());
            case "payment_terms_label" -> out.text(contact.termsLabel());
            case "currency_id" -> out.text(facts.currency().id());
            case "currency_code" -> out.text(facts.currency().name());
            case "currency_symbol" -> out.text(facts.currency().symbol());
            case "currency_name_formatted" -> out.text(facts.currency().title());
            case "bcy_only" -> out.flag(facts.currency() == Currency.IQD);
            case "credit_limit" -> out.raw(facts.vendor() ? "\"\"" : "0.0");
            case "receivable" -> out.money(facts.vendor() ? 0 : contact.outstanding());
            case "receivable_bcy" -> out.money(facts.vendor() ? 0 : inDinars(contact.outstanding()));
            case "payable" -> out.money(facts.vendor() ? contact.outstanding() : 0);
            case "payable_bcy" -> out.money(facts.vendor() ? inDinars(contact.outstanding()) : 0);
            case "credit" -> out.money(contact.credit());
            case "credit_bcy" -> out.money(inDinars(contact.credit()));
            case "created" -> out.time(contact.created());
            case "created_date" -> out.date(world.dayOf(contact.created()));
            case "modified" -> out.time(contact.modified());
            case "created_text" -> out.readableTime(contact.created());
            case "modified_text" -> out.readableTime(contact.modified());
            case "custom" -> region.flattened(out);
            case "custom_fields" -> region.list(out);
            case "custom_field_hash" -> region.hash(out);
            case "persons" -> persons(out);
            case "addresses" -> addresses(out);
            case "currencies" -> currencies(out);
            case "branch_address_id" -> out.id(contact.id() + 5);
            case "branch_city" -> out.text("الموصل");
            default -> new PartySlots(contact).write(slot, out);
        }
    }

    private long inDinars(long hundredths) {
        return hundredths * facts.currency().rate();
    }

    private void persons(JsonText out) {
        out.raw("[");
        person(out, contact.person(), 1);
        if (facts.business()) {
            out.raw(",");
            person(out, BOOKKEEPER, 2);
        }
        out.raw("]");
    }

    private void person(JsonText all, Contact.Person person, int position) {
        PERSON.render(all, (slot, out) -> {
            switch (slot) {
                case "person_id" -> out.id(contact.id() + position);
                case "first_name" -> out.text(person.first());
                case "last_name" -> out.text(person.last());
                case "email" -> out.text(person.email());
                case "phone" -> out.text(person.phone());
                case "mobile" -> out.text(person.mobile());
                case "designation" -> out.text(position == 1 ? "" : "Accounts");
                case "primary" -> out.flag(position == 1);
                default -> write(slot, out);
            }
        });
    }

    private void addresses(JsonText out) {
        out.raw("[");
        if (facts.business() && !facts.vendor()) {
            ADDRESS.render(out, this);
        }
        out.raw("]");
    }

    private void currencies(JsonText out) {
        out.raw(facts.vendor() ? ",\"vendor_currency_summaries\":[" : ",\"customer_currency_summaries\":[");
        (facts.vendor() ? PAYABLE_SUMMARY : RECEIVABLE_SUMMARY).render(out, this);
        out.raw("]");
    }
}
