package app.tds.webhook;

import app.tds.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of webhooks. {@link WebhookCheck} checks them before anything reads them.
 *
 * @param secrets Secret of an organization's webhooks, 12 to 50 letters and digits, with the organization's id at the end of the
 *     variable. Two secrets with a comma between them are good while one takes the other's place
 * @param unsigned Whether programs on this machine may deliver without a signature, for trying things out
 * @param maxBody Size above which a body is refused unread
 * @param bodyTimeout Time after which a body that has not come is refused
 * @param perMinute Deliveries of one organization that are taken in a minute
 * @param refusedPerMinute Deliveries of one sender that are refused with a reason in a minute; any further ones are
 *     only sent away
 * @param retention How long a delivery is kept after it was worked off
 * @param perDay Deliveries that Zoho makes for one organization in a day; near it, there is an alarm
 * @param attempts Attempts after which a delivery that still waits is said to fail; it goes on being tried
 */
@ConfigurationProperties("tds.webhooks")
record WebhookSettings(
        @DefaultValue Map<String, List<Secret>> secrets,
        @DefaultValue("false") boolean unsigned,
        @DefaultValue("1MB") DataSize maxBody,
        @DefaultValue("10s") Duration bodyTimeout,
        @DefaultValue("60000") int perMinute,
        @DefaultValue("600") int refusedPerMinute,
        @DefaultValue("30d") Duration retention,
        @DefaultValue("1000") int perDay,
        @DefaultValue("5") int attempts) {}
