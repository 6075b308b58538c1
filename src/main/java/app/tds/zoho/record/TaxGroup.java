package app.tds.zoho.record;

import app.tds.mirror.Borrowed;
import app.tds.mirror.IfSaid;
import app.tds.mirror.NaturalKey;
import app.tds.mirror.PartOf;
import app.tds.mirror.Table;
import app.tds.mirror.TdsChild;
import app.tds.mirror.TdsRow;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Taxes that are charged together, as a row of {@code tds.tax_groups}. Documents name a group like a tax.
 *
 * @param sourceModifiedAt null: Zoho does not say
 */
@Table("tax_groups")
public record TaxGroup(
        @From("tax_group_id") String sourceId,
        @From("created_time") @IfSaid @Nullable Instant sourceCreatedAt,
        @From("last_modified_time") @IfSaid @Nullable Instant sourceModifiedAt,
        @NaturalKey @Nullable String taxGroupName,
        @Percentage @Nullable BigDecimal taxGroupPercentage)
        implements TdsRow {

    /**
     * A tax of a group, as a row of {@code tds.tax_group_members}.
     *
     * @param sourceId the group and the tax
     * @param sourceModifiedAt null: Zoho does not say
     */
    @Table("tax_group_members")
    @PartOf("tax_group_id")
    public record TaxGroupMember(
            String sourceId,
            @Nullable Instant sourceModifiedAt,
            String taxGroupId,
            @Wanted @Nullable String taxId,
            @Borrowed @Nullable String taxName,
            @Borrowed @Percentage @Nullable BigDecimal taxPercentage,
            @Borrowed @Code @Nullable String taxType)
            implements TdsChild {

        static String sourceId(ZohoRecord member, Place place) {
            return place.idWith(member.optionalId("tax_id"));
        }
    }

    /** A Zoho tax group is a group of taxes, whose document has them. */
    @Component
    static final class TaxGroupTranslation extends ZohoTranslation {
        TaxGroupTranslation() {
            super("zoho-taxgroup", Rows.of(TaxGroup.class), List.of(Parts.always("taxes", TaxGroupMember.class)));
        }
    }
}
