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
 * @param secrets secrets by organization; two are valid while the new one takes the place of the old one
 * @param unsigned whether programs on this machine may deliver without a signature
 * @param maxBody a larger body is refused unread
 * @param bodyTimeout a body that takes longer is refused
 * @param perMinute deliveries of one organization that are taken
 * @param refusedPerMinute deliveries of one sender that are refused with a reason; any further ones are only sent away
 * @param retention how long a delivery is kept after it was worked off, or came and was not recognized
 * @param perDay deliveries that the source makes for one organization in a day at most
 * @param attempts the number of attempts after which a waiting delivery counts as failing; attempts go on
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
