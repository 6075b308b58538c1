package app.tds.mirror;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * One organization as its source describes it, a row of {@code tds.organizations}.
 *
 * @param organizationId the source's id
 * @param source the integration it belongs to, {@code zoho}
 * @param name of the company
 * @param timeZone in which its days begin
 * @param currencyCode ISO 4217, of its books
 * @param languageCode of its users
 * @param planName the plan it pays for, which sets the daily quota of calls
 */
public record Organization(
        String organizationId,
        String source,
        String name,
        ZoneId timeZone,
        @Nullable String currencyCode,
        @Nullable String languageCode,
        @Nullable String planName) {}
