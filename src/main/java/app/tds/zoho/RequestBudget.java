package app.tds.zoho;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;

/** How often an organization may be asked, shared by everything that asks through this database. */
@Component
class RequestBudget {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ProxyManager<String> buckets;
    private final int callsPerMinute;

    RequestBudget(DataSource dataSource, ZohoSettings settings) {
        this.callsPerMinute = settings.callsPerMinute();
        this.buckets = Bucket4jPostgreSQL.selectForUpdateBasedBuilder(dataSource)
                .primaryKeyMapper(PrimaryKeyMapper.STRING)
                .table("etl.rate_buckets")
                .idColumn("id")
                .stateColumn("state")
                .expiresAtColumn("expires_at")
                .expirationAfterWrite(
                        ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(MINUTE.multipliedBy(10)))
                .build();
    }

    /**
     * Waits until one more call is allowed.
     *
     * @throws InterruptedException if the thread is asked to stop meanwhile; no call was taken then
     */
    void take(String organizationId) throws InterruptedException {
        if (callsPerMinute > 0) {
            // The limits are part of the key: a stored bucket keeps the configuration it was made with.
            String id = organizationId + "/" + callsPerMinute;
            buckets.builder()
                    .build(id, () -> limits(callsPerMinute))
                    .asBlocking()
                    .consume(1);
        }
    }

    /**
     * Whatever the moment, a window of 60 s sees at most a full bucket and what flows in meanwhile: together 95 % of
     * the limit, so a window that Zoho measures a little differently is not exceeded either.
     */
    static BucketConfiguration limits(int callsPerMinute) {
        int most = Math.max(1, callsPerMinute * 95 / 100);
        int burst = Math.max(1, most / 10);
        int refill = Math.max(1, most - burst);
        return BucketConfiguration.builder()
                .addLimit(limit -> limit.capacity(burst).refillGreedy(refill, MINUTE))
                .build();
    }
}
