package app.tds.zoho.record;

import app.tds.mirror.IfSaid;
import app.tds.mirror.NaturalKey;
import app.tds.mirror.Table;
import app.tds.mirror.TdsRow;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Somebody who works with the books, as a row of {@code tds.users}.
 *
 * @param sourceModifiedAt null: Zoho does not say
 */
@Table("users")
public record User(
        @From("user_id") String sourceId,
        @From("created_time") @IfSaid @Nullable Instant sourceCreatedAt,
        @From("last_modified_time") @IfSaid @Nullable Instant sourceModifiedAt,
        @NaturalKey @Nullable String name,
        @NaturalKey @Nullable String email,
        @Nullable String roleId,
        @Code @Nullable String userRole,
        @Code @Nullable String userType,
        @Code @Nullable String status)
        implements TdsRow {

    /** A Zoho user is a user. */
    @Component
    static final class UserTranslation extends ZohoTranslation {
        UserTranslation() {
            super("zoho-user", Rows.of(User.class), List.of());
        }
    }
}
