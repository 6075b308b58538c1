package app.tds.zoho.record;

import app.tds.mirror.Borrowed;
import app.tds.mirror.Json;
import app.tds.mirror.PartOf;
import app.tds.mirror.Table;
import app.tds.mirror.TdsChild;
import app.tds.mirror.TdsRow;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What belongs to a contact. */
final class ContactParts {

    static final Parts<ContactPerson> PERSONS = Parts.ifSaid("contact_persons", ContactPerson.class);
    static final Parts<Address> ADDRESSES = new Parts<>(Address.class, ContactParts::addresses);

    static final Parts<ContactBalance> BALANCES =
            Parts.ifSaid("customer_currency_summaries|vendor_currency_summaries", ContactBalance.class);

    private static final RowReading<Address> ADDRESS = RowReading.of(Address.class);
    private static final String ADDITIONAL = "additional";

    private ContactParts() {}

    /** The addresses that are filled in, each once: an additional address may repeat another one. */
    private static @Nullable List<Address> addresses(ZohoRecord contact, TdsRow row) {
        if (Stream.of("billing_address", "shipping_address", "addresses").noneMatch(contact::says)) {
            return null;
        }
        Map<String, Address> addresses = new LinkedHashMap<>();
        for (String type : List.of("billing", "shipping")) {
            add(addresses, contact.object(type + "_address"), new Place(row, 0, type));
        }
        int number = 0;
        for (ZohoRecord additional : Objects.requireNonNullElse(contact.list("addresses"), List.<ZohoRecord>of())) {
            number++;
            add(addresses, additional, new Place(row, number, ADDITIONAL + number));
        }
        return List.copyOf(addresses.values());
    }

    private static void add(Map<String, Address> addresses, @Nullable ZohoRecord sent, Place place) {
        if (sent != null) {
            Address address = ADDRESS.read(sent, place);
            if (address.isFilledIn()) {
                addresses.putIfAbsent(address.sourceId(), address);
            }
        }
    }

    /**
     * What a contact owes or is owed in one currency, as a row of {@code tds.contact_balances}. The balance is as old
     * as the last fetch of the contact: a payment does not change the contact.
     *
     * @param contactId the customer or vendor
     */
    @Table("contact_balances")
    @PartOf("contact_id")
    public record ContactBalance(
            @OrPlace String sourceId,
            @Nullable Instant sourceModifiedAt,
            String contactId,
            @Nullable String currencyId,
            @Code @Nullable String currencyCode,
            @Nullable Boolean isBaseCurrency,
            @Borrowed @Nullable BigDecimal outstandingReceivableAmount,
            @Borrowed @Nullable BigDecimal unusedCreditsReceivableAmount,
            @Borrowed @Nullable BigDecimal outstandingPayableAmount,
            @Borrowed @Nullable BigDecimal unusedCreditsPayableAmount)
            implements TdsChild {}

    /**
     * Somebody at a customer or vendor, as a row of {@code tds.contact_persons}.
     *
     * @param contactId the customer or vendor
     * @param isPrimaryContact the one to write to first
     * @param customFields the organization's own fields by API name
     */
    @Table("contact_persons")
    @PartOf("contact_id")
    public record ContactPerson(
            @From("contact_person_id") String sourceId,
            @Nullable Instant sourceModifiedAt,
            String contactId,
            @Code @Nullable String salutation,
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable String email,
            @Nullable String phone,
            @Nullable String mobile,
            @Nullable String fax,
            @Nullable String skype,
            @Nullable String designation,
            @Nullable String department,
            @Nullable Boolean isPrimaryContact,
            @Nullable String zcrmContactId,
            @Nullable Json communicationPreference,

            @From({"enable_portal", "is_added_in_portal"}) @Nullable
            Boolean enablePortal,

            @Nullable Json customFields)
            implements TdsChild {}

    /**
     * An address of a customer or vendor, as a row of {@code tds.addresses}.
     *
     * @param sourceId the contact's id and the place for an address without an id, such as {@code 7/billing}
     * @param contactId the customer or vendor
     * @param addressType billing, shipping or additional
     * @param latitude degrees north
     * @param longitude degrees east
     */
    @Table("addresses")
    @PartOf("contact_id")
    public record Address(
            @From("address_id") @OrPlace String sourceId,
            @Nullable Instant sourceModifiedAt,
            String contactId,
            @Nullable String addressType,
            @Nullable String attention,
            @LongText @Nullable String address,
            @Nullable String street2,
            @Nullable String city,
            @Nullable String county,
            @Nullable String state,
            @Code @Nullable String stateCode,
            @From({"zip", "zipcode"}) @Nullable String zip,
            @Nullable String country,
            @Code @Nullable String countryCode,
            @Nullable String phone,
            @Nullable String fax,
            @Nullable BigDecimal latitude,
            @Nullable BigDecimal longitude)
            implements TdsChild {

        static String addressType(ZohoRecord address, Place place) {
            return place.number() == 0 ? String.valueOf(place.name()) : ADDITIONAL;
        }

        private boolean isFilledIn() {
            return Stream.of(attention, address, street2, city, county, state, stateCode)
                            .anyMatch(Objects::nonNull)
                    || Stream.of(zip, country, countryCode, phone, fax).anyMatch(Objects::nonNull);
        }
    }
}
