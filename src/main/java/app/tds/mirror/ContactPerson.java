package app.tds.mirror;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

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
        String sourceId,
        @Nullable Instant sourceModifiedAt,
        String contactId,
        @Nullable String salutation,
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
        @Nullable Json customFields)
        implements TdsChild {

    @Override
    public String parentId() {
        return contactId;
    }
}
